/** Asks the matches that pages look at, once a second: docs/MONITOR.md, "One match". */
import type { MatchLook } from "#shared/monitor/index.ts";
import { brief, log, messageOf } from "../log.ts";
import { within } from "../time-limit.ts";
import type { Page, PageSocket } from "./pages.ts";

/** How long a match may take to answer, in milliseconds. */
const ANSWER_MS = 3000;

export interface WatchOptions<S extends PageSocket> {
  /** @returns undefined where there is no such match any more @throws where it does not answer */
  readonly ask: (id: string, tables: boolean) => Promise<MatchLook | undefined>;
  readonly tell: (page: Page<S>, id: string, look: MatchLook | null) => void;
  readonly looking: () => readonly Page<S>[];
}

export class Watch<S extends PageSocket> {
  readonly #options: WatchOptions<S>;
  /** Matches that have been asked, and have yet to answer. */
  readonly #asked = new Set<string>();
  /** Matches that have not answered the last time: said once. */
  readonly #silent = new Set<string>();

  constructor(options: WatchOptions<S>) {
    this.#options = options;
  }

  /** Asks each match that a page looks at, unless it is still to answer. */
  ask(pages: readonly Page<S>[]): void {
    const wanted = new Map<string, boolean>();
    for (const { match, tables } of pages.map(({ attached }) => attached.wish))
      if (match !== null) wanted.set(match, tables || wanted.get(match) === true);
    for (const id of this.#silent) if (!wanted.has(id)) this.#silent.delete(id);
    for (const [id, tables] of wanted) if (!this.#asked.has(id)) void this.#question(id, tables);
  }

  /** Never rejects. */
  async #question(id: string, tables: boolean): Promise<void> {
    const { ask, tell, looking } = this.#options;
    this.#asked.add(id);
    try {
      const look = (await within(ANSWER_MS, "look", ask(id, tables))) ?? null;
      this.#silent.delete(id);
      const bare = look && { ...look, tables: undefined };
      for (const page of looking()) {
        const { wish } = page.attached;
        if (wish.match === id) tell(page, id, wish.tables ? look : bare);
      }
    } catch (error) {
      if (!this.#silent.has(id)) log.warn("look_unanswered", { match: brief(id), detail: messageOf(error) });
      this.#silent.add(id);
    } finally {
      this.#asked.delete(id);
    }
  }
}
