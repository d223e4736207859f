/** The commands of a match, for the view that shows them: which can be given now, which were refused, and why. */
import type { CommandOutcome } from "#client/session/predict/command-log.ts";
import type { Drawn, Session } from "#client/session/types.ts";
import { COMMAND_REFUSED } from "#shared/protocol/down.ts";
import type { Command } from "#shared/sim/commands.ts";
import { refusalOf } from "#shared/sim/legal.ts";
import type { Commands } from "../games/game-view.ts";

/** Milliseconds for which a refusal of the server stands. */
const STANDS_MS = 5000;
/** A refusal of the game's that has no words. */
const NOT_NOW = "Not now";

export interface DeskOptions {
  readonly session: Pick<Session, "seat" | "link" | "command">;
  /** Milliseconds, never going back. */
  now(): number;
  /** What can be given has changed. */
  changed(): void;
}

interface Refusal {
  readonly why: string;
  readonly at: number;
}

export class CommandDesk implements Commands {
  readonly #options: DeskOptions;
  readonly #refusals = new Map<string, Refusal>();
  readonly #awaited = new Map<string, number>();
  #drawn: Drawn | undefined;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** What is shown from now on: by it the client's own rules say what can be given. */
  look(drawn: Drawn): void {
    this.#drawn = drawn;
  }

  command(name: string, args: Readonly<Record<string, number>>): void {
    const refusal = this.refusal(name, args);
    if (refusal !== undefined) {
      this.#refuse(name, refusal);
      return;
    }
    this.#refusals.delete(name);
    this.#awaited.set(name, (this.#awaited.get(name) ?? 0) + 1);
    const asked = { name, args };
    const given = this.#options.session.command?.(asked, (outcome, words) => this.#answered(asked, outcome, words));
    if (given !== true) this.#answered(asked, COMMAND_REFUSED.tooMany, "");
    this.#options.changed();
  }

  refusal(name: string, args: Readonly<Record<string, number>>): string | undefined {
    const { seat, link } = this.#options.session;
    const drawn = this.#drawn;
    if (seat < 0) return "You watch this match";
    if (drawn === undefined || link.state === "closed") return "There is no connection";
    // By the newest world that the client has: the one before the tick in which the command would count.
    return refusalOf(drawn.predicted, seat, { name, args });
  }

  refused(name: string): string | undefined {
    const refusal = this.#refusals.get(name);
    return refusal && this.#options.now() - refusal.at < STANDS_MS ? refusal.why : undefined;
  }

  awaits(name: string): boolean {
    return (this.#awaited.get(name) ?? 0) > 0;
  }

  #answered(command: Command, outcome: CommandOutcome, words: string): void {
    const { name } = command;
    this.#awaited.set(name, Math.max(0, (this.#awaited.get(name) ?? 0) - 1));
    if (outcome !== "counted") this.#refuse(name, words || this.#whyOf(command, outcome));
    this.#options.changed();
  }

  #whyOf(command: Command, outcome: Exclude<CommandOutcome, "counted">): string {
    switch (outcome) {
      case "lost":
        return "It was lost on the way: try again";
      case COMMAND_REFUSED.tooMany:
        return "Too fast: try again in a moment";
      case COMMAND_REFUSED.illegal:
        // A server of before has no words: the rules here may, once its news has come.
        return this.refusal(command.name, command.args) ?? "The match had gone on: try again";
      default:
        return NOT_NOW;
    }
  }

  #refuse(name: string, why: string): void {
    this.#refusals.set(name, { why, at: this.#options.now() });
    this.#options.changed();
  }
}
