/** Looks at the tickets once a second while there are any, and has matches made of them. */
import { QUEUE_CLOSE } from "#shared/protocol/queue.ts";
import type { QueueRules } from "#shared/sim/index.ts";
import { log, wordsOf } from "../log.ts";
import { pairWave } from "../pairing/wave.ts";
import type { Announcer } from "./announcer.ts";
import { AvoidedRegions } from "./avoided.ts";
import type { Lines } from "./lines.ts";
import type { MadeMatch } from "./make-match.ts";
import type { Queue } from "./queue.ts";
import { Silence } from "./silence.ts";

/** The time between two waves, in milliseconds. */
export const WAVE_MS = 1000;

/** The players of a team, or one who plays alone. */
export type Group = readonly { readonly id: string; readonly name: string }[];

export interface WavesOptions {
  readonly queue: Queue;
  readonly lines: Lines<WebSocket>;
  readonly announcer: Announcer;
  readonly rules: QueueRules;
  /** Where members play who name no region. */
  readonly region: string;
  readonly now: () => number;
  /** When a line has pinged last, by the platform's clock. */
  readonly pinged: (socket: WebSocket) => number;
  readonly make: (groups: readonly Group[], region: string) => Promise<MadeMatch>;
  /** A ticket that was made then is served. */
  readonly served: (since: number) => void;
  readonly waitUntil: (work: Promise<void>) => void;
}

export class Waves {
  readonly #options: WavesOptions;
  readonly #avoided = new AvoidedRegions();
  readonly #silence = new Silence<WebSocket>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: WavesOptions) {
    this.#options = options;
  }

  /** There may be tickets now. Without any there is no timer, and the object can sleep. */
  wind(): void {
    if (this.#timer !== undefined || this.#options.queue.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      try {
        this.#wave();
      } catch (error) {
        log.error("wave_failed", { detail: wordsOf(error) });
      }
      this.wind();
    }, WAVE_MS);
  }

  /** Nothing is awaited between looking at the tickets and putting them into matches. */
  #wave(): void {
    const { queue, announcer, rules, region, waitUntil, now } = this.#options;
    this.#hush(now());
    announcer.dismiss(queue.expire(now()), "a member of your party has stayed away");
    const waiting = queue.waiting(region).map((ticket) => this.#avoided.without(ticket, now()));
    for (const { tickets, teams, region: where } of pairWave(waiting, rules, now())) {
      const proposal = crypto.randomUUID();
      queue.propose({ tickets }, proposal);
      waitUntil(this.#make(proposal, teams, where));
    }
    announcer.tellAll(now());
  }

  /** Lets go of silent lines: no player is paired with one who is not there. */
  #hush(now: number): void {
    const { lines, queue, announcer, pinged } = this.#options;
    for (const [player, socket] of [...lines]) {
      if (!this.#silence.isSilent(socket, pinged(socket), now)) continue;
      lines.detach(socket);
      announcer.refuse(socket, QUEUE_CLOSE.silent, "your client has been silent");
      queue.lost(player, now);
    }
  }

  async #make(proposal: string, teams: readonly (readonly string[])[], region: string): Promise<void> {
    const { queue, announcer, make, served, now } = this.#options;
    try {
      const names = new Map(queue.wanted(proposal).map(({ player, name }) => [player, name]));
      const group = (team: readonly string[]) =>
        team.flatMap((id) => {
          const name = names.get(id);
          return name === undefined ? [] : { id, name };
        });
      const match = await make(teams.map(group), region);
      for (const { since } of queue.admit(proposal, match, now())) served(since);
      for (const { player } of match.seats) announcer.tell(player);
    } catch (error) {
      log.error("queue_match_failed", { region, detail: wordsOf(error) });
      this.#avoided.add(region, now());
      announcer.dismiss(queue.release(proposal, now()), "a member of your party has left the queue");
    }
  }
}
