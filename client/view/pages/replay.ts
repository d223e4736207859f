/** A replay's page: a round, from any moment of it. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { ReplaySession } from "#client/session/recording/replay-session.ts";
import { cardOf } from "../games/index.ts";
import { Play } from "../match/play.ts";
import { CopyButton } from "../parts/copy.ts";
import { linkTo, replayPath } from "../router.ts";
import type { Page, Shell } from "../shell.ts";
import { FilePage } from "./file-page.ts";

export interface ReplayPageOptions {
  readonly id: string;
  /** Where it begins, in seconds. */
  readonly from: number;
}

export function replayPage(shell: Shell, { id, from }: ReplayPageOptions): Page {
  const { scope, redraw, replays, go } = shell;
  const home = () => go("/");
  return new FilePage<ReplaySession>({
    shell,
    title: `Replay ${id} · Scrim`,
    noun: "replay",
    missing: `There is no replay ${id}. A match has one when it has ended, and it is kept for some time only.`,
    open: (signal) => replays.open(id, from, signal),
    session: (session) => session,
    play: (session) => {
      const { playhead, head } = session;
      const link = () => linkTo(replayPath(id, (playhead.position - playhead.first) / head.tickRate));
      const copy = new CopyButton(link, scope, redraw);
      return new Play({
        shell,
        session,
        code: id,
        pageConditions: undefined,
        ways: () => copy.view("Link", "Copy a link to this moment", "copy-moment"),
        leave: home,
        again: home,
      });
    },
    over: noteView,
  });
}

function noteView({ faithful, head }: ReplaySession): TemplateResult | typeof nothing {
  const { title } = cardOf(head.game) ?? { title: head.game };
  const notes = [
    faithful ? "" : `Played by other rules of ${title} than today's: a picture every other second.`,
    head.cut ? "An update has ended this match early." : "",
  ].filter((note) => note !== "");
  return notes.length === 0
    ? nothing
    : html`<p class="replay-note" data-over role="note" data-testid="replay-note">${notes.join(" ")}</p>`;
}
