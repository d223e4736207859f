/** What an operator's pages ask of the server besides the monitor's socket: docs/MONITOR.md, "Acts". The browser's cookie says who asks. */
import * as v from "valibot";
import type { MatchAct } from "#shared/monitor/index.ts";
import { ReportPage } from "#shared/protocol/reports.ts";
import type { Api } from "./api.ts";

const Done = v.object({ detail: v.string() });
const Nothing = v.object({});

/** `WatchTicket` of shared/monitor/acts.ts: the game's rules are loaded before the socket is opened. */
const Watching = v.object({ ticket: v.string(), path: v.string(), game: v.string(), mode: v.string() });
export type Watching = Readonly<v.InferOutput<typeof Watching>>;

/** Everything of a match that an operator may have. @param id its object's */
export const matchAddress = (id: string): string => `/api/operator/matches/${id}`;
/** Everything of a report. */
export const reportAddress = (id: string): string => `/api/operator/reports/${encodeURIComponent(id)}`;

/** Acts in a match. @returns what was done, in words @throws {ApiFailure} it was not done */
export const operate = async (api: Api, id: string, act: MatchAct): Promise<string> =>
  (await api.request(Done, "POST", `${matchAddress(id)}/acts`, act)).detail;

/** Asks to watch a match without delay; again at each reconnection. @throws {ApiFailure} */
export const watchMatch = (api: Api, id: string): Promise<Watching> =>
  api.request(Watching, "POST", `${matchAddress(id)}/watch`, {});

export interface ReportsAsked {
  readonly player?: string | undefined;
  readonly kind?: "report" | "flag" | undefined;
  readonly done?: boolean | undefined;
  /** The `next` of the page before. */
  readonly before?: string | undefined;
}

/** What players have reported, and the server has noticed: the newest first. @throws {ApiFailure} */
export function fetchReports(api: Api, { player, kind, done, before }: ReportsAsked): Promise<ReportPage> {
  const asked = new URLSearchParams({ codes: "no" });
  if (player) asked.set("player", player);
  if (kind) asked.set("kind", kind);
  if (done !== undefined) asked.set("done", done ? "yes" : "no");
  if (before) asked.set("before", before);
  return api.request(ReportPage, "GET", `/api/operator/reports?${asked}`);
}

/** Notes what was done about a report; empty: nothing yet. @throws {ApiFailure} */
export async function markReport(api: Api, id: string, done: string): Promise<void> {
  await api.request(Nothing, "POST", reportAddress(id), { done });
}
