/** Takes a party to a match: finds one for all of them, and signs a ticket for each. */
import type { PartyRefusal, PartyUp } from "#shared/protocol/party.ts";
import type { Games } from "#shared/sim/index.ts";
import { keysOf } from "../auth/secrets.ts";
import { signTicket } from "../auth/tickets.ts";
import type { Env } from "../env.ts";
import { Refusal } from "../errors.ts";
import { type Choice, casualChoice, ownChoice } from "../match/choice.ts";
import type { OpenFor } from "../match/create.ts";
import { placesOf } from "./places.ts";
import { placeCasual, placePrivate } from "./placing.ts";
import type { Coming } from "./rpc.ts";

export interface Venture extends Pick<Extract<PartyUp, { type: "play" }>, "kind" | "settings"> {
  readonly game: string;
  readonly mode: string;
  /** Who plays: the leader first. */
  readonly company: readonly Coming[];
  /** The leader: their id, what stands for their network, and their region. */
  readonly opener: OpenFor;
}

export type Went =
  | {
      readonly ok: true;
      readonly match: { readonly code: string; readonly game: string; readonly seat: number };
      /** What its players hear of it beside. */
      readonly kind: { readonly mode: string; readonly region?: string | undefined };
      /** By player id. */
      readonly tickets: Readonly<Record<string, string>>;
    }
  | { readonly ok: false; readonly why: PartyRefusal };

function choiceOf(games: Games, { kind, game, mode, settings }: Venture): Choice | undefined {
  try {
    return kind === "casual" ? casualChoice(games, game, mode) : ownChoice(games, game, mode, settings);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

export async function venture(env: Env, games: Games, wish: Venture): Promise<Went> {
  const { kind, company, opener, game } = wish;
  const choice = choiceOf(games, wish);
  if (!choice) return { ok: false, why: "bad_request" };
  const group = company.map(({ player, name }) => ({ id: player, name }));
  const places = placesOf(env, opener);
  const placed = await (kind === "casual"
    ? placeCasual(places, games, choice, group)
    : placePrivate(places, choice, group));
  if (!placed.ok) return placed;
  const { code, seats, at, region } = placed;
  const keys = await keysOf(env);
  const sign = async ({ player, seat, name }: (typeof seats)[number]) =>
    [player, await signTicket(keys, code, { role: "player", seat, player, name, at }, Date.now())] as const;
  const tickets = Object.fromEntries(await Promise.all(seats.map(sign)));
  return { ok: true, match: { code, game, seat: seats[0].seat }, kind: { mode: choice.mode, region }, tickets };
}
