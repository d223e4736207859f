/** Makes the replays of rounds that have ended, each once. */
import type { Result } from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import { brief, log, wordsOf } from "../log.ts";
import { counted } from "../telling.ts";
import type { Archive, ReplayDisk } from "./archive.ts";
import type { LoggedMatch, LoggedPages } from "./logged.ts";
import { roundReplay } from "./replay-file.ts";

/** The disk of a match, which the replays are made from. */
export interface RoundDisk extends ReplayDisk {
  /** The last result of which no replay has been made yet. */
  unarchived(): Result | undefined;
  /** The log of the last round. */
  log(): LoggedPages;
  /** No replay of this round could be made. */
  withoutReplay(round: number): void;
}

/** SHA-256, in hexadecimal digits. */
async function hashOf(file: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(file)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Archivist {
  readonly #disk: RoundDisk;
  readonly #archive: Archive;
  readonly #games: Games;
  readonly #background: (work: Promise<void>) => void;
  readonly #filed: () => void;

  /**
   * @param games the rules of this build
   * @param filed is called when a round has its replay, or none can be made of it
   */
  constructor(
    disk: RoundDisk,
    archive: Archive,
    games: Games,
    background: (work: Promise<void>) => void,
    filed = () => {},
  ) {
    this.#games = games;
    this.#disk = disk;
    this.#archive = archive;
    this.#background = background;
    this.#filed = filed;
  }

  /**
   * Files the round that has ended last, if it has no replay. That takes far less time than the next round needs to overwrite
   * the first of the pages that it is made from.
   */
  file(match: LoggedMatch): void {
    try {
      const result = this.#disk.unarchived();
      if (result) this.#background(this.#make(match, result, this.#disk.log()));
    } catch (error) {
      log.error("replay_failed", { code: brief(match.spec.code), detail: wordsOf(error) });
    }
  }

  async #make(match: LoggedMatch, result: Result, pages: LoggedPages): Promise<void> {
    const { code, game } = match.spec;
    try {
      const file = await roundReplay(match, result, pages, this.#games);
      await this.#archive.keepReplay(this.#disk, code, result.round, { file, hash: await hashOf(file) });
      log.info("match_archived", { code: brief(code), round: result.round, bytes: file.length });
      counted("scrim_replays_stored_total", { game });
    } catch (error) {
      // The result stands without it. The object tries again when it comes into memory next.
      log.error("replay_failed", { code: brief(code), round: result.round, detail: wordsOf(error) });
      this.#disk.withoutReplay(result.round);
    }
    this.#filed();
  }
}
