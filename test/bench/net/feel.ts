/** How a match feels over bad lines, on a clock of its own: nothing here depends on the machine. */

import { Brain } from "#client/bots/brain.ts";
import { type Conditions, PRESETS } from "#client/net/conditions.ts";
import { arena } from "#shared/games/arena/index.ts";
import { TURN } from "#shared/sim/index.ts";
import { type InputSource, inputOf, type NetClient, NetMatch } from "#test/support/netmatch.ts";
import { shoot } from "#test/support/range.ts";
import { keep, show } from "../results.ts";
import { round } from "../statistics.ts";
import { correctionLeft, ownAction } from "./response.ts";

const SECONDS = 30;
const PLAYERS = 8;
/** The figure to reach is for this line: 200 ms round trip, 50 ms of jitter each way, stalls in 1% of the seconds. */
const HARD: Conditions = { ...PRESETS.lan, delay: 100, jitter: 50, stalls: 0.01 };

/** A bot's inputs, on what the client predicts. */
function botInputs(): InputSource {
  const brain = new Brain();
  return ({ seat }, drawn) => (drawn && seat >= 0 ? brain.decide(drawn.predicted, seat) : undefined);
}

/** Runs about and looks about, alone on the field. */
function wanderer(): InputSource {
  let frame = 0;
  return () => {
    frame += 1;
    const leg = Math.trunc(frame / 40) % 4;
    return { mx: [7, 0, -7, 0][leg], my: [0, 7, 0, -7][leg], aim: (frame * 5) % TURN };
  };
}

interface Feel {
  readonly starved: number;
  readonly corrections: number;
  readonly greatest: number;
  readonly messages: number;
  readonly ahead: number;
  readonly delay: number;
  readonly mismatches: number;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Plays a match whose clients all have this line. */
export function playOver(conditions: Conditions, source: () => InputSource, players: number, seconds: number): Feel {
  const net = new NetMatch(
    arena,
    { seats: Math.max(2, players), fillTo: 0, lobby: 1, timeLimit: 1800, scoreLimit: 1000, autostart: 1 },
    7,
  );
  const clients = Array.from({ length: players }, (_, n) => net.join(`player ${n}`, conditions, source()));
  net.run(12);
  const messages = clients.map((client) => client.messages);
  const before = clients.map(({ client }) => client.corrections.total);
  let [ticks, starved] = [0, 0];
  net.onTick = (world) => {
    for (const client of clients) {
      ticks += 1;
      const said = client.said(world.tick);
      if (said && inputOf(world, client.seat).some((value, i) => value !== said[i])) starved += 1;
    }
  };
  const [aheads, delays]: [number[], number[]] = [[], []];
  for (let second = 0; second < seconds; second++) {
    net.run(1);
    for (const { client } of clients) {
      const { ahead, delay } = client.stats(net.agenda.now);
      aheads.push(ahead);
      delays.push(delay);
    }
  }
  const sum = (of: (client: NetClient, i: number) => number) => clients.reduce((all, one, i) => all + of(one, i), 0);
  return {
    starved: starved / ticks,
    corrections: sum(({ client }, i) => client.corrections.total - before[i]) / players / seconds,
    greatest: Math.max(...clients.map(({ client }) => client.corrections.greatest)),
    messages: sum((client, i) => client.messages - messages[i]) / players / seconds,
    ahead: median(aheads),
    delay: median(delays),
    mismatches: sum(({ mismatches }) => mismatches),
  };
}

/** Four shots a round. */
const ROUNDS = 5;

function aims(): void {
  const lines: Readonly<Record<string, Conditions>> = {
    "250 ms": { ...PRESETS.lan, delay: 125, jitter: 0 },
    "other-continent": PRESETS["other-continent"],
    "200 ms, jitter 50, stalls 1%": HARD,
  };
  const rows = Object.entries(lines).map(([line, conditions]) => {
    const on = shoot(conditions, ROUNDS, true);
    const off = shoot(conditions, ROUNDS, false);
    keep(`aim.${nameOf(line)}.hits`, on.hits);
    return { line, shots: on.shots, hits: on.hits, "hits without lag compensation": off.hits };
  });
  show("Aiming the rail at what is on the screen, at one who runs", rows);
}

const nameOf = (line: string): string => line.replaceAll(/[^a-z0-9]+/g, "-");

export function feel(): void {
  aims();
  const lines: Readonly<Record<string, Conditions>> = { ...PRESETS, "200 ms, jitter 50, stalls 1%": HARD };
  const rows = Object.entries(lines).map(([line, conditions]) => {
    const fight = playOver(conditions, botInputs, PLAYERS, SECONDS);
    const alone = playOver(conditions, wanderer, 1, SECONDS);
    keep(`feel.${nameOf(line)}.starved`, round(fight.starved * 100, 3));
    const response = ownAction(conditions);
    keep(`feel.${nameOf(line)}.ownActionFrames`, response);
    return {
      line,
      "own action, frames": response,
      "starved ticks %": round(fight.starved * 100, 2),
      "corrections a second, in a fight": round(fight.corrections, 2),
      alone: round(alone.corrections, 2),
      "ahead ms": round(fight.ahead, 0),
      "others behind ms": round(fight.delay, 0),
      "messages up a second": round(fight.messages, 1),
      mismatches: fight.mismatches + alone.mismatches,
    };
  });
  const left = [50, 100, 150].map((ms) => ({
    "ms after a correction": ms,
    "% of it left on the screen": round(correctionLeft(ms) * 100, 1),
  }));
  show("How a correction fades", left);
  show(`How it feels: ${PLAYERS} players in the arena, ${SECONDS} s, on a simulated clock`, rows);
}
