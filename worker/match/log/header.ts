/** The part of a match that is stored beside its log. */
import * as v from "valibot";
import { Schema } from "#shared/protocol/index.ts";
import { EpochHistoryData } from "#worker/broadcast/epoch-history.ts";
import { HostData } from "../host/host.ts";
import { Holder } from "../rating/rated-seats.ts";
import { Owner } from "../seats/seats.ts";
import { MatchSpec } from "../spec.ts";

/** Plain data: it is stored as it is, and another version of this code may have stored it. */
export const MatchHeader = v.object({
  spec: MatchSpec,
  gameVersion: v.number(),
  tickRate: v.number(),
  /** The world's, for builds that have other rules. */
  schema: Schema,
  owners: v.pipe(v.array(v.optional(Owner)), v.readonly()),
  lineage: EpochHistoryData,
  /** How many rounds have ended. */
  rounds: v.number(),
  /** Of a private match. */
  host: v.optional(HostData),
  /** Whose round it is, by seat: where a ladder asks. */
  holders: v.optional(v.pipe(v.array(v.optional(Holder)), v.readonly())),
  /** The last round has ended before its time, by all its players or by an operator: no other one comes. */
  abandoned: v.optional(v.boolean()),
});
export type MatchHeader = Readonly<v.InferOutput<typeof MatchHeader>>;
