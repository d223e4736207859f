/** The list of reports as its page's address says it: Back, and a link, lead to the same list. */
import { REPORTS } from "../paths.ts";
import type { ReportFilter } from "./list.ts";

/** A player's id. */
const PLAYER = /^[0-9a-f]{32}$/;

export function filterOf(search: string): { readonly filter: ReportFilter; readonly open: string | undefined } {
  const said = new URLSearchParams(search);
  const [kind, done, player] = [said.get("kind"), said.get("done"), said.get("player")];
  return {
    filter: {
      ...(kind === "report" || kind === "flag" ? { kind } : {}),
      // What is still to be done is what an operator comes for.
      ...(done === "all" ? {} : { done: done === "yes" }),
      ...(player !== null && PLAYER.test(player) ? { player } : {}),
    },
    open: said.get("open") ?? undefined,
  };
}

export function reportsPath({ kind, done, player }: ReportFilter, open?: string): string {
  const said = new URLSearchParams();
  if (kind) said.set("kind", kind);
  if (done !== false) said.set("done", done === undefined ? "all" : "yes");
  if (player) said.set("player", player);
  if (open) said.set("open", open);
  return said.size > 0 ? `${REPORTS}?${said}` : REPORTS;
}
