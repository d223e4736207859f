/** Makes replays of the rounds that have ended, each once. */
import type { Result } from "#shared/protocol/index.ts";
import { brief, log, wordsOf } from "../log.ts";
import type { MatchHeader } from "../match/log/header.ts";
import type { MatchStore } from "../match/log/store.ts";
import { archive, type LoggedPages } from "./archive.ts";
import { keepReplay } from "./bucket.ts";

export class Archivist {
  readonly #store: MatchStore;
  readonly #bucket: R2Bucket | undefined;
  readonly #background: (work: Promise<void>) => void;

  /** @param bucket where replays go; without one they stay with the match */
  constructor(store: MatchStore, bucket: R2Bucket | undefined, background: (work: Promise<void>) => void) {
    this.#store = store;
    this.#bucket = bucket;
    this.#background = background;
  }

  /** Files the round that has ended last, if it has no replay: faster by far than the next round can write over what that is made of. */
  file(header: MatchHeader): void {
    try {
      const result = this.#store.unarchived();
      if (result) this.#background(this.#make(header, result, this.#store.log()));
    } catch (error) {
      log.error("replay_failed", { code: brief(header.spec.code), detail: wordsOf(error) });
    }
  }

  async #make(header: MatchHeader, result: Result, pages: LoggedPages): Promise<void> {
    const { code } = header.spec;
    try {
      const file = await archive(header, result, pages);
      if (this.#bucket) await keepReplay(this.#bucket, code, result.round, file);
      this.#store.archive(result.round, this.#bucket ? undefined : file);
      log.info("match_archived", { code: brief(code), round: result.round, bytes: file.length });
    } catch (error) {
      // The result stands without it; it is tried again when the object comes into memory next.
      log.error("replay_failed", { code: brief(code), round: result.round, detail: wordsOf(error) });
    }
  }
}
