/**
 * The load: all players of a server's matches, in a process of its own so that it has a core for itself. Forked by
 * loader.ts; what it is to do comes over the pipe between them (orders.ts).
 */
import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { mix32 } from "../../../shared/sim/index.ts";
import { Gauges } from "./gauges.ts";
import { InputScript } from "./input-script.ts";
import { Metronome } from "./metronome.ts";
import { type LoadNews, LoadOrder, LoadSetup } from "./orders.ts";
import type { Input, LoadClient } from "./target.ts";
import { targets } from "./targets.ts";

/** Between two joins, in milliseconds. A player does not wait until the one before sees the match. */
const JOIN_PACE = 10;
/** Moments of a tick at which players act. */
const SLOTS = 16;

interface Player {
  readonly number: number;
  readonly client: LoadClient;
  readonly script: InputScript;
  readonly probes: boolean;
  /** Set once a measurement has begun, for those who probe. */
  onSend: ((input: Input) => void) | undefined;
}

/**
 * When a player acts. Those who probe do so at another moment each time: the server's ticks have the same period,
 * so at a fixed moment all of their echoes would take equally long.
 */
const slotOf = ({ number, probes }: Player, period: number): number =>
  (probes ? mix32(period * 131 + number) : number) % SLOTS;

const tell = (news: LoadNews) => process.send?.(news);

function fail(error: unknown): void {
  if (!process.connected) return;
  tell({ type: "failed", reason: error instanceof Error ? error.message : String(error) });
  // What is told is on its way before the pipe closes; what follows of this failure need not be told.
  process.disconnect?.();
}

const { target: name, urls, tickRate, probes } = v.parse(LoadSetup, JSON.parse(process.argv[2]));
const target = targets[name];
const players: Player[] = [];

function act(slot: number, period: number): void {
  for (const { client, script, onSend } of players.filter((player) => slotOf(player, period) === slot)) {
    const input = script.next();
    if (!input) continue;
    onSend?.(input);
    client.send(input);
  }
}

async function enter(number: number): Promise<void> {
  // They come first, as a raw client of Scrim dates its inputs by what they have seen.
  const decode = number < probes;
  const inMatch = Math.floor(number / urls.length);
  const client = await target.connect(urls[number % urls.length], { number: inMatch, decode });
  client.onClose = (code) => fail(`player ${number} of ${players.length} has lost their socket: ${code}`);
  players.push({ number, client, script: new InputScript(number, decode), probes: decode, onSend: undefined });
}

async function join(count: number): Promise<void> {
  const entering: Promise<void>[] = [];
  for (let number = players.length; number < count; number++) {
    entering.push(enter(number));
    // Told at once, not when all have tried.
    entering.at(-1)?.catch(fail);
    await sleep(JOIN_PACE);
  }
  await Promise.all(entering);
  tell({ type: "joined" });
}

async function measure(seconds: number): Promise<void> {
  tell({ type: "begun" });
  const gauges = new Gauges();
  for (const player of players) {
    gauges.add(player.client);
    if (player.probes) player.onSend = gauges.probe(player.client);
    else gauges.count(player.client);
  }
  await sleep(seconds * 1000);
  tell({ type: "seen", seen: gauges.read() });
}

const obey = (order: LoadOrder): Promise<void> =>
  order.type === "join" ? join(order.players) : measure(order.seconds);

process.on("message", (message) => {
  obey(v.parse(LoadOrder, message)).catch(fail);
});
// Without a harness there is no reason to play on.
process.once("disconnect", () => process.exit());
new Metronome(1000 / tickRate, SLOTS, act).start();
