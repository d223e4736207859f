/** What an act will do, and to which player, in words: the operator reads it before it is done. Pure. docs/MONITOR.md, "Acts" */
import type { MatchAct } from "#shared/monitor/index.ts";
import { countText } from "./words.ts";

/** Whom an act concerns. */
export interface Concerned {
  /** What the player of a seat is called. */
  nameOf(seat: number): string;
  readonly players: number;
  /** Those who watch, through relays too. */
  readonly watchers: number;
  readonly status: "waiting" | "live" | "ended";
}

export interface Question {
  readonly title: string;
  readonly text: string;
  /** The button that does it. */
  readonly yes: string;
  /** What it does can't be taken back. */
  readonly isFinal: boolean;
}

export function questionOf(act: MatchAct, match: Concerned): Question {
  const { players, watchers, status } = match;
  const all = `${countText(players, "player", "players")} and ${countText(watchers, "spectator", "spectators")}`;
  switch (act.act) {
    case "kick": {
      const name = match.nameOf(act.seat);
      return {
        title: `Kick ${name}?`,
        text: `The connection of ${name} is closed, and seat ${act.seat} is free at once. ${name} reads that the operator has removed them, and may come back. The others read that you have removed ${name}.`,
        yes: "Kick",
        isFinal: false,
      };
    }
    case "bar": {
      const name = match.nameOf(act.seat);
      return {
        title: `Bar ${name} from this match?`,
        text: `The connection of ${name} is closed, seat ${act.seat} is free, and ${name} can't come back into this match; into others they can. ${name} reads so, and the others read that you have removed ${name}. A bar can't be taken back.`,
        yes: "Bar",
        isFinal: true,
      };
    }
    case "end": {
      const result =
        status === "live"
          ? "The round ends now, and what it has come to is its result"
          : "No round is on: the match ends without another result";
      return {
        title: "End this match?",
        text: `${result}. ${all} read that the operator has ended the match. It can't be taken back.`,
        yes: "End the match",
        isFinal: true,
      };
    }
    case "announce":
      return {
        title: "Announce this line?",
        text: `${all} read it over the match: “${act.text}”`,
        yes: "Announce",
        isFinal: false,
      };
  }
}
