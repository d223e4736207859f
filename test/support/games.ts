/** Registries for tests of the runtime, which must not know the games that ship. */
import { type AnyGame, type Games, registry } from "#shared/sim/index.ts";
import { brittle } from "./brittle.ts";
import { cards } from "./cards.ts";
import { scuffle } from "./scuffle.ts";
import { tagGame } from "./tag.ts";
import { toy } from "./toy.ts";

/** Every game of the tests, by name. */
export const testGames: Games = registry(scuffle, toy, cards, tagGame, brittle);

/** A registry of one game. */
export const only = (game: AnyGame): Games => new Map([[game.name, game]]);
