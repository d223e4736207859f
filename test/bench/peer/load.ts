/**
 * The load: all players of a match, in a process of its own so that it has a core for itself. Forked by cost.ts; it
 * says when the measurement begins, and at its end what has been seen.
 */
import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { mix32 } from "../../../shared/sim/index.ts";
import { Gauges } from "./gauges.ts";
import { Hand } from "./hand.ts";
import { Metronome } from "./metronome.ts";
import { type LoadNews, LoadOrder } from "./orders.ts";
import type { Input, LoadClient, LoadTarget } from "./target.ts";
import { targets } from "./targets.ts";

/** People come one after the other. Milliseconds. */
const JOIN_PACE = 15;
/** Moments of a tick at which players act. */
const SLOTS = 16;

interface Player {
  readonly number: number;
  readonly client: LoadClient;
  readonly hand: Hand;
  readonly probes: boolean;
  /** Set once the measurement has begun, for those who probe. */
  onSend: ((input: Input) => void) | undefined;
}

/**
 * When a player acts. Those who probe do so at another moment each time: the server's ticks have the same period,
 * so at a fixed moment all of their echoes would take equally long.
 */
const slotOf = ({ number, probes }: Player, period: number): number =>
  (probes ? mix32(period * 131 + number) : number) % SLOTS;

const tell = (news: LoadNews) => process.send?.(news);

async function joinAll(target: LoadTarget, { url, seats, probes }: LoadOrder): Promise<readonly Player[]> {
  const players: Player[] = [];
  for (let number = 0; number < seats; number++) {
    // They come first, as a raw client of Scrim dates its inputs by what they have seen.
    const decode = number < probes;
    const client = await target.connect(url, { number, decode });
    client.onClose = (code) => fail(`player ${number} has lost their socket: ${code}`);
    players.push({ number, client, hand: new Hand(number, decode), probes: decode, onSend: undefined });
    await sleep(JOIN_PACE);
  }
  return players;
}

function fail(reason: string): void {
  tell({ type: "failed", reason });
  process.disconnect?.();
}

async function load(order: LoadOrder): Promise<void> {
  const target = targets[order.target];
  if (!target) throw new RangeError(`there is no target ${order.target}`);
  const players = await joinAll(target, order);
  let gauges: Gauges | undefined;
  const act = (slot: number, period: number) => {
    for (const { client, hand, onSend } of players.filter((player) => slotOf(player, period) === slot)) {
      const input = hand.next();
      if (!input) continue;
      onSend?.(input);
      client.send(input);
      gauges?.countSent();
    }
  };
  const metronome = new Metronome(1000 / order.tickRate, SLOTS, act);
  metronome.start();
  await sleep(order.warmUpSeconds * 1000);

  for (let window = 0; window < order.windows; window++) {
    tell({ type: "begin" });
    gauges = new Gauges();
    for (const player of players) {
      gauges.add();
      if (player.probes) player.onSend = gauges.probe(player.client);
      else gauges.count(player.client);
    }
    await sleep(order.seconds * 1000);
    tell({ type: "end", seen: gauges.read() });
  }
  metronome.stop();
  for (const { client } of players) client.close();
  process.disconnect?.();
}

await load(v.parse(LoadOrder, JSON.parse(process.argv[2]))).catch((error: unknown) => {
  fail(error instanceof Error ? (error.stack ?? error.message) : String(error));
});
