/** Lets a gamepad tremble. */

/** Milliseconds of the shortest and the longest tremble, and between two. */
const SHORT = 40;
const LONG = 260;
const APART = 60;

export class Rumble {
  #at = Number.NEGATIVE_INFINITY;

  /** Whether one may begin now. */
  #may(strength: number): boolean {
    const now = performance.now();
    if (strength <= 0.05 || now - this.#at < APART) return false;
    this.#at = now;
    return true;
  }

  /** @param strength 0 to 1 */
  pad(pad: Gamepad | undefined, strength: number): void {
    // Not every browser and not every pad has one.
    const actuator: GamepadHapticActuator | null | undefined = pad?.vibrationActuator;
    if (!actuator?.playEffect || !this.#may(strength)) return;
    const strong = Math.min(1, strength);
    const effect = { duration: lengthOf(strong), strongMagnitude: strong, weakMagnitude: strong / 2 };
    // A pad that was taken away meanwhile, or does not know this effect, stays still.
    actuator.playEffect("dual-rumble", effect).catch(() => {});
  }
}

const lengthOf = (strength: number): number => Math.round(SHORT + (LONG - SHORT) * strength);
