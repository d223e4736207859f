/** A game that throws where it is told to: for tests of faults in an author's rules. */
import { axis, defineGame, discrete, fixed, i16, type Status, single, u8 } from "#shared/sim/index.ts";

/** The functions that can throw; a match's setting `breaks` is an index of this list. */
export const PLACES = [
  "nothing",
  "level",
  "setup",
  "step",
  "join",
  "leave",
  "bot",
  "status",
  /** Answers a wrong type. */
  "no status",
  "result",
  /** Answers a wrong type. */
  "no result",
  "hide",
  "hide from those who watch",
  /** Throws on a world from which something has been taken out, as clients have it. */
  "masked step",
] as const;
export type Place = (typeof PLACES)[number];

interface Where {
  readonly tick: number;
  readonly config: { readonly breaks: number; readonly at: number };
}

const breaks = ({ tick, config }: Where, place: Place): boolean => PLACES[config.breaks] === place && tick >= config.at;

function at(world: Where, place: Place): void {
  if (breaks(world, place)) throw new TypeError(`${place} is brittle`);
}

export const brittle = defineGame({
  name: "brittle",
  version: 1,
  tickRate: 30,
  settings: {
    seats: { min: 1, max: 4, default: 2 },
    breaks: { min: 0, max: PLACES.length - 1, default: 0 },
    /** The tick from which on it throws. */
    at: { min: 0, max: 10_000, default: 0 },
  },
  modes: { plain: { title: "Plain", settings: {} } },
  input: { mx: axis(-7, 7) },
  level(config) {
    at({ tick: 0, config }, "level");
  },
  tables: ({ seats }) => ({
    players: fixed(
      { x: i16(), here: u8(), secret: discrete() },
      { capacity: seats, perSeat: true, show: "interpolate" },
    ),
    round: single({ over: discrete() }),
  }),
  setup: (world) => at(world, "setup"),
  step(world) {
    const { players, seats } = world;
    at(world, "step");
    for (const seat of players) {
      // As a rule that relies on a value that a masked world does not have.
      if (players.here[seat] === 1 && players.secret[seat] === 0) at(world, "masked step");
      players.x[seat] += seats.mx[seat];
    }
  },
  join(world, seat) {
    at(world, "join");
    world.players.here[seat] = 1;
    world.players.secret[seat] = 1 + seat;
  },
  leave(world, seat) {
    at(world, "leave");
    world.players.here[seat] = 0;
    world.players.secret[seat] = 0;
  },
  status(world): Status {
    at(world, "status");
    return breaks(world, "no status") ? ("over" as Status) : "live";
  },
  bot: (world) => at(world, "bot"),
  result(world) {
    at(world, "result");
    return breaks(world, "no result") ? ([{ seat: "first" }] as never) : [];
  },
  view: {
    of: (_, seat) => seat,
    hide(world, view) {
      at(world, "hide");
      if (view < 0) at(world, "hide from those who watch");
      for (const seat of world.players) if (seat !== view) world.players.secret[seat] = 0;
    },
  },
});

/** The settings of a match that breaks there, from this tick on. */
export const breaking = (place: Place, from = 0): Readonly<Record<string, number>> => ({
  breaks: PLACES.indexOf(place),
  at: from,
});
