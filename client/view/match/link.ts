/** The notices of a connection that is lost, or over. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Link } from "#client/session/types.ts";
import type { Again, Ending, Result } from "#shared/protocol/index.ts";
import { fresh } from "../parts/fresh.ts";
import { standingsView } from "./standings.ts";

interface Reason {
  readonly title: string;
  readonly text: string;
  /** The first offer, if it is not another match. */
  readonly way?: "back" | "here" | "again" | "reload" | "seat";
}

/** One for each: an ending without a notice does not compile. */
const REASONS: Readonly<Record<Ending, Reason>> = {
  left: { title: "You have left", text: "Your seat is free for another player.", way: "back" },
  gone: { title: "This match is gone", text: "It is over, and has been cleared away." },
  over: { title: "The match is over", text: "Players can't join it any more." },
  updated: {
    title: "An update has ended this match",
    text: "It could not go on under the new rules.",
  },
  elsewhere: {
    title: "You play in another tab",
    text: "Your seat is now played from another tab or device of yours. Nothing is lost.",
    way: "here",
  },
  taken: {
    title: "No seat is free",
    text: "Other players have every seat of this match: a seat is kept for 30 seconds. Play in another match, or watch this one.",
    way: "again",
  },
  started: {
    title: "The round is on",
    text: "This game takes no newcomers before the round is over. Watch it, or play in another match.",
    way: "again",
  },
  locked: {
    title: "This match is locked",
    text: "The host takes no more players. Play in another match, or ask the host to open it.",
    way: "again",
  },
  removed: { title: "The host has removed you", text: "You have no seat in this match any more." },
  kicked: { title: "The operator has removed you", text: "Your seat is free. You may come back.", way: "back" },
  banned: { title: "The operator has removed you", text: "You can't come back into this match." },
  stopped: { title: "The operator has ended this match", text: "No other round comes here." },
  plays: {
    title: "You play in this match",
    text: "Players cannot watch their own match live. Go back to your seat, or watch the replay when the match is over.",
    way: "seat",
  },
  outdated: { title: "There is a newer version", text: "Load the page again to go on.", way: "reload" },
  refused: {
    title: "The server does not understand this page",
    text: "Load the page again to go on.",
    way: "reload",
  },
  astray: {
    title: "This page can't follow the match",
    text: "The match goes on. Load the page again to be back in it.",
    way: "reload",
  },
};

/** The same for what passes by itself. */
const TROUBLE: Readonly<Record<Again, string>> = {
  line: "Connection lost",
  ticket: "Connection lost",
  server: "The server has trouble",
  crowd: "Too many requests",
};

export interface LinkOptions {
  readonly link: Link;
  readonly spectator: boolean;
  /** Leaving the round that is on would count as a loss. */
  readonly counts: boolean;
  /** What came of the match, where it is known. */
  readonly result: Result | undefined;
  /** Tries now what waits for its next try. */
  hurry(): void;
  /** Joins or watches the same match anew. */
  again(): void;
  /** To the player's own seat in this match. */
  seat(): void;
  watch(): void;
  quick(): void;
  home(): void;
}

interface Way {
  readonly label: string;
  readonly testId: string;
  go(): void;
}

type Ways = Omit<LinkOptions, "link">;

export function linkView({ link, ...ways }: LinkOptions): TemplateResult | typeof nothing {
  switch (link.state) {
    case "live":
      return nothing;
    case "connecting":
      return waiting("Connecting", "One moment …", []);
    case "reconnecting":
      return reconnecting(link, ways);
    case "closed":
      return closed(link, ways);
  }
}

/** With this try a player may want something else than to wait. */
const LONG_TRIES = 4;
/** A wait of so many milliseconds is told. */
const LONG_MS = 5000;

function reconnecting(
  link: Extract<Link, { state: "reconnecting" }>,
  { spectator, counts, hurry, home }: Ways,
): TemplateResult {
  const { attempt, cause, held, wait } = link;
  const when =
    wait < LONG_MS ? `Reconnecting, try ${attempt}.` : `The next try is in ${Math.ceil(wait / 1000)} seconds.`;
  const seat = held ? "Your seat is kept for you." : "Your seat may go to another player meanwhile.";
  const long = attempt >= LONG_TRIES || wait >= LONG_MS || !held;
  const now: Way = { label: "Try now", testId: "try-now", go: hurry };
  const ways = [...(cause === "crowd" ? [] : [now]), { label: "To the start page", testId: "home", go: home }];
  const loss = counts ? " A lost line that comes back in time does not count as leaving." : "";
  return waiting(TROUBLE[cause], spectator ? when : `${when} ${seat}${loss}`, long ? ways : []);
}

const waiting = (title: string, text: string, ways: readonly Way[]): TemplateResult => html`
  <section class="overlay soft" data-testid="overlay-connection">
    <div class="panel notice small">
      <span class="spinner" aria-hidden="true"></span>
      <div role="status"><h2>${title}</h2><p>${text}</p></div>
      ${ways.length > 0 ? buttons(ways, "") : nothing}
    </div>
  </section>`;

/** @param first the class of the first; the last is quiet */
const buttons = (ways: readonly Way[], first: string): TemplateResult => html`
  <div class="column" ${fresh()}>
    ${ways.map(
      ({ label, testId, go }, i) =>
        html`<button class=${i === 0 ? first : i === ways.length - 1 ? "quiet" : ""} data-testid=${testId} @click=${() => go()}>${label}</button>`,
    )}
  </div>`;

function closed({ ending: said, reason }: Extract<Link, { state: "closed" }>, ways: Ways): TemplateResult {
  // A spectator whose player has come to play from another tab watches no more.
  const ending = ways.spectator && said === "elsewhere" ? "plays" : said;
  const { title, text } = REASONS[ending];
  return html`
    <section class="overlay" data-testid="overlay-connection" role="alertdialog" aria-labelledby="closed-title" aria-describedby="closed-text">
      <div class="panel notice">
        <h2 id="closed-title">${title}</h2>
        <p id="closed-text">${text}</p>
        ${ending === "refused" && reason !== "" ? html`<p class="dim">The server says: ${reason}</p>` : nothing}
        ${ways.result ? html`<p>This is how it stood:</p>${standingsView(ways.result)}` : nothing}
        ${buttons(waysFrom(ending, ways), "primary")}
      </div>
    </section>`;
}

/** What a player or a spectator can do next, the best first. */
function waysFrom(ending: Ending, { spectator, again, seat, watch, quick, home }: Ways): readonly Way[] {
  const first = {
    back: { label: spectator ? "Watch again" : "Back into the match", testId: "back-in", go: again },
    again: { label: "Try again", testId: "back-in", go: again },
    here: { label: "Play here instead", testId: "back-in", go: again },
    reload: { label: "Load again", testId: "load-again", go: () => location.reload() },
    seat: { label: "To your seat", testId: "to-seat", go: seat },
  };
  const { way } = REASONS[ending];
  return [
    ...(way ? [first[way]] : []),
    ...((ending === "taken" || ending === "started") && !spectator
      ? [{ label: "Watch instead", testId: "watch-instead", go: watch }]
      : []),
    { label: "Quick play", testId: "quick-play", go: quick },
    { label: "To the start page", testId: "home", go: home },
  ];
}
