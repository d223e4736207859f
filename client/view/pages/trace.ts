/** A trace's page: what a player saw of a minute, over the server's own log of it. */
import { html, type TemplateResult } from "lit-html";
import type { OpenedTrace } from "#client/session/recording/trace-files.ts";
import { Play } from "../match/play.ts";
import { TraceLanes } from "../match/trace-lanes.ts";
import { CopyButton } from "../parts/copy.ts";
import { linkTo, tracePath } from "../router.ts";
import type { Page, Shell } from "../shell.ts";
import { FilePage } from "./file-page.ts";

export function tracePage(shell: Shell, id: string): Page {
  const { scope, redraw, replays, go } = shell;
  const home = () => go("/");
  return new FilePage<OpenedTrace>({
    shell,
    title: `What ${id} saw · Scrim`,
    noun: "recording",
    missing: `There is no recording ${id}, or it is kept no more.`,
    open: (signal) => replays.trace(id, signal),
    session: ({ session }) => session,
    play: ({ session, reading, marks }) => {
      const copy = new CopyButton(() => linkTo(tracePath(id)), scope, redraw);
      const lanes = new TraceLanes({ playhead: session.playhead, reading, marks, redraw });
      return new Play({
        shell,
        session,
        code: id,
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
