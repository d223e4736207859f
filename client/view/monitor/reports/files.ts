/** A report's replay and trace: the pages that players have for them, without any code. */
import { replayOfReport, traceOfReport } from "#client/session/recording/sources.ts";
import { replayPageOf } from "../../pages/replay.ts";
import { tracePageOf } from "../../pages/trace.ts";
import type { Page, Shell } from "../../shell.ts";
import { REPORTS } from "../paths.ts";
import { reportsPath } from "./address.ts";

/** Where the report itself is, done or not. */
const backTo = (id: string): string => reportsPath({ done: undefined }, id);

/** @param id the report's @param from where the replay begins, in seconds */
export const reportReplayPage = (shell: Shell, id: string, from: number): Page =>
  replayPageOf(shell, {
    ...{ source: replayOfReport(id), from, title: "Replay of a report · Scrim", back: backTo(id) },
    missing:
      "The round of this report has left no replay yet, or it is kept no more. There is one once the round is over.",
    pathAt: (seconds) => `${REPORTS}/${id}/replay${seconds > 0 ? `?t=${Math.floor(seconds)}` : ""}`,
  });

/** @param id the report's */
export const reportTracePage = (shell: Shell, id: string): Page =>
  tracePageOf(shell, {
    ...{ source: traceOfReport(id), title: "What a reporter saw · Scrim", back: backTo(id) },
    path: `${REPORTS}/${id}/trace`,
    missing: "The reporter's recording is kept no more.",
  });
