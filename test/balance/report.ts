/** What was counted, as tables. */
import { seconds as arenaSeconds, WEAPON } from "#shared/games/arena/index.ts";
import { PICKUP } from "#shared/games/arena/tuning.ts";
import { seconds as puckSeconds } from "#shared/games/puck/tuning.ts";
import type { Tally } from "./tally.ts";

type Row = Readonly<Record<string, string | number>>;
export type Tables = Readonly<Record<string, readonly Row[]>>;

const share = (part: number, whole: number): string => (whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`);
const fixed = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** @param names of the maps that were played */
export function arenaTables(tally: Tally, names: readonly string[], seats: number): Tables {
  const rounds = names.map((map): Row => {
    const of = (what: string) => tally.of(`${map} ${what}`);
    const alone = of("rounds") - of("team rounds");
    const wins = Array.from({ length: seats }, (_, seat) => of(`seat ${seat}`));
    return {
      map,
      rounds: of("rounds"),
      "seconds, mean": fixed(of("ticks") / of("rounds") / arenaSeconds(1), 0),
      draws: share(of("draws"), of("rounds")),
      overtime: share(of("overtimes"), of("rounds")),
      "team 0 wins": share(of("team 0"), of("team 0") + of("team 1")),
      "seats' wins, least": share(Math.min(...wins), alone),
      most: share(Math.max(...wins), alone),
      comebacks: share(of("comebacks"), of("led")),
    };
  });
  const lives = names.map((map): Row => {
    const of = (what: string) => tally.of(`${map} ${what}`);
    const inSeconds = (name: string) => fixed(tally.median(`${map} ${name}`) / arenaSeconds(1));
    return {
      map,
      deaths: of("deaths"),
      "deaths a minute": fixed(of("deaths") / (of("ticks") / arenaSeconds(60)), 1),
      "s to kill, median": inSeconds("toKill"),
      "life s, median": inSeconds("life"),
      "within 3 s of spawn": share(of("spawn deaths"), of("deaths")),
      "by own rocket": share(of("suicides"), of("deaths")),
    };
  });
  const weapons = names.flatMap((map) =>
    Object.entries(WEAPON).map(([weapon, number]) => weaponRow(tally, map, weapon, number)),
  );
  const pickups = names.flatMap((map) =>
    Object.entries(PICKUP).map(([pickup, kind]): Row => {
      const of = (what: string) => tally.of(`${map} ${what} ${kind}`);
      const places = of("place") / tally.of(`${map} ticks`);
      return {
        map,
        pickup,
        places: fixed(places, 0),
        "taken, a place and minute": fixed(of("taken") / places / (tally.of(`${map} ticks`) / arenaSeconds(60))),
        "lies there": share(of("lies"), of("place")),
      };
    }),
  );
  return { rounds, lives, weapons, pickups };
}

function weaponRow(tally: Tally, map: string, weapon: string, number: number): Row {
  const sum = (what: string) =>
    Object.values(WEAPON).reduce<number>((all, n) => all + tally.of(`${map} ${what} ${n}`), 0);
  const of = (what: string) => tally.of(`${map} ${what} ${number}`);
  const [kills, held] = [of("kills"), of("held")];
  return {
    map,
    weapon,
    kills: share(kills, sum("kills")),
    "of holding time": share(held, sum("held")),
    "kills a minute held": fixed(kills / (held / arenaSeconds(60))),
    "beside the mean": fixed(kills / held / (sum("kills") / sum("held"))),
    "shots a kill": fixed(of("fired") / kills, 1),
  };
}

export function puckTables(tally: Tally, seats: readonly number[]): Tables {
  const rounds = seats.map((many): Row => {
    const of = (what: string) => tally.of(`${many} ${what}`);
    return {
      seats: many,
      rounds: of("rounds"),
      "left wins": share(of("team 0"), of("team 0") + of("team 1")),
      draws: share(of("draws"), of("rounds")),
      overtime: share(of("overtimes"), of("rounds")),
      comebacks: share(of("comebacks"), of("led")),
      "goals a round": fixed(of("goals") / of("rounds")),
      "off a defender": share(of("deflected"), of("goals")),
      "own goals": share(of("own goals"), of("goals")),
      "s between goals, median": tally.median(`${many} apart`),
      "saves a round": fixed(of("saves") / of("rounds")),
      "posts a minute": fixed(of("posts") / (of("ticks") / puckSeconds(60))),
      "puck in the left half": share(of("left"), of("left") + of("right")),
    };
  });
  return { rounds };
}
