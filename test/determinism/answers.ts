/** What an engine can be asked about its matches. */
import { games } from "#shared/games/index.ts";
import { type AnyGame, mix32, type WorldBase } from "#shared/sim/index.ts";
import { type Play, play } from "./play.ts";

export interface Answers {
  /** A number a match, of `count` matches from this seed on: a chain over the hashes of all its ticks. */
  digests(game: string, fromSeed: number, count: number, ticks: number): readonly number[];
  /** The world's hash at each tick of a match, from tick 0. */
  hashes(game: string, seed: number, ticks: number): readonly number[];
  /** The bytes of the world's image at this tick. */
  image(game: string, seed: number, tick: number): readonly number[];
}

/** @throws {RangeError} an unknown game */
export function gameNamed(name: string): AnyGame {
  const game = games.get(name);
  if (game === undefined) throw new RangeError(`there is no game ${name}`);
  return game;
}

/** The answers of an engine that plays so. */
export function answersBy(play: Play): Answers {
  const digest = (game: AnyGame, seed: number, ticks: number): number => {
    let chain = 0;
    play(game, seed, ticks, (world) => {
      chain = mix32(Math.imul(chain, 31) + world.hash());
    });
    return chain;
  };
  return {
    digests: (game, fromSeed, count, ticks) =>
      Array.from({ length: count }, (_, n) => digest(gameNamed(game), fromSeed + n, ticks)),
    hashes: (game, seed, ticks) => {
      const hashes: number[] = [];
      play(gameNamed(game), seed, ticks, (world) => void hashes.push(world.hash()));
      return hashes;
    },
    image: (game, seed, tick) => {
      let image: readonly number[] = [];
      play(gameNamed(game), seed, tick, (world: WorldBase) => {
        if (world.tick === tick) image = [...world.bytes];
      });
      return image;
    },
  };
}

export const answers = answersBy(play);
