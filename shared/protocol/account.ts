/** What a player has of their own: docs/HTTP.md, "Your own player". */
import * as v from "valibot";
import { PlayerName } from "./ladder.ts";

/** Settings that follow the player, by name. What they mean is the client's. */
export const KeptSettings = v.pipe(
  v.custom<object>((value) => typeof value === "object" && value !== null && !Array.isArray(value), "no object"),
  v.record(v.pipe(v.string(), v.maxLength(40)), v.unknown()),
);
export type KeptSettings = Readonly<v.InferOutput<typeof KeptSettings>>;

/** Where the player is now, found to be true a moment ago. */
export const Where = v.object({
  match: v.optional(v.object({ code: v.string(), game: v.string(), mode: v.string() })),
  party: v.optional(v.object({ code: v.string(), leader: v.string(), members: v.number() })),
});
export type Where = Readonly<v.InferOutput<typeof Where>>;

export const PasskeyInfo = v.object({
  id: v.string(),
  /** What the player calls it, or what made it. */
  label: v.string(),
  /** Milliseconds since 1970; `used` is missing for one that was never used to sign in. */
  made: v.number(),
  used: v.optional(v.number()),
});
export type PasskeyInfo = Readonly<v.InferOutput<typeof PasskeyInfo>>;

export const BlockedInfo = v.object({ ...PlayerName.entries, at: v.number() });
export type BlockedInfo = Readonly<v.InferOutput<typeof BlockedInfo>>;

/** `GET /api/me` */
export const Me = v.object({
  ...PlayerName.entries,
  /** There is something that the server keeps. Else all of this is as it is for a guest. */
  kept: v.boolean(),
  passkeys: v.array(PasskeyInfo),
  blocked: v.array(BlockedInfo),
  settings: KeptSettings,
  /** A player token to use from now on. */
  token: v.string(),
});
export type Me = Readonly<v.InferOutput<typeof Me>>;

/** Answers that bring nothing but a player token, to use from now on. */
export const TokenAnswer = v.object({ player: v.string() });
export type TokenAnswer = Readonly<v.InferOutput<typeof TokenAnswer>>;

/** `POST /api/me/transfer` */
export const TransferOffer = v.object({
  code: v.string(),
  /** For so many milliseconds. */
  lasts: v.number(),
  player: v.string(),
});
export type TransferOffer = Readonly<v.InferOutput<typeof TransferOffer>>;

export const TransferState = v.object({ state: v.picklist(["open", "taken", "gone"]) });
export type TransferState = Readonly<v.InferOutput<typeof TransferState>>;

/** `POST /api/transfers/look`: what a code offers. */
export const TransferLook = v.object({
  name: v.string(),
  tag: v.string(),
  /** The player who asks is this one already. */
  same: v.boolean(),
});
export type TransferLook = Readonly<v.InferOutput<typeof TransferLook>>;

/** A device may be this player from now on: `POST /api/transfers/take`, `POST /api/passkeys/sign-in`. */
export const SignedIn = v.object({
  name: v.string(),
  tag: v.string(),
  /** The player token. A device that keeps it is this player. */
  player: v.string(),
  /** The player who has asked is this one already. */
  same: v.boolean(),
  settings: KeptSettings,
});
export type SignedIn = Readonly<v.InferOutput<typeof SignedIn>>;
