/**
 * The seat through whose eyes the player looks: the player's own; for a spectator one that they or the director
 * choose, or none.
 */
import { SEAT, type WorldBase } from "#shared/sim/index.ts";

export class Eye {
  #seat = -1;
  #free = false;
  #directed = true;
  /** How many seats to step on at the next frame, when the world is at hand. */
  #steps = 0;

  /** -1 = no seat's. */
  get seat(): number {
    return this.#free ? -1 : this.#seat;
  }

  get free(): boolean {
    return this.#free;
  }

  /** Whether the director chooses: so it is until the spectator does. */
  get directed(): boolean {
    return this.#directed && !this.#free;
  }

  /** @param by 1 = the next player, -1 = the one before */
  step(by: 1 | -1): void {
    this.#free = false;
    this.#directed = false;
    this.#steps += by;
  }

  /** Looks through the eyes of this seat. */
  follow(seat: number): void {
    this.#free = false;
    this.#directed = false;
    this.#seat = seat;
  }

  toggleFree(): void {
    this.#free = !this.#free;
  }

  /** Lets the director choose; if it does, stays with the seat that it has chosen. */
  toggleDirected(): void {
    this.#directed = !this.directed;
    this.#free = false;
  }

  /** The director's choice, which counts while it chooses. */
  suggest(seat: number): void {
    if (this.directed && seat >= 0) this.#seat = seat;
  }

  /** @param own the player's seat, -1 for a spectator */
  settle(world: WorldBase, own: number): void {
    if (own >= 0) {
      this.#seat = own;
      this.#free = false;
      this.#steps = 0;
      return;
    }
    const { capacity, cells } = world.seatTable;
    const taken = (seat: number) => seat >= 0 && seat < capacity && cells[0][seat] !== SEAT.empty;
    const by = this.#steps < 0 ? -1 : 1;
    if (this.#steps === 0 && taken(this.#seat)) return;
    this.#steps = 0;
    for (let n = 1; n <= capacity; n++) {
      const seat = (((this.#seat + by * n) % capacity) + capacity) % capacity;
      if (!taken(seat)) continue;
      this.#seat = seat;
      return;
    }
    this.#seat = -1;
  }
}
