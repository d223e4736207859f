/** Who killed whom last, with what and from where: for the player who is dead, and waits. */
import type { GameEvent } from "#client/session/types.ts";
import { NONE } from "#shared/games/arena/tables.ts";
import { SPAWN, SUB } from "#shared/games/arena/tuning.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import type { Banner, Lookback, NameOf, News, Point } from "../game-view.ts";
import { weaponName } from "./weapon-names.ts";

/** The match tells of a kill this many ticks after it at the latest. */
const UNTOLD = 20;
/** By so many ticks the player's own death may have been predicted too early or too late. */
const SAME_DEATH = 15;

interface Grudge {
  readonly killer: number;
  readonly weapon: number;
  readonly tick: number;
  /** The killer's health just after; undefined where the killer is dead as well. */
  readonly hp: number | undefined;
  /** Radians: where from; undefined where that is not known. */
  readonly from: number | undefined;
}

/** What is said of a life that is over. */
export type Obituary = Required<Pick<Banner, "title" | "facts">> & Pick<Banner, "towards">;

const placeOf = ({ players }: ArenaWorld, seat: number): Point | undefined =>
  players.has(seat) ? { x: players.x[seat] / SUB, y: players.y[seat] / SUB } : undefined;

export class Grudges {
  readonly #by = new Map<number, Grudge>();
  /** Where bodies were last. */
  readonly #places = new Map<number, Point>();

  /** Answers what the feed says of it. */
  read(events: readonly GameEvent[], world: ArenaWorld): readonly News[] {
    const kills = events.filter(({ table }) => table === "kills");
    const news = kills.map(({ tick, values: { killer, victim, weapon } }): News => {
      this.#by.set(victim, { killer, weapon, tick, ...this.#scene(world, killer, victim) });
      const own = killer === victim || killer === NONE;
      return { by: own ? -1 : killer, what: own ? "own rocket" : weaponName(weapon).toLowerCase(), to: victim };
    });
    for (const seat of world.players) {
      const at = placeOf(world, seat);
      if (at) this.#places.set(seat, at);
    }
    return news;
  }

  #scene(world: ArenaWorld, killer: number, victim: number): Pick<Grudge, "hp" | "from"> {
    const [at, there] = [this.#places.get(victim), placeOf(world, killer) ?? this.#places.get(killer)];
    return {
      hp: world.players.has(killer) ? world.players.hp[killer] : undefined,
      from: at && there && killer !== victim ? Math.atan2(there.y - at.y, there.x - at.x) : undefined,
    };
  }

  /** The one of this death, not of another that was seen before it. */
  #of(victim: number, { scores }: ArenaWorld): Grudge | undefined {
    const grudge = this.#by.get(victim);
    const diedAt = scores.respawnAt[victim] - SPAWN.delay;
    return grudge !== undefined && Math.abs(grudge.tick - diedAt) <= SAME_DEATH ? grudge : undefined;
  }

  /**
   * In words, to the victim; undefined where the killer may still be on the way.
   * @param told the tick up to which all kills are known: a line that stalls keeps it back
   */
  tell(victim: number, nameOf: NameOf, world: ArenaWorld, told: number): Obituary | undefined {
    const grudge = this.#of(victim, world);
    if (grudge === undefined) {
      const isNew = told - (world.scores.respawnAt[victim] - SPAWN.delay) < UNTOLD;
      return isNew ? undefined : { title: "You are out", facts: [] };
    }
    const { killer, weapon, hp, from } = grudge;
    if (killer === victim) return { title: "Your own rocket got you", facts: [] };
    const left = hp === undefined ? "They fell too" : `${hp} health left`;
    const facts = [weaponName(weapon), left];
    return { title: `Fragged by ${nameOf(killer)}`, facts, ...(from === undefined ? {} : { towards: from }) };
  }

  /** What the victim is shown again; nothing of a death by their own hand. */
  lookback(victim: number, world: ArenaWorld): Lookback | undefined {
    const grudge = this.#of(victim, world);
    if (grudge === undefined || grudge.killer === victim || grudge.killer === NONE) return undefined;
    return { eye: grudge.killer, tick: grudge.tick, until: world.scores.respawnAt[victim] };
  }
}
