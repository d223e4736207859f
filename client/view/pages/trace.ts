/** A trace's page: what a player saw of a minute, over the server's own log of it. */
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
  });
}
