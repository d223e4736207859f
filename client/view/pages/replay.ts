/** A replay's page: a round, from any moment of it. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { ReplaySession } from "#client/session/recording/replay-session.ts";
import { type FileSource, replayBy } from "#client/session/recording/sources.ts";
import { cardOf } from "../games/index.ts";
import { Play } from "../match/play.ts";
import { CopyButton } from "../parts/copy.ts";
import { linkTo, replayPath } from "../router.ts";
import type { Page, Shell } from "../shell.ts";
import { FilePage } from "./file-page.ts";

export interface ReplayPageOptions {
  readonly source: FileSource;
  /** Where it begins, in seconds. */
  readonly from: number;
  readonly title: string;
  /** What a visitor reads where there is none. */
  readonly missing: string;
  /** The page's own address, for a moment in seconds. */
  pathAt(seconds: number): string;
  /** Where "leave" leads. */
  readonly back: string;
}

/** The replay of a match's round. @param id a match's code, or CODE-N for its round N */
export const replayPage = (shell: Shell, id: string, from: number): Page =>
  replayPageOf(shell, {
    ...{ source: replayBy(id), from, title: `Replay ${id} · Scrim`, back: "/" },
    missing: `There is no replay ${id}. A match has one when it has ended, and it is kept for some time only.`,
    pathAt: (seconds) => replayPath(id, seconds),
  });

export function replayPageOf(shell: Shell, { source, from, title, missing, pathAt, back }: ReplayPageOptions): Page {
  const { scope, redraw, replays, go } = shell;
  const home = () => go(back);
  return new FilePage<ReplaySession>({
    ...{ shell, title, missing, noun: "replay" },
    open: (signal) => replays.open(source, from, signal),
    session: (session) => session,
    play: (session) => {
      const { playhead, head } = session;
      const link = () => linkTo(pathAt((playhead.position - playhead.first) / head.tickRate));
      const copy = new CopyButton(link, scope, redraw);
      return new Play({
        shell,
        session,
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
