/** Why a player is not let into a match, and the ways on from there. */
import { logFault } from "#client/faults.ts";
import { ApiFailure } from "#client/net/api.ts";
import { API_ERROR, type Role } from "#shared/protocol/index.ts";
import type { Notice, Way } from "./notice.ts";

export interface RefusalOptions {
  readonly code: string;
  readonly role: Role;
  /** The match is gone, and has left a replay. */
  readonly hasReplay: boolean;
  /** The queue has made the match, for other players. */
  readonly isOthers: boolean;
  /** Asks for the same again. */
  again(): void;
  watch(): void;
  join(): void;
  replay(): void;
  quick(): void;
  open(): void;
}

export function refusalNotice({ code: error, message }: ApiFailure, options: RefusalOptions): Notice {
  const { code, role, hasReplay, isOthers } = options;
  const again: Way = { label: "Try again", go: options.again };
  const watch: Way = { label: "Watch it instead", testId: "watch-instead", go: options.watch };
  const join: Way = { label: "Join it instead", go: options.join };
  const replay: Way = { label: "Watch its replay", testId: "replay-link", go: options.replay };
  const replays = hasReplay ? [replay] : [];
  const quick: Way = { label: "Quick play", testId: "quick-play", go: options.quick };
  const open: Way = { label: "New private match", testId: "private-match", go: options.open };
  switch (error) {
    case API_ERROR.noMatch:
      return {
        title: "No such match",
        text: `There is no match ${code}, or it is over and has been cleared away.`,
        ways: [...replays, quick, open],
      };
    case API_ERROR.full:
      if (isOthers)
        return {
          title: "A competitive match",
          text: "Its players were matched, and its seats are for them. You can watch, or find a match of your own.",
          ways: [watch, { ...quick, label: "Find a match" }],
        };
      return {
        title: "This match is full",
        text: "Players have every seat of it.",
        ways: role === "player" ? [watch, quick, open] : [join, quick],
      };
    case API_ERROR.over:
      return {
        title: "This match is over",
        text: "No player can take a seat in it any more.",
        ways: [...replays, quick, open, watch],
      };
    case API_ERROR.plays:
      return {
        title: "You play in this match",
        text: "Players cannot watch their own match live. Go back to your seat, or watch the replay when the match is over.",
        ways: [{ ...join, label: "To your seat" }],
      };
    case API_ERROR.started:
    case API_ERROR.watchFirst:
      return {
        title: "The round is on",
        text: "This game takes no newcomers before the round is over. Watch it until then, or play in another match.",
        ways: [watch, again, quick, open],
      };
    case API_ERROR.locked:
      return {
        title: "This match is locked",
        text: "Its host takes no more players. Ask the host to open it, and try again.",
        ways: [again, watch, quick, open],
      };
    case API_ERROR.barred:
      return {
        title: "The host has removed you",
        text: "You can't come back into this match.",
        ways: [quick, open],
      };
    case API_ERROR.banned:
      return {
        title: "The operator has removed you",
        text: "You can't come back into this match.",
        ways: [quick, open],
      };
    case API_ERROR.stopped:
      return {
        title: "The operator has ended this match",
        text: "No other round comes here.",
        ways: [quick, ...replays, open],
      };
    case API_ERROR.updated:
      return {
        title: "An update has ended this match",
        text: "It could not go on under the new rules.",
        ways: [quick, open],
      };
    case API_ERROR.busy:
      return {
        title: "All busy just now",
        text: "No seat was found. Try again in a moment.",
        ways: [again, watch, open],
      };
    case API_ERROR.tooMany:
      return {
        title: "One moment",
        text: "Very many requests came from your network at once. Try again in a minute.",
        ways: [again],
      };
    case "unreachable":
      return { title: "No connection", text: message, ways: [again] };
    default:
      return { title: "That did not work", text: message, ways: [again, quick] };
  }
}

/** What to tell the player: a refusal as the server says it, or a fault of this page, which is logged. */
export function failureOf(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  logFault("page_failed", { path: location.pathname }, error);
  return new ApiFailure(API_ERROR.fault, "This page has a fault. Load it again.");
}
