/**
 * A game with all that a runtime can meet: a lobby, rounds with a result and a rematch, bodies that push each other,
 * shots, hits with lag compensation, bots that fill up and stand in. It is for tests of the runtime, and does not ship.
 */
import {
  accelerate,
  aim,
  atan2,
  axis,
  buttons,
  clearVotes,
  cos,
  defineGame,
  discrete,
  enterLobby,
  events,
  fixed,
  i16,
  i32,
  leaveLobby,
  lobbyColumns,
  lobbyIsOver,
  lobbySettings,
  mustVote,
  ranked,
  rows,
  SEAT,
  sin,
  single,
  standings,
  taken,
  UNIT,
  u8,
  updateLobby,
  type WorldOf,
  whim,
} from "#shared/sim/index.ts";

const RATE = 30;

/** Position units in a pixel. */
export const SUB = 16;

/** The full deflection of the stick. */
export const STICK = 7;

export const BUTTON = { fire: 1, dash: 2, reload: 4, ready: 8 } as const;

export const PHASE = { waiting: 0, live: 1, ended: 2 } as const;

/** The side of the field, and where two bodies push each other apart, in position units. */
const FIELD = 1600 * SUB;
const NEAR = 24 * SUB;

/** Bots come so near. */
const CLOSE = 200 * SUB;

/** Speeds and accelerations in position units a tick. */
const BODY = { topSpeed: 140, acceleration: 32, brake: 40 } as const;
const DASH = { speed: 400, cooldown: 60 } as const;
const SHOT = { speed: 300, ticks: 40, each: 8, cooldown: 6, hurts: 12 } as const;
const RESPAWN = 45;

/** Farther than anything moves in a tick. */
const LEAP = 100 * SUB;

export const scuffle = defineGame({
  name: "scuffle",
  version: 4,
  tickRate: RATE,
  rewind: 400,
  settings: {
    seats: { min: 2, max: 1024, default: 8, public: { min: 2, max: 16 }, title: "Seats" },
    ...lobbySettings(1024, 16),
    tickRate: { min: 10, max: 60, default: RATE, public: false },
    /** Seconds of play. */
    timeLimit: { min: 10, max: 1800, default: 180, title: "Time", unit: "s", step: 10 },
    /** Points that end the round; 0 = none do. */
    scoreLimit: { min: 0, max: 1000, default: 0 },
  },
  modes: { brawl: { title: "Brawl", settings: {} }, quick: { title: "Quick", settings: { timeLimit: 30 } } },
  input: { mx: axis(-STICK, STICK), my: axis(-STICK, STICK), aim: aim(), buttons: buttons(4) },
  level: () => undefined,
  tables: ({ seats }) => ({
    round: single({ phase: discrete(), endsAt: discrete("u32"), number: discrete("u16") }),
    scores: fixed({ score: i16(), ...lobbyColumns, respawnAt: discrete("u32") }, { capacity: seats }),
    players: rows(
      {
        x: i32({ rate: "vx", snap: LEAP }),
        y: i32({ rate: "vy", snap: LEAP }),
        vx: i16(),
        vy: i16(),
        hp: u8(),
        readyAt: discrete("u32"),
        dashReadyAt: discrete("u32"),
      },
      { capacity: seats, show: "interpolate", perSeat: true },
    ),
    shots: rows(
      {
        x: i32({ rate: "vx", snap: LEAP }),
        y: i32({ rate: "vy", snap: LEAP }),
        vx: i16(),
        vy: i16(),
        owner: discrete("u16"),
        dieAt: discrete("u32"),
      },
      { capacity: seats * SHOT.each, show: "predict" },
    ),
    fired: events({ seat: discrete("u16") }, { capacity: seats, by: "seat" }),
    dashed: events({ seat: discrete("u16") }, { capacity: seats, by: "seat" }),
    hits: events({ victim: discrete("u16"), by: discrete("u16") }, { capacity: seats * 2 }),
  }),
  setup() {},
  join(world, seat) {
    world.scores.respawnAt[seat] = world.tick;
    enterLobby(world.scores, seat);
  },
  leave(world, seat) {
    const { players, scores, shots } = world;
    players.despawn(seat);
    for (const shot of shots) if (shots.owner[shot] === seat) shots.despawn(shot);
    scores.score[seat] = 0;
    scores.respawnAt[seat] = 0;
    leaveLobby(scores, seat);
  },
  step(world) {
    const { players, seats, scores, shots, tick } = world;
    stepRound(world);
    for (const shot of shots) flyShot(world, shot);
    for (let seat = 0; seat < seats.capacity; seat++) {
      if (seats.kind[seat] !== SEAT.empty && !players.has(seat) && tick >= scores.respawnAt[seat]) spawn(world, seat);
    }
    for (const seat of players) moveBody(world, seat);
    pushApart(world);
    for (const seat of players) if ((seats.buttons[seat] & BUTTON.fire) !== 0) fire(world, seat);
  },
  status: ({ round: { phase } }) => (phase === PHASE.waiting ? "waiting" : phase === PHASE.live ? "live" : "ended"),
  bot(world, seat, input) {
    const { players, tick, round, scores } = world;
    const moment = tick >> 4;
    const foe = [...players].find((other) => other !== seat);
    const [dx, dy] =
      foe === undefined || !players.has(seat)
        ? [0, 0]
        : [players.x[foe] - players.x[seat], players.y[foe] - players.y[seat]];
    input.mx[seat] = Math.abs(dx) > CLOSE ? Math.sign(dx) * STICK : whim(seat, moment, 1, 2 * STICK + 1) - STICK;
    input.my[seat] = Math.abs(dy) > CLOSE ? Math.sign(dy) * STICK : whim(seat, moment, 2, 2 * STICK + 1) - STICK;
    input.aim[seat] = atan2(dy, dx);
    const asks = round.phase !== PHASE.live && mustVote(world, scores, seat);
    input.buttons[seat] = (whim(seat, moment, 4, 3) === 0 ? BUTTON.fire : 0) + (asks ? BUTTON.ready : 0);
  },
  standIn: true,
  result({ scores, seats }) {
    const scoreOf = (seat: number) => scores.score[seat];
    return standings(ranked(taken({ seats }), scoreOf), scoreOf);
  },
  migrate: (_, { version }) => version === 3,
});

export type ScuffleWorld = WorldOf<typeof scuffle>;

function stepRound(world: ScuffleWorld): void {
  const { round, scores, tick } = world;
  const here = updateLobby(world, scores, BUTTON.ready, round.phase !== PHASE.live);
  if (round.phase === PHASE.live) {
    if (here.people === 0) enter(world, PHASE.waiting, 0);
    else if (tick >= round.endsAt || isWon(world)) enter(world, PHASE.ended, 0);
  } else if (here.agreed || (round.phase === PHASE.waiting && lobbyIsOver(world, here, round, "endsAt"))) {
    for (const seat of scores) scores.score[seat] = 0;
    round.number += 1;
    enter(world, PHASE.live, tick + world.config.timeLimit * RATE);
  } else if (round.phase === PHASE.ended && here.people === 0) {
    enter(world, PHASE.waiting, 0);
  }
}

const isWon = ({ config: { scoreLimit }, scores }: ScuffleWorld): boolean =>
  scoreLimit > 0 && [...scores].some((seat) => scores.score[seat] >= scoreLimit);

function enter({ round, scores }: ScuffleWorld, phase: number, endsAt: number): void {
  round.phase = phase;
  round.endsAt = endsAt;
  clearVotes(scores);
}

function spawn({ players, random }: ScuffleWorld, seat: number): void {
  players.spawnAt(seat, { x: random.between(0, FIELD), y: random.between(0, FIELD), hp: 100 });
}

const inside = (place: number): number => Math.min(FIELD, Math.max(0, place));

function moveBody({ players, seats, tick, dashed }: ScuffleWorld, seat: number): void {
  if ((seats.buttons[seat] & BUTTON.dash) !== 0 && tick >= players.dashReadyAt[seat]) {
    players.vx[seat] = Math.trunc((cos(seats.aim[seat]) * DASH.speed) / UNIT);
    players.vy[seat] = Math.trunc((sin(seats.aim[seat]) * DASH.speed) / UNIT);
    players.dashReadyAt[seat] = tick + DASH.cooldown;
    dashed.spawn({ seat });
  }
  accelerate(players, seat, seats.mx[seat], seats.my[seat], STICK, BODY);
  const [x, y] = [players.x[seat], players.y[seat]];
  players.x[seat] = inside(x + players.vx[seat]);
  players.y[seat] = inside(y + players.vy[seat]);
  players.vx[seat] = players.x[seat] - x;
  players.vy[seat] = players.y[seat] - y;
}

/** So that what one's own body does depends on where others are. */
function pushApart({ players }: ScuffleWorld): void {
  for (const one of players) {
    for (const other of players) {
      const [dx, dy] = [players.x[one] - players.x[other], players.y[one] - players.y[other]];
      if (one === other || Math.abs(dx) > NEAR || Math.abs(dy) > NEAR) continue;
      players.x[one] = inside(players.x[one] + (dx > 0 || (dx === 0 && one > other) ? 8 : -8));
    }
  }
}

function fire({ players, seats, shots, fired, tick }: ScuffleWorld, seat: number): void {
  if (tick < players.readyAt[seat]) return;
  players.readyAt[seat] = tick + SHOT.cooldown;
  const vx = Math.trunc((cos(seats.aim[seat]) * SHOT.speed) / UNIT);
  const vy = Math.trunc((sin(seats.aim[seat]) * SHOT.speed) / UNIT);
  shots.spawn({ x: players.x[seat], y: players.y[seat], vx, vy, owner: seat, dieAt: tick + SHOT.ticks });
  fired.spawn({ seat });
}

function flyShot(world: ScuffleWorld, shot: number): void {
  const { shots, tick } = world;
  shots.x[shot] += shots.vx[shot];
  shots.y[shot] += shots.vy[shot];
  const victim = metBy(world, shot);
  if (victim >= 0) hurt(world, victim, shots.owner[shot]);
  if (victim >= 0 || tick >= shots.dieAt[shot]) shots.despawn(shot);
}

/** The seat of the body that a shot meets, as its owner sees the bodies; -1 where there is none. */
function metBy(world: ScuffleWorld, shot: number): number {
  const { shots, players } = world;
  const owner = shots.owner[shot];
  const seen = world.seen(owner).players;
  for (const seat of players) {
    if (seat === owner || !seen.has(seat)) continue;
    const [dx, dy] = [seen.x[seat] - shots.x[shot], seen.y[seat] - shots.y[shot]];
    if (Math.abs(dx) <= NEAR && Math.abs(dy) <= NEAR) return seat;
  }
  return -1;
}

function hurt(world: ScuffleWorld, victim: number, by: number): void {
  const { players, scores, round, hits, tick } = world;
  hits.spawn({ victim, by });
  players.hp[victim] = Math.max(0, players.hp[victim] - SHOT.hurts);
  if (players.hp[victim] > 0) return;
  players.despawn(victim);
  scores.respawnAt[victim] = tick + RESPAWN;
  if (round.phase === PHASE.live) scores.score[by] += 1;
}
