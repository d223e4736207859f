/** Makes the replays of rounds that have ended, each once. */
import type { Result } from "#shared/protocol/index.ts";
import { brief, log, wordsOf } from "../log.ts";
import type { Archive, ReplayDisk } from "./archive.ts";
import type { LoggedMatch, LoggedPages } from "./logged.ts";
import { roundReplay } from "./replay-file.ts";

/** The disk of a match, which the replays are made from. */
export interface RoundDisk extends ReplayDisk {
  /** The last result of which no replay has been made yet. */
  unarchived(): Result | undefined;
  /** The log of the last round. */
  log(): LoggedPages;
}

export class Archivist {
  readonly #disk: RoundDisk;
  readonly #archive: Archive;
  readonly #background: (work: Promise<void>) => void;

  constructor(disk: RoundDisk, archive: Archive, background: (work: Promise<void>) => void) {
    this.#disk = disk;
    this.#archive = archive;
    this.#background = background;
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
    const { code } = match.spec;
    try {
      const file = await roundReplay(match, result, pages);
      await this.#archive.keepReplay(this.#disk, code, result.round, file);
      log.info("match_archived", { code: brief(code), round: result.round, bytes: file.length });
    } catch (error) {
      // The result stands without it. The object tries again when it comes into memory next.
      log.error("replay_failed", { code: brief(code), round: result.round, detail: wordsOf(error) });
    }
  }
}
