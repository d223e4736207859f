/** A button that need not be held: one press holds it, and the next one lets go. */
export class Toggle {
  #wasDown = false;
  #holds = false;

  /** @param isDown whether the button is down. Answers whether it counts as held */
  read(isDown: boolean): boolean {
    if (isDown && !this.#wasDown) this.#holds = !this.#holds;
    this.#wasDown = isDown;
    return this.#holds;
  }

  /** Lets go; a button that is still down acts with its next press. */
  drop(): void {
    this.#holds = false;
  }
}
