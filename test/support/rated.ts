/** A match of a competitive mode on a disk in memory, with players who come, idle, lose their lines, leave and come back. */
import { createHash } from "node:crypto";
import type { Frame } from "#shared/log/index.ts";
import { type Replay, readReplay } from "#shared/replay/index.ts";
import type { AnyGame } from "#shared/sim/index.ts";
import { roundReplay } from "#worker/archive/replay-file.ts";
import type { RoundFacts } from "#worker/ladder/facts.ts";
import { MatchStore } from "#worker/match/log/store.ts";
import type { OwedLeave } from "#worker/match/rating/outbox.ts";
import { only } from "./games.ts";
import { type FakeClient, MatchBench } from "./match.ts";
import { ObjectStorage } from "./object-storage.ts";
import { BUTTON, scuffle } from "./scuffle.ts";

const queue = { players: { min: 2, max: 4 }, botRating: { mu: 12, sigma: 2 } };

/** Scuffle with a queue. */
export const duels: AnyGame = {
  ...scuffle,
  modes: { ...scuffle.modes, duel: { title: "Duel", settings: {}, queue } },
};

/** A player, as the match sees them: what they do is up to the test. */
export interface Attendee {
  readonly name: string;
  /** Undefined while they have no socket. */
  client: FakeClient | undefined;
  /** Does something else in each tick. */
  busy: boolean;
}

export class RatedBench extends MatchBench {
  readonly storage = new ObjectStorage();
  store = new MatchStore(this.storage as unknown as ConstructorParameters<typeof MatchStore>[0]);
  readonly people: readonly Attendee[];
  /** What clients say that they have. */
  rules: readonly string[] = [];
  readonly facts: RoundFacts[] = [];
  readonly leaves: OwedLeave[] = [];
  #votes = 0;

  constructor(names: readonly string[], settings: Readonly<Record<string, number>> = {}, seed = 1) {
    const all = { autostart: 1, lobby: 1, timeLimit: 60, ...settings };
    super(all, seed, 0, duels, { mode: "duel", only: [...names] });
    this.people = names.map((name) => ({ name, client: undefined, busy: true }));
    this.keep(true);
  }

  person(name: string): Attendee {
    const found = this.people.find((one) => one.name === name);
    if (!found) throw new Error(`there is no ${name}`);
    return found;
  }

  /** @returns whether the match lets them in */
  come(name: string): boolean {
    const reservation = this.match.reservations.reserve(name, name, this.now);
    if (!reservation.ok) return false;
    this.person(name).client = this.load(name, reservation.seat, this.rules);
    return true;
  }

  lose(name: string): void {
    const one = this.person(name);
    if (one.client) this.drop(one.client);
    one.client = undefined;
  }

  leave(name: string): void {
    const one = this.person(name);
    if (one.client) this.say(one.client, { type: "leave" });
    one.client = undefined;
  }

  get status(): string {
    return this.match.report().status;
  }

  keep(all: boolean): void {
    const unsaved = structuredClone(this.match.takeUnsaved(all));
    if (unsaved.facts) this.facts.push(unsaved.facts);
    this.leaves.push(...(unsaved.leaves ?? []));
    this.store.save(unsaved);
  }

  /** Ticks as the object does, while the match wants to; and each player at the controls acts. */
  override run(ticks: number): void {
    for (let tick = 0; tick < ticks; tick++) {
      this.now += 1000 / this.match.tickRate;
      this.#votes += 1;
      for (const { client, busy } of this.people) {
        if (!client) continue;
        // An idle player's client goes on to say what it said.
        if (!busy) this.act(client, [0, 0, 0, 0]);
        if (!busy) continue;
        const ready = this.status === "live" ? 0 : this.#votes % 2 === 0 ? BUTTON.ready : 0;
        this.act(client, [(this.#votes % 11) - 5, (client.connection.seat % 3) - 1, (this.#votes * 7) % 1024, ready]);
      }
      if (!this.match.awake(this.now)) continue;
      this.match.tick(this.now, () => this.keep(false));
      this.keep(!this.match.awake(this.now));
      for (const one of this.people) if (one.client?.closed !== undefined) one.client = undefined;
    }
  }

  runUntil(status: string, most = 6000): void {
    for (let n = 0; this.status !== status; n++) {
      if (n > most) throw new Error(`it is never ${status}`);
      this.run(1);
    }
  }

  /** The frames since this tick, as the client that knows most of them has received them. */
  #tail(stored: number): Frame[] {
    const tails = this.people.map(({ client }) => {
      let tail: Frame[] = [];
      let [tick, from] = [0, Number.POSITIVE_INFINITY];
      for (const message of client?.messages ?? []) {
        if (message.type === "keyframe") {
          tick = message.tick;
          from = Number.POSITIVE_INFINITY;
          tail = [];
        }
        if (message.type !== "frame") continue;
        // What leads to a world's past is no part of the log.
        if (message.stream === "rules") from = Math.min(from, tick);
        tick += message.ticks;
        const { type: _, ...frame } = message;
        if (tick > stored) tail.push({ ...frame, ticks: Math.min(frame.ticks, tick - stored) });
      }
      return from <= stored ? { tick, tail } : { tick: -1, tail: [] };
    });
    return tails.reduce((best, one) => (one.tick > best.tick ? one : best)).tail;
  }

  /**
   * The process is gone: what was not stored is lost, and no player has a socket.
   * @param gives whether players give back what they have received since: then they must have the rules
   */
  crash(gives = false): void {
    const saved = this.store.load();
    if (!saved) throw new Error("nothing is stored");
    const [last] = [...(this.store.load()?.pages ?? [])].slice(-1);
    this.kill(saved, gives ? { tail: this.#tail(last.tick ?? 0) } : undefined);
    for (const one of this.people) one.client = undefined;
    this.store = new MatchStore(this.storage as unknown as ConstructorParameters<typeof MatchStore>[0]);
    this.keep(false);
  }

  /** The replay of the last round, and the SHA-256 of its file. */
  async replay(): Promise<{ readonly replay: Replay; readonly hash: string }> {
    const saved = this.store.load();
    const result = this.store.results().at(-1);
    if (!saved || !result) throw new Error("no round has ended");
    const file = await roundReplay(saved.header, result, this.store.log(), only(duels));
    return { replay: await readReplay(file), hash: createHash("sha256").update(file).digest("hex") };
  }
}
