/** Which line is a player's: the last one that came. A line is a socket, or what stands for one in a test. */
export class Lines<L> {
  readonly #byPlayer = new Map<string, L>();
  readonly #byLine = new Map<L, string>();

  /** @returns the line that this one takes over from */
  attach(player: string, line: L): L | undefined {
    const before = this.#byPlayer.get(player);
    if (before === line) return undefined;
    if (before !== undefined) this.#byLine.delete(before);
    this.#byPlayer.set(player, line);
    this.#byLine.set(line, player);
    return before;
  }

  /** The line has ended. @returns whose it was; undefined where another one has taken over before */
  detach(line: L): string | undefined {
    const player = this.#byLine.get(line);
    if (player === undefined) return undefined;
    this.#byLine.delete(line);
    this.#byPlayer.delete(player);
    return player;
  }

  of(player: string): L | undefined {
    return this.#byPlayer.get(player);
  }

  /** Whose line it is. */
  playerOf(line: L): string | undefined {
    return this.#byLine.get(line);
  }

  [Symbol.iterator](): Iterator<[string, L]> {
    return this.#byPlayer.entries();
  }
}
