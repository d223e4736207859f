/** What the Monitor object is told of an operator's page that opens a socket, and the header that tells it: one that no client can set. */
import * as v from "valibot";
import { MonitorWish } from "#shared/monitor/index.ts";
import { REGIONS } from "../regions.ts";

export const MonitorArrival = v.object({
  /** The operator's name. */
  operator: v.string(),
  /** When the sign-in ends, in milliseconds since 1970; missing where it does not. */
  until: v.optional(v.number()),
  /** The regions of this server that have pools. */
  here: v.array(v.picklist(REGIONS)),
});
export type MonitorArrival = Readonly<v.InferOutput<typeof MonitorArrival>>;

/** What a page's socket has with it: it outlives the object's sleep. */
export const Attached = v.object({
  ...MonitorArrival.entries,
  wish: MonitorWish,
  /** When the page has said it last, in milliseconds since 1970. */
  saidAt: v.number(),
});
export type Attached = Readonly<v.InferOutput<typeof Attached>>;

export const MONITOR_ARRIVAL_HEADER = "x-scrim-operator";

export const writeMonitorArrival = (arrival: MonitorArrival): string => JSON.stringify(arrival);

/** @throws {Error} the Worker has sent none, or another version of it */
export const readMonitorArrival = ({ headers }: Request): MonitorArrival =>
  v.parse(MonitorArrival, JSON.parse(headers.get(MONITOR_ARRIVAL_HEADER) ?? "null"));
