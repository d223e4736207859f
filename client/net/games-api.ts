/** Which games a server has: `GET /api/games`, docs/HTTP.md. */
import * as v from "valibot";
import type { FormGame } from "#shared/protocol/forms.ts";
import type { Api } from "./api.ts";

const Bounds = { min: v.number(), max: v.number() };
const Setting = v.object({ ...Bounds, default: v.number(), title: v.optional(v.string()) });

const Game = v.object({
  name: v.string(),
  version: v.number(),
  tickRate: v.number(),
  modes: v.record(v.string(), v.string()),
  settings: v.record(v.string(), Setting),
  input: v.array(v.object({ name: v.string(), ...Bounds, idle: v.number(), bits: v.boolean() })),
  commands: v.array(
    v.object({
      name: v.string(),
      number: v.number(),
      sort: v.picklist(["talk", "host", "game"]),
      args: v.array(v.object({ name: v.string(), ...Bounds })),
    }),
  ),
});

/** A game as a server offers it: what a client of any language reads of `GameInfo`. */
export interface OfferedGame extends FormGame {
  readonly name: string;
  /** Titles by the name of the mode; the first is the usual one. */
  readonly modes: Readonly<Record<string, string>>;
}

const Games = v.object({ games: v.array(Game) });

/** @throws {ApiFailure} */
export const fetchGames = async (api: Api): Promise<readonly OfferedGame[]> =>
  (await api.request(Games, "GET", "/api/games")).games;
