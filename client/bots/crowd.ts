/** Many headless players in many matches, coming in over a while. */
import type { Games } from "#shared/sim/index.ts";
import { Api, ApiFailure } from "../net/api.ts";
import type { Conditions } from "../net/conditions.ts";
import { ownIdentity } from "../net/identity.ts";
import { Gauges } from "./gauges.ts";
import { BotPlayer } from "./player.ts";

export interface CrowdOptions {
  /** The games whose rules its players have. */
  readonly games: Games;
  /** Such as "http://localhost:5173". */
  readonly url: string;
  readonly game: string;
  /** One of the game's modes; undefined for its own defaults. */
  readonly mode?: string | undefined;
  readonly settings: Readonly<Record<string, number>>;
  /** In all; they are spread evenly. */
  readonly players: number;
  readonly matches: number;
  readonly spectators: number;
  /** Seconds over which they come in. */
  readonly ramp: number;
  readonly conditions?: Conditions | undefined;
  readonly now: () => number;
}

/** An API client that has no player token yet. */
export function newcomer(url: string, game: string): Api {
  return new Api({ fetch: (input, init) => fetch(input, init), base: url, game, identity: ownIdentity() });
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export class Crowd {
  readonly gauges = new Gauges();
  readonly #options: CrowdOptions;
  readonly #players: BotPlayer[] = [];
  /** The matches, each opened by its first player. */
  readonly #codes: Promise<string>[] = [];

  constructor(options: CrowdOptions) {
    this.#options = options;
  }

  /** Lets all players and spectators in. Resolves when each has been seated or refused. */
  async enter(): Promise<void> {
    const { players, matches, spectators, ramp } = this.#options;
    const all = players + spectators;
    const entering = Array.from({ length: all }, async (_, number) => {
      await wait((number * ramp * 1000) / all);
      await this.#let(number < players ? this.#player(number % matches, number) : this.#spectator(number % matches));
    });
    await Promise.all(entering);
  }

  async #let(player: BotPlayer): Promise<void> {
    this.#players.push(player);
    try {
      await player.join();
    } catch (error) {
      this.gauges.refused += 1;
      this.gauges.refusals.add(error instanceof ApiFailure ? `${error.code}: ${error.message}` : String(error));
    }
  }

  #player(match: number, number: number): BotPlayer {
    const { url, game, mode = "custom", settings } = this.#options;
    const api = newcomer(url, game);
    const name = `Bot ${number}`;
    if (this.#codes[match] !== undefined) return this.#bot(async () => api.join(await this.#codes[match], name));
    const opened = api.createMatch(name, mode, settings);
    this.#codes[match] = opened.then(({ code }) => code);
    // The player that opened the match is in it, and comes back by its code; a refusal is told once, by this join.
    this.#codes[match].catch(() => {});
    let first = true;
    return this.#bot(async () => {
      if (!first) return api.join((await opened).code, name);
      first = false;
      return opened;
    });
  }

  #spectator(match: number): BotPlayer {
    const { url, game } = this.#options;
    const api = newcomer(url, game);
    return this.#bot(async () => api.watch(await this.#codes[match]));
  }

  #bot(admit: ConstructorParameters<typeof BotPlayer>[0]["admit"]): BotPlayer {
    const { games, url, conditions, now } = this.#options;
    return new BotPlayer({ games, origin: url.replace(/^http/, "ws"), gauges: this.gauges, conditions, now, admit });
  }

  leave(): void {
    for (const player of this.#players) player.leave();
  }
}
