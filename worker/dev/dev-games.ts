/** The games of a development server: a registry whose games change as their sources do, and what was found wrong with them. */
import { checkedGame } from "#shared/dev/checked-game.ts";
import type { Finding } from "#shared/dev/finding.ts";
import { isSameSource, versioned } from "#shared/dev/versions.ts";
import type { AnyGame, Games } from "#shared/sim/index.ts";

/** So many findings of a game are kept. */
const MOST_FINDINGS = 50;

export interface NumberedFinding extends Finding {
  /** Findings are numbered as they come, from 1. */
  readonly id: number;
}

export class DevGames extends Map<string, AnyGame> implements Games {
  /** As loaded, before they were made ready for development. */
  readonly #loaded = new Map<string, AnyGame>();
  #findings: NumberedFinding[] = [];
  #found = 0;

  /** Other sources were loaded. @returns the names of the games that have others than before */
  take(loaded: Games): string[] {
    const changed: string[] = [];
    for (const [name, game] of loaded) {
      const known = this.get(name);
      if (known && (this.#loaded.get(name) === game || isSameSource(known, versioned(game)))) continue;
      this.#loaded.set(name, game);
      // What was found in the old rules may be mended.
      this.#findings = this.#findings.filter((one) => one.game !== name);
      this.set(
        name,
        checkedGame(versioned(game), (finding) => this.tell(finding)),
      );
      if (known) changed.push(name);
    }
    for (const name of [...this.keys()]) if (!loaded.has(name)) this.delete(name);
    return changed;
  }

  /** Keeps a finding for the pages, and says it on the console. */
  tell(finding: Finding): void {
    this.#found += 1;
    this.#findings.push({ ...finding, id: this.#found });
    const own = this.#findings.filter(({ game }) => game === finding.game);
    if (own.length > MOST_FINDINGS) this.#findings.splice(this.#findings.indexOf(own[0]), 1);
    const { kind, text, at } = finding;
    const line = at === undefined ? text : `${text}\n    at ${at}`;
    if (kind === "rules") console.info(line);
    else console.warn(line);
  }

  /** What was found in a game since it was edited last, the oldest first. */
  findingsOf(game: string): readonly NumberedFinding[] {
    return this.#findings.filter((one) => one.game === game);
  }
}
