/** What an operator does about a report, by its reason: docs/FAIR-PLAY.md, "For operators". Pure. */
import type { ReportEntry } from "#shared/protocol/reports.ts";

const LOOK = "Open the replay: it begins at the moment that the report names. Follow the player, at quarter speed.";
const OWN_SIDE =
  "Open what the reporter saw: on a bad line that may be another thing than what happened, and then nothing is to be done.";
const STILL_ON =
  "As long as the match runs you can kick the player, or bar them from it. No machine does that for you.";
const NOTE = "Note what you have done, also where that is nothing.";

const BY_REASON: Readonly<Record<string, readonly string[]>> = {
  cheating: [
    "Is it what no hands can do: an aim that jumps from player to player, a trigger pulled each other tick? A good player is no cheat.",
    "Run npm run figures against this server: it computes the figures of the player's inputs, and flags those beyond their limits.",
  ],
  sabotage: [
    "Is the player at the controls, and against their own team? A player whose line is lost stands still too: see whether the seat was away.",
    "One bad round is no habit: look at the other reports about the same player.",
  ],
  abuse: [
    "Look for the signs and marks of the player around the moment: they are in the replay.",
    "The reporter can mute and block the player, who then is never in their team. More reporters of one player weigh more than more reports of one.",
  ],
  name: [
    "The name is the one of then; the profile has the one of now.",
    "A player who comes back gives the seat another name only by their own choice: bar them from the match if the name is there to insult.",
  ],
  figures: [
    "The figures tell what hands can't do, by simulated hands: look with care until you have seen some of your own players' figures.",
    "A page that draws ten pictures a second reads its player's hands ten times a second, and has a beat too: the trace's drawn entries show it.",
  ],
  other: ["Read what the reporter says, and look for it."],
};

/** The steps, in their order. */
export function adviceOf({ kind, reason, trace }: Pick<ReportEntry, "kind" | "reason" | "trace">): readonly string[] {
  const steps = BY_REASON[kind === "flag" ? "figures" : reason] ?? BY_REASON.other;
  return [LOOK, ...(trace === undefined ? [] : [OWN_SIDE]), ...steps, STILL_ON, NOTE];
}

const REASONS: Readonly<Record<string, string>> = {
  cheating: "Cheats",
  sabotage: "Spoils the match",
  abuse: "Harasses others",
  name: "Insulting name",
  figures: "Figures beyond hands",
  other: "Something else",
};

/** Why, in a few words. */
export const reasonText = (reason: string): string => REASONS[reason] ?? reason;

const FIGURES: Readonly<Record<string, string>> = {
  presses: "presses of buttons a second, over the five seconds with the most",
  loop: "changes in a row that came exactly as one period before",
  snaps: "turns of the aim by 60° and more within one tick, with a button down: a minute",
  beat: "how much the changes keep to each Nth tick: 0 for any, 1 for all",
};

/** What a figure is. */
export const figureText = (name: string): string => FIGURES[name] ?? "";
