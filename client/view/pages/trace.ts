/** A trace's page: what a player saw of a minute, over the server's own log of it. */
import { html, type TemplateResult } from "lit-html";
import { type TraceSource, traceBy } from "#client/session/recording/sources.ts";
import type { OpenedTrace } from "#client/session/recording/trace-files.ts";
import { Play } from "../match/play.ts";
import { TraceLanes } from "../match/trace-lanes.ts";
import { CopyButton } from "../parts/copy.ts";
import { linkTo, tracePath } from "../router.ts";
import type { Page, Shell } from "../shell.ts";
import { FilePage } from "./file-page.ts";

export interface TracePageOptions {
  readonly source: TraceSource;
  readonly title: string;
  /** What a visitor reads where there is none. */
  readonly missing: string;
  /** The page's own address. */
  readonly path: string;
  /** Where "leave" leads. */
  readonly back: string;
}

/** What a player has kept of a minute. @param id the trace's */
export const tracePage = (shell: Shell, id: string): Page =>
  tracePageOf(shell, {
    ...{ source: traceBy(id), title: `What ${id} saw · Scrim`, path: tracePath(id), back: "/" },
    missing: `There is no recording ${id}, or it is kept no more.`,
  });

export function tracePageOf(shell: Shell, { source, title, missing, path, back }: TracePageOptions): Page {
  const { scope, redraw, replays, go } = shell;
  const home = () => go(back);
  return new FilePage<OpenedTrace>({
    ...{ shell, title, missing, noun: "recording" },
    open: (signal) => replays.trace(source, signal),
    session: ({ session }) => session,
    play: ({ session, reading, marks }) => {
      const copy = new CopyButton(() => linkTo(path), scope, redraw);
      const lanes = new TraceLanes({ playhead: session.playhead, reading, marks, redraw });
      return new Play({
        shell,
        session,
        pageConditions: undefined,
        seen: { seat: reading.trace.seat, at: (tick) => reading.placeAt(tick) },
        under: () => lanes.view(),
        ways: () => copy.view("Link", "Copy a link to this recording", "copy-trace"),
        leave: home,
        again: home,
      });
    },
    over: momentView,
  });
}

/** The server's log of a round that has just begun is shorter than the minute. */
function momentView({ session: { playhead }, reading }: OpenedTrace): TemplateResult {
  const { first, last, tickRate } = playhead;
  const seconds = Math.max(1, Math.round((last - Math.max(first, reading.tickAt(0))) / tickRate));
  const kept = seconds === 1 ? "1 second is kept" : `${seconds} seconds are kept`;
  return html`<p class="replay-note" role="note" data-testid="trace-moment">${kept}, up to the moment of the press.</p>`;
}
