/** Decides what an operator's act comes to in a match as it stands. Pure. docs/MONITOR.md, "Acts" */
import type { MatchAct } from "#shared/monitor/index.ts";
import { NOTICE } from "#shared/protocol/index.ts";
import { cleanLine } from "./announcement.ts";

/** A seat as an act sees it. */
export interface JudgedSeat {
  /** Undefined for a bot. */
  readonly player: string | undefined;
  /** As all see it. */
  readonly name: string;
}

/** How the match stands. */
export interface Standing {
  /** How many seats there are. */
  readonly seats: number;
  /** Who has the seat; undefined where it is empty. */
  seat(seat: number): JudgedSeat | undefined;
  /** An operator has ended it. */
  readonly hasEnded: boolean;
  /** No round comes any more. */
  readonly isOver: boolean;
  /** A round is on. */
  readonly isLive: boolean;
  /** As many players are barred as a match remembers. */
  readonly isFull: boolean;
  /** This player can't come back. */
  bars(player: string): boolean;
}

export interface Notice {
  /** One of `NOTICE`. */
  readonly kind: number;
  readonly text: string;
}

export type Verdict =
  | { readonly does: "nothing"; readonly refusal: string }
  /** It was done before: that is no fault, and not done again. */
  | { readonly does: "known"; readonly detail: string }
  | {
      readonly does: "remove";
      readonly seat: number;
      readonly player: string;
      readonly name: string;
      readonly bar: boolean;
      readonly detail: string;
      readonly notice: Notice;
    }
  | { readonly does: "end"; readonly detail: string }
  | { readonly does: "tell"; readonly detail: string; readonly notice: Notice };

const refuse = (refusal: string): Verdict => ({ does: "nothing", refusal });

export function judge(act: MatchAct, match: Standing): Verdict {
  switch (act.act) {
    case "kick":
    case "bar":
      return removal(act, match);
    case "end":
      if (match.hasEnded) return { does: "known", detail: "an operator has ended this match already" };
      if (match.isOver) return refuse("this match is over already");
      return {
        does: "end",
        detail: match.isLive
          ? "ended the match, with the round's result so far"
          : "ended the match, between two rounds",
      };
    case "announce": {
      const text = cleanLine(act.text);
      if (text === "") return refuse("an announcement needs a text that can be read");
      if (match.isOver) return refuse("this match is over: there is no one to read it");
      return { does: "tell", detail: `announced: ${text}`, notice: { kind: NOTICE.announcement, text } };
    }
  }
}

function removal(act: Extract<MatchAct, { seat: number }>, match: Standing): Verdict {
  const { seat, player: meant } = act;
  const bar = act.act === "bar";
  if (bar && meant !== undefined && match.bars(meant))
    return { does: "known", detail: "an operator has removed this player for good already" };
  if (seat >= match.seats) return refuse(`there is no seat ${seat} in this match: it has ${match.seats}`);
  const { player, name } = match.seat(seat) ?? {};
  if (name === undefined) return refuse(`seat ${seat} is empty`);
  if (player === undefined) return refuse(`seat ${seat} is a bot's: bots can't be removed`);
  if (meant !== undefined && meant !== player) return refuse(`seat ${seat} is another player's by now`);
  if (bar && match.isFull) return refuse("this match bars as many players as it can remember already");
  const notice = { kind: NOTICE.removal, text: `The operator has removed ${name}` };
  const detail = bar ? `removed ${name} from seat ${seat} for good` : `removed ${name} from seat ${seat}`;
  return { does: "remove", seat, player, name, bar, detail, notice };
}
