/** The Party Durable Object: a shell that gives a party its sockets, its clock and its disk. It sleeps between messages. */
import { DurableObject } from "cloudflare:workers";
import * as v from "valibot";
import { CLOSE, type CloseCode } from "#shared/protocol/close.ts";
import {
  MAX_PARTY_MESSAGE,
  PARTY_PING,
  PARTY_PONG,
  PARTY_SUBPROTOCOL,
  type PartyDown,
  type PartyInfo,
  type PartyRefusal,
  PartyUp,
} from "#shared/protocol/party.ts";
import type { Rtts } from "#shared/protocol/rtt.ts";
import type { Games } from "#shared/sim/index.ts";
import { answerRefusal, type SocketRefusal } from "../broadcast/refusals.ts";
import { attempt, attemptLater, closeSocket, finishClose } from "../broadcast/sockets.ts";
import { TokenBucket } from "../broadcast/token-bucket.ts";
import { Clock } from "../clock.ts";
import type { Env } from "../env.ts";
import { log, wordsOf } from "../log.ts";
import { blockedBy } from "../player/blocked-by.ts";
import { note } from "../player/note.ts";
import type { PoolPlace } from "../pool/name.ts";
import type { NoEntry } from "../queue/wish.ts";
import type { Region } from "../regions.ts";
import { refused } from "../telling.ts";
import { PartyArrival, readPartyArrival } from "./arrival.ts";
import { obey } from "./obey.ts";
import * as deeds from "./party.ts";
import { dequeue, enqueue, farthest, isCompetitive, mostInTicket } from "./queue.ts";
import { meetingOf } from "./region.ts";
import type { Coming, FoundMatch, Joined, PartyRpc, PartySpec } from "./rpc.ts";
import { infoOf, snapshotOf } from "./snapshot.ts";
import { PartyStore } from "./store.ts";
import { venture, type Went } from "./venture.ts";
import { pausedWords, WORDS } from "./words.ts";

/** A party without members stays for so long, in milliseconds: its link may lie in a chat. */
export const EMPTY_MS = 30 * 60_000;
/** The party looks after itself at least so often: a kill leaves no socket whose end would wake it. Milliseconds. */
const LOOK_MS = 60 * 60_000;

/** What a member does costs a press of a button; at once as much as in three seconds. */
const MESSAGES_A_SECOND = 5;

/** A newer build has stored this party: it comes back with that build. */
const UPDATED: SocketRefusal = {
  close: CLOSE.updated,
  reason: "an update has been taken back, and this party with it",
};

/** An open socket, and whose it is. */
type Line = PartyArrival & { readonly socket: WebSocket };

/** Closes the socket of a member who does what no member may. */
function limit(socket: WebSocket, code: CloseCode, reason: string): void {
  refused("party", CLOSE, code);
  closeSocket(socket, code, reason);
}

export class PartyObject extends DurableObject<Env> implements PartyRpc {
  readonly #games: Games;
  readonly #clock = new Clock();
  readonly #store: PartyStore;
  readonly #spending = new WeakMap<WebSocket, TokenBucket>();
  #party: deeds.Party | undefined;
  /** A match is just being found. */
  #busy = false;

  /** @param games of which it finds matches: worker/server.ts hands them in */
  constructor(ctx: DurableObjectState, env: Env, games: Games) {
    super(ctx, env);
    this.#games = games;
    this.#store = new PartyStore(ctx.storage);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PARTY_PING, PARTY_PONG));
    const stored = this.#store.load();
    if (stored) this.#party = deeds.wake(stored, new Set(this.#lines().map(({ player }) => player)), this.#clock.now());
    if (this.#store.isTooNew)
      for (const { socket } of this.#lines()) closeSocket(socket, UPDATED.close, UPDATED.reason);
  }

  /** The open sockets, and whose they are. */
  #lines(player?: string): Line[] {
    return this.ctx.getWebSockets(player).flatMap((socket) => {
      const arrival = v.safeParse(PartyArrival, socket.deserializeAttachment());
      const isOpen = socket.readyState === WebSocket.OPEN && arrival.success;
      return isOpen ? [{ ...arrival.output, socket }] : [];
    });
  }

  /** The party as it is by now. */
  #now(): deeds.Party | undefined {
    return this.#party && deeds.expire(this.#party, this.#clock.now());
  }

  /**
   * Stores a party before any member hears of it, and tells all; sockets of those who are no members any more are closed.
   * @param first what members hear before
   */
  #become(party: deeds.Party, first: () => void = () => {}): void {
    if (party === this.#party) return;
    const before = this.#party;
    this.#party = party;
    this.#store.save(party);
    // Where the queue has found a match, it has let go of them by itself.
    if (before?.searching && !party.searching && party.match === before.match)
      this.ctx.waitUntil(dequeue(this.env, before.searching, party.code));
    this.#ring(party);
    first();
    for (const { socket, player } of this.#lines()) {
      if (deeds.memberOf(party, player)) this.#tell(socket, snapshotOf(party, player));
      else closeSocket(socket, CLOSE.removed, "the leader has removed you from the party");
    }
  }

  #ring(party: deeds.Party): void {
    const now = this.#clock.now();
    const due = party.empty === undefined ? deeds.dueAt(party) : party.empty + EMPTY_MS;
    const wait = Math.min(LOOK_MS, Math.max(0, due - now));
    void attemptLater("set an alarm", () => this.ctx.storage.setAlarm(this.#clock.date() + wait));
  }

  #tell(socket: WebSocket, message: PartyDown): void {
    attempt("send", () => socket.send(JSON.stringify(message)));
  }

  create({ code, game, mode }: PartySpec, maker: Coming): boolean {
    if (this.#party || this.#store.isTooNew) return false;
    const now = this.#clock.now();
    const joined = deeds.join(deeds.newParty(code, { game, mode }, now), maker, now);
    if (joined.ok) this.#become(joined.party);
    return joined.ok;
  }

  async join(coming: Coming): Promise<Joined> {
    if (this.#store.isTooNew) return { ok: false, why: "updated" };
    if (await this.#isBlocked(coming.player)) return { ok: false, why: "barred" };
    const party = this.#now();
    if (!party) return { ok: false, why: "no_party" };
    const joined = deeds.join(party, coming, this.#clock.now());
    if (joined.ok) this.#become(joined.party);
    return joined.ok ? { ok: true } : joined;
  }

  /** Whether the leader has blocked this player, who is no member yet. */
  async #isBlocked(player: string): Promise<boolean> {
    const party = this.#now();
    const leader = party?.members.find(({ member }) => member === party.leader);
    if (!party || !leader || deeds.memberOf(party, player)) return false;
    return (await blockedBy(this.env, leader.player)).includes(player);
  }

  info(asker?: string): PartyInfo | undefined {
    const party = this.#now();
    return party && infoOf(party, asker);
  }

  found({ search, code, game, players }: FoundMatch): boolean {
    if (this.#busy) return false;
    const party = this.#now();
    if (party) this.#become(deeds.foundBy(party, search, { code, game }, new Set(players), this.#clock.now()));
    return true;
  }

  /** These members have got seats in a match. */
  #enter({ match, kind, tickets }: Extract<Went, { ok: true }>): void {
    const party = this.#now();
    if (!party) return;
    // A page that heard of the match first, and is not there, would say that it does not play.
    this.#become(deeds.begin(party, match, new Set(Object.keys(tickets)), this.#clock.now()), () => {
      for (const { socket, player, kept } of this.#lines()) {
        const ticket = tickets[player];
        if (ticket === undefined) continue;
        const { code, game } = match;
        this.#tell(socket, { type: "go", code, game, ...kind, ticket });
        this.ctx.waitUntil(note(this.env, { id: player, kept }, "match", { code, game, at: this.#clock.date() }));
      }
    });
  }

  override fetch(request: Request): Response {
    const arrival = readPartyArrival(request);
    if (this.#store.isTooNew) return answerRefusal(UPDATED);
    const party = this.#now();
    if (!party) return answerRefusal({ close: CLOSE.noMatch, reason: "there is no such party, or all have left it" });
    if (party.barred.includes(arrival.player))
      return answerRefusal({ close: CLOSE.removed, reason: "the leader has removed you from the party" });
    if (!deeds.memberOf(party, arrival.player))
      return answerRefusal({ close: CLOSE.foreignTicket, reason: "you are no member of this party: join it first" });
    const { 0: client, 1: server } = new WebSocketPair();
    for (const { socket } of this.#lines(arrival.player))
      closeSocket(socket, CLOSE.takenOver, "your party is open in another window");
    this.ctx.acceptWebSocket(server, [arrival.player]);
    server.serializeAttachment(arrival);
    this.#become(deeds.connect(party, arrival.player));
    return new Response(null, {
      status: 101,
      webSocket: client,
      headers: { "Sec-WebSocket-Protocol": PARTY_SUBPROTOCOL },
    });
  }

  override async webSocketMessage(socket: WebSocket, raw: string | ArrayBuffer): Promise<void> {
    const line = this.#lines().find((one) => one.socket === socket);
    const party = this.#now();
    if (!line || !party) return;
    const size = typeof raw === "string" ? new TextEncoder().encode(raw).length : raw.byteLength;
    if (size > MAX_PARTY_MESSAGE)
      return limit(socket, CLOSE.tooBig, `a message has at most ${MAX_PARTY_MESSAGE} bytes`);
    if (!this.#spend(socket)) return limit(socket, CLOSE.tooMany, "far too many messages");
    const message = v.safeParse(v.pipe(v.string(), v.parseJson(), PartyUp), raw);
    if (!message.success) return limit(socket, CLOSE.malformed, message.issues[0].message);
    if (message.output.type === "leave") closeSocket(socket, CLOSE.left, "you have left the party");
    if (message.output.type === "play") return this.#play(line, message.output);
    if (message.output.type === "rtt") return this.#measured(line, message.output.rtt);
    const done = obey(this.#games, party, line.player, message.output, this.#clock.now());
    if (done.ok) this.#become(done.party);
    else this.#refuse(socket, message.output.type, done.why);
  }

  #spend(socket: WebSocket): boolean {
    const bucket = this.#spending.get(socket) ?? new TokenBucket(MESSAGES_A_SECOND);
    this.#spending.set(socket, bucket);
    return bucket.spend(1, this.#clock.now(), 0);
  }

  /** @param words for people, where there is more to say than always */
  #refuse(socket: WebSocket, to: string, why: PartyRefusal, words = WORDS[why]): void {
    this.#tell(socket, { type: "refused", to, why, message: words });
  }

  /** Its socket carries it through the object's sleep; after a kill the client says it again. */
  #measured({ socket, ...arrival }: Line, rtt: Rtts): void {
    socket.serializeAttachment({ ...arrival, rtt: Object.fromEntries(rtt) } satisfies PartyArrival);
  }

  async #play({ socket, player, address, region }: Line, message: Extract<PartyUp, { type: "play" }>): Promise<void> {
    const party = this.#now();
    if (!party) return;
    const why = this.#busy ? "busy" : deeds.mayPlay(party, player, message.anyway);
    if (why !== undefined) return this.#refuse(socket, "play", why);
    const company = deeds.companyOf(party);
    const { game, mode } = party;
    this.#busy = true;
    try {
      if (message.kind === "casual" && isCompetitive(this.#games, party)) {
        const refusal = await this.#search(company, { game, mode }, region);
        if (refusal) this.#refuse(socket, "play", refusal.why, refusal.words);
        return;
      }
      const went = await venture(this.env, this.#games, {
        ...message,
        game,
        mode,
        company,
        opener: { player, address, region },
      });
      if (went.ok) this.#enter(went);
      else this.#refuse(socket, "play", went.why);
    } catch (error) {
      log.error("party_failed", { detail: wordsOf(error) });
      this.#refuse(socket, "play", "fault");
    } finally {
      this.#busy = false;
    }
  }

  /**
   * Puts all of them into the queue of one pool, as one ticket.
   * @param leaders the region of the leader
   * @returns why not
   */
  async #search(
    company: readonly Coming[],
    mode: Pick<PoolPlace, "game" | "mode">,
    leaders: Region,
  ): Promise<{ readonly why: PartyRefusal; readonly words?: string } | undefined> {
    const code = this.#party?.code ?? "";
    if (company.length > mostInTicket(this.#games, mode)) return { why: "too_big" };
    const rttOf = (player: string) => this.#lines(player)[0]?.rtt ?? {};
    const { region, rtts } = meetingOf(
      company.map(({ player }) => rttOf(player)),
      leaders,
      farthest(this.#games, mode),
    );
    const place = { ...mode, region };
    const members = company.map(({ player, name }, i) => ({ player, name, rtt: rtts[i] }));
    const search = { ...place, id: crypto.randomUUID() };
    const takeBack = () => this.ctx.waitUntil(dequeue(this.env, place, code));
    let no: NoEntry | undefined;
    try {
      no = await enqueue(this.env, place, { party: code, search: search.id, members });
    } catch (error) {
      takeBack();
      throw error;
    }
    if (no) return this.#noEntry(no);
    const party = this.#now();
    const stays = party !== undefined && company.every(({ player }) => deeds.memberOf(party, player));
    if (!stays) {
      // One of them has left meanwhile.
      takeBack();
      return { why: "busy" };
    }
    this.#become(deeds.search(party, search), () => {
      for (const { socket, player } of this.#lines())
        if (company.some((one) => one.player === player)) this.#tell(socket, { type: "search", ...place });
    });
    return undefined;
  }

  #noEntry(no: NoEntry): { readonly why: PartyRefusal; readonly words?: string } {
    if (no.why !== "paused") return { why: "no_seats" };
    const name = (this.#party && deeds.memberOf(this.#party, no.player)?.name) ?? "a member";
    return { why: "paused", words: pausedWords(name, no.until - this.#clock.date()) };
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    this.#gone(socket);
    finishClose(socket, code);
  }

  override webSocketError(socket: WebSocket): void {
    this.#gone(socket);
  }

  #gone(socket: WebSocket): void {
    const arrival = v.safeParse(PartyArrival, socket.deserializeAttachment());
    const party = this.#now();
    if (!arrival.success || !party) return;
    const { player } = arrival.output;
    const isLast = this.#lines(player).every((line) => line.socket === socket);
    const wasHere = deeds.memberOf(party, player)?.lost === undefined;
    if (isLast && wasHere) this.#become(deeds.lose(party, player, this.#clock.now()));
  }

  override async alarm(): Promise<void> {
    if (this.#store.isTooNew) {
      void attemptLater("set an alarm", () => this.ctx.storage.setAlarm(this.#clock.date() + LOOK_MS));
      return;
    }
    const party = this.#now();
    if (!party) return this.ctx.storage.deleteAll();
    const { empty } = party;
    if (empty !== undefined && this.#clock.now() - empty >= EMPTY_MS) {
      this.#party = undefined;
      await this.ctx.storage.deleteAll();
      return;
    }
    if (party === this.#party) this.#ring(party);
    else this.#become(party);
  }
}
