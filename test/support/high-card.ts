/** The game of docs/TURNS-AND-SECRETS.md, as it stands there: a test compares them. */
import { defineGame, discrete, fixed, PHASE, SEAT, single, u8 } from "#shared/sim/index.ts";

/** No seat: the cards lie open. */
const NONE = 255;
const DAY = 86_400;

export const highCard = defineGame({
  name: "high-card",
  tickRate: 10,
  settings: {
    seats: { min: 2, max: 6, default: 2, title: "Seats" },
    turnSeconds: { min: 10, max: 7 * DAY, default: 60, title: "Time for a turn", unit: "s" },
  },
  modes: {
    table: { title: "Table", settings: {} },
    mail: { title: "By mail", settings: { turnSeconds: 3 * DAY } },
  },
  commands: { swap: {}, stay: {} },
  secrets: true,
  lateJoin: "watch",
  tables: ({ seats }) => ({
    hands: fixed({ card: u8() }, { capacity: seats, perSeat: true }),
    table: single({ turn: discrete(), until: discrete("u32") }),
  }),
  round: {
    needs: 2,
    begin({ table, tick }) {
      table.turn = NONE;
      table.until = tick;
    },
    over: ({ scores }) => [...scores].some((seat) => scores.points[seat] === 5),
  },
  legal: ({ table }, seat) => table.turn === seat || "It is not your turn",
  step(world) {
    const { round, table, hands, scores, seats, secret, tick, config } = world;
    const taken = [...hands].filter((seat) => seats.kind[seat] !== SEAT.empty);
    if (round.phase !== PHASE.live || taken.length === 0) return;
    const moveOn = (turn: number) => {
      table.turn = turn;
      table.until = tick + 10 * (turn === NONE ? 5 : config.turnSeconds);
    };
    if (table.turn === NONE) {
      if (tick < table.until) return;
      for (const seat of taken) hands.card[seat] = secret.between(1, 13);
      return moveOn(taken[0]);
    }
    const move = world.command(table.turn);
    const isPerson = seats.kind[table.turn] >= SEAT.person;
    if (move === undefined && isPerson && tick < table.until) return;
    if (move?.name === "swap") hands.card[table.turn] = secret.between(1, 13);
    const next = taken.find((seat) => seat > table.turn) ?? NONE;
    moveOn(next);
    if (next !== NONE) return;
    secret.needed();
    const best = Math.max(...taken.map((seat) => hands.card[seat]));
    for (const seat of taken) if (hands.card[seat] === best) scores.points[seat] += 1;
  },
  quietUntil({ table, seats, tick }) {
    const isBots = table.turn !== NONE && seats.kind[table.turn] < SEAT.person;
    return isBots ? tick + 1 : table.until;
  },
  turn: ({ table }) => (table.turn === NONE ? -1 : table.turn),
  keeps: ({ turnSeconds }) => ({ seat: 2 * turnSeconds, match: 4 * turnSeconds }),
  view: {
    of: (_, seat) => seat,
    hide({ hands, table }, view) {
      if (table.turn === NONE) return;
      for (const seat of hands) if (seat !== view) hands.card[seat] = 0;
    },
  },
});
