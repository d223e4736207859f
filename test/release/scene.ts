/** What a release's fixtures show: a server in use, up to the moment at which it is killed. */
import { createHash } from "node:crypto";
import { decodeJwt } from "jose";
import { Brain } from "#client/bots/brain.ts";
import { Api } from "#client/net/api.ts";
import { ownIdentity } from "#client/net/identity.ts";
import { PartyLine } from "#client/net/party.ts";
import { joinParty, makeParty, tokenOf } from "#client/net/party-api.ts";
import { QueueLine, type QueueState } from "#client/net/queue.ts";
import { openSession } from "#client/session/open.ts";
import type { Session } from "#client/session/types.ts";
import { games } from "#shared/games/index.ts";
import type { Admission } from "#shared/protocol/index.ts";
import { type Status, statusOf, type WorldBase } from "#shared/sim/index.ts";
import { until } from "#test/support/headless.ts";
import type { Facts, Who } from "./facts.ts";

/** One of the addresses that are kept for documents: its matches are counted. */
const ADDRESS = "203.0.113.7";
/** Casual play, and a queue. */
export const CASUAL = "brawl";
export const RANKED = "pairs";
const PATIENCE_MS = 90_000;

/** An API client at this address. @param token of a player; undefined for a new one */
export function apiAt(url: string, token?: string): Api {
  return new Api({
    fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, "CF-Connecting-IP": ADDRESS } }),
    ...{ base: url, game: "arena", identity: ownIdentity(token) },
  });
}

const who = (token: string | undefined, name: string): Who => ({ id: decodeJwt(token ?? "").sub ?? "", name });

/** Presses this button now and then: what begins a round, and a rematch. */
const READY = 8;

/** A player whose inputs a bot decides, and who wants a rematch. */
export class Fighter {
  readonly session: Session;
  readonly name: string;
  readonly token: string;
  readonly #brain = new Brain();
  world: WorldBase | undefined;
  /** It wants to play on, or another round. */
  votes = true;
  mismatches = 0;

  constructor(url: string, admission: Admission, admit: () => Promise<Admission>, name: string) {
    this.name = name;
    this.token = admission.player;
    this.session = openSession({
      ...{ games, code: admission.code, role: "player", admission, admit },
      origin: url.replace(/^http/, "ws"),
      now: () => performance.now(),
      observer: {
        frame: (world) => this.#see(world),
        outOfStep: () => {
          this.mismatches += 1;
        },
      },
    });
  }

  #see(world: WorldBase): void {
    this.world = world;
    const input = this.#brain.decide(world, this.session.seat);
    const votes = this.votes && statusOf(world) !== "live" && world.tick % 40 < 10;
    this.session.setInput({ ...input, buttons: votes ? READY : (input.buttons ?? 0) & ~READY });
  }

  get tick(): number {
    return this.world?.tick ?? -1;
  }

  isIn(status: Status): boolean {
    return this.world !== undefined && statusOf(this.world) === status;
  }
}

/** A player's search, and what came of it. */
export class Searcher {
  state: QueueState = { is: "connecting", last: undefined };
  readonly line: QueueLine;
  token: string;

  constructor(url: string, name: string, token?: string) {
    this.token = token ?? "";
    this.line = new QueueLine({
      ...{ url: `${url.replace("http", "ws")}/queue?game=arena&mode=${RANKED}`, name, token },
      keep: (kept) => {
        this.token = kept;
      },
      changed: (state) => {
        this.state = state;
      },
    });
  }

  get waited(): number {
    return this.state.is === "searching" ? this.state.last.news.waited : -1;
  }
}

export function partyLine(url: string, api: Api, code: string, heard: () => void = () => {}): PartyLine {
  return new PartyLine({
    url: `${url.replace(/^http/, "ws")}/ws/party/${code}`,
    token: () => tokenOf(api),
    rejoin: () => joinParty(api, code, "Again"),
    changed: () => {},
    heard,
  });
}

async function party(url: string, names: readonly string[], mode: string) {
  const apis = names.map(() => apiAt(url));
  const { code } = await makeParty(apis[0], names[0], "arena", mode);
  const lines = [partyLine(url, apis[0], code)];
  for (let i = 1; i < names.length; i++) {
    await joinParty(apis[i], code, names[i]);
    lines.push(partyLine(url, apis[i], code));
  }
  const isWhole = ({ party: seen }: PartyLine) => seen?.members.filter(({ here }) => here).length === names.length;
  await until(() => lines.every(isWhole), PATIENCE_MS);
  return { code, lines, apis, members: names.map((name, i) => who(tokenOf(apis[i]), name)) };
}

async function fight(url: string) {
  const host = apiAt(url);
  const settings = { seats: 2, autostart: 1, lobby: 1, timeLimit: 10, scoreLimit: 3 };
  const admission = await host.createMatch("Ada", CASUAL, settings);
  const { code } = admission;
  const guest = apiAt(url);
  const fighters = [
    new Fighter(url, admission, () => host.join(code, "Ada"), "Ada"),
    new Fighter(url, await guest.join(code, "Bob"), () => guest.join(code, "Bob"), "Bob"),
  ];
  await until(() => fighters.every((one) => one.isIn("live")), PATIENCE_MS);
  for (const one of fighters) one.votes = false;
  await until(() => fighters.every((one) => one.isIn("ended")), PATIENCE_MS);
  return { code, host, fighters };
}

/**
 * Has a server used. @returns what its storage then must hold, once the server was killed; and how to let go of its clients
 * @param kill ends the server, at once
 */
export async function play(url: string, commit: string, kill: () => Promise<void>): Promise<Facts> {
  const idle = await party(url, ["Fay", "Gil", "Hal"], CASUAL);
  idle.lines[0].say({ type: "kick", member: 3 });
  await until(() => idle.lines[0].party?.members.length === 2, PATIENCE_MS);
  const { code, host, fighters } = await fight(url);
  const round = await host.results(code);
  // Its replay is made a moment after the result.
  let file = await fetch(`${url}/api/replays/${code}-1`);
  for (let tries = 0; !file.ok && tries < 50; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    file = await fetch(`${url}/api/replays/${code}-1`);
  }
  const replay = createHash("sha256")
    .update(new Uint8Array(await file.arrayBuffer()))
    .digest("hex");
  const none = { inputs: [], arrivals: [], roundTrips: [], slacks: [], corrections: [], clocks: [], drawn: [] };
  const trace = await host.keepTrace(code, { edition: 1, lasted: 1000, ...none, links: [[0, "live"]] });

  const walker = apiAt(url);
  const casual = await walker.play("Eve", CASUAL);
  const eve = new Fighter(url, casual, () => walker.join(casual.code, "Eve"), "Eve");
  await until(() => eve.tick > 0, PATIENCE_MS);

  const alone = new Searcher(url, "Ann");
  await until(() => alone.waited >= 0, PATIENCE_MS);
  const pair = await party(url, ["Cid", "Dan"], RANKED);
  pair.lines[0].say({ type: "play", kind: "casual", anyway: true });
  await until(() => pair.lines[0].party?.state === "searching", PATIENCE_MS);
  const searchers = pair.members.map(({ name }, i) => new Searcher(url, name, tokenOf(pair.apis[i])));
  await until(() => [alone, ...searchers].every(({ waited }) => waited > 0), PATIENCE_MS);
  for (const one of fighters) one.votes = true;
  await until(() => fighters.every((one) => one.isIn("live")), PATIENCE_MS);
  // The middle of the round, some seconds of which are on disk.
  const newest = () => Math.max(...fighters.map(({ tick }) => tick));
  const begin = newest();
  await until(() => newest() > begin + 60, PATIENCE_MS);
  await kill();
  const at = Date.now();
  const facts = {
    ...{ commit, at },
    match: {
      code,
      players: fighters.map(({ token, name, session }) => ({ ...who(token, name), seat: session.seat })),
      tick: newest(),
      ...{ results: [...round], replay, trace },
    },
    listed: { code: casual.code, mode: CASUAL, player: who(casual.player, "Eve") },
    queue: {
      mode: RANKED,
      tickets: [
        { players: [who(alone.token, "Ann")], waited: alone.waited },
        { players: pair.members, waited: Math.max(...searchers.map(({ waited }) => waited)) },
      ],
    },
    party: { code: idle.code, members: idle.members.slice(0, 2), barred: idle.members[2] },
    searching: { code: pair.code, members: pair.members },
    network: { address: ADDRESS, open: 2 },
  };
  for (const { session } of [...fighters, eve]) session.close();
  for (const line of [...idle.lines, ...pair.lines]) line.close();
  for (const { line } of [alone, ...searchers]) line.cancel();
  return facts;
}
