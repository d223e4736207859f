/** A member's line to the party: docs/PARTIES.md. It comes back by itself, until a close says that it should not. Headless. */
import * as v from "valibot";
import { CLOSE } from "#shared/protocol/close.ts";
import { API_ERROR } from "#shared/protocol/http.ts";
import {
  PARTY_PING,
  PARTY_PONG,
  PARTY_SUBPROTOCOL,
  PartyDown,
  type PartySnapshot,
  type PartyUpInput,
  PLAYER_PREFIX,
} from "#shared/protocol/party.ts";
import type { Rtts } from "#shared/protocol/rtt.ts";
import { ApiFailure } from "./api.ts";
import { ReturningLine } from "./returning-line.ts";

/** Why a line ends for good. */
export type PartyEnding = "left" | "gone" | "removed" | "full" | "elsewhere" | "outdated" | "refused";
export type PartyLink = "connecting" | "live" | "lost" | PartyEnding;

export interface PartyLineOptions {
  /** ws: or wss: */
  readonly url: string;
  /** The player token. */
  token(): string | undefined;
  /**
   * Joins the party by HTTP: the token is good no more, or the member was away for too long.
   * @throws {ApiFailure}
   */
  rejoin(): Promise<unknown>;
  /** The least RTT to each region in which the player would play, in whole milliseconds. Read at each `measured`. */
  rtt?(): Rtts;
  /** The party or the link is another one than before. */
  changed(): void;
  heard(message: Exclude<PartyDown, PartySnapshot>): void;
}

/** So long after the last news the line is asked whether it holds, in milliseconds. */
const PING_MS = 20_000;

const ENDINGS: ReadonlyMap<number, PartyEnding> = new Map([
  [CLOSE.left, "left"],
  [CLOSE.noMatch, "gone"],
  [CLOSE.removed, "removed"],
  [CLOSE.takenOver, "elsewhere"],
  [CLOSE.wrongVersion, "outdated"],
  [CLOSE.malformed, "refused"],
  [CLOSE.tooBig, "refused"],
]);

const REFUSALS: ReadonlyMap<string, PartyEnding> = new Map([
  [API_ERROR.noParty, "gone"],
  [API_ERROR.barred, "removed"],
  [API_ERROR.full, "full"],
  [API_ERROR.badRequest, "refused"],
]);

const Message = v.pipe(v.string(), v.parseJson(), PartyDown);

export class PartyLine {
  readonly #options: PartyLineOptions;
  readonly #line: ReturningLine;
  #link: PartyLink = "connecting";
  #party: PartySnapshot | undefined;
  /** The round trips that the party has heard of on this socket. */
  #told = "";

  constructor(options: PartyLineOptions) {
    this.#options = options;
    const { url, token } = options;
    this.#line = new ReturningLine({
      ping: { text: PARTY_PING, ms: PING_MS },
      connect: () => new WebSocket(url, [PARTY_SUBPROTOCOL, `${PLAYER_PREFIX}${token() ?? ""}`]),
      heard: (data) => this.#hear(data),
      lost: (code) => this.#lost(code),
    });
    this.#line.connect();
  }

  get link(): PartyLink {
    return this.#link;
  }

  /** As it was told last; undefined before the first time. */
  get party(): PartySnapshot | undefined {
    return this.#party;
  }

  /** Says it now, or not at all. @returns whether the line was there */
  say(message: PartyUpInput): boolean {
    return this.#line.send(JSON.stringify(message));
  }

  /** Tells the party of round trips that it has not heard of: call it when there may be others than before. */
  measured(): void {
    if (!this.#party?.takesRtt || this.#link !== "live") return;
    const rtt = [...(this.#options.rtt?.() ?? [])];
    const text = JSON.stringify(rtt);
    if (rtt.length > 0 && text !== this.#told && this.say({ type: "rtt", rtt })) this.#told = text;
  }

  /** For good. */
  close(): void {
    this.#line.end();
  }

  #hear(data: unknown): boolean {
    if (data === PARTY_PONG) return false;
    const message = v.safeParse(Message, data);
    // Of a newer server, which has more to say.
    if (!message.success) return false;
    if (message.output.type !== "party") {
      this.#options.heard(message.output);
      return false;
    }
    this.#party = message.output;
    this.#link = "live";
    this.measured();
    this.#options.changed();
    return true;
  }

  #lost(code: number): void {
    const ending = ENDINGS.get(code);
    if (ending) {
      this.#finish(ending);
      return;
    }
    this.#link = "lost";
    this.#told = "";
    const isForeign = code === CLOSE.badTicket || code === CLOSE.foreignTicket;
    this.#line.comeBack(isForeign ? () => void this.#rejoin() : undefined);
    this.#options.changed();
  }

  async #rejoin(): Promise<void> {
    const { signal } = this.#line;
    try {
      await this.#options.rejoin();
      if (!signal.aborted) this.#line.connect();
    } catch (error) {
      if (signal.aborted) return;
      const ending = error instanceof ApiFailure ? REFUSALS.get(error.code) : undefined;
      if (ending) this.#finish(ending);
      else this.#line.comeBack(() => void this.#rejoin());
    }
  }

  #finish(ending: PartyEnding): void {
    this.close();
    this.#link = ending;
    this.#options.changed();
  }
}
