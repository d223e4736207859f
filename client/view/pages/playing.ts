/**
 * A match as its page plays it: its session, the player's name in it, and what is drawn, for as long as the page
 * stays.
 */

import { isClear } from "#client/net/conditions.ts";
import { together } from "#client/session/observers.ts";
import { TraceRecorder } from "#client/session/recording/trace-recorder.ts";
import type { Session } from "#client/session/types.ts";
import { calledAs } from "#client/settings.ts";
import type { Admission } from "#shared/protocol/index.ts";
import { LeaveGuard } from "../match/leave-guard.ts";
import { Play, type PlayOptions } from "../match/play.ts";
import { SeatName } from "../match/seat-name.ts";
import { pageConditions } from "../net/page-conditions.ts";
import type { PageScope } from "../page-scope.ts";
import type { OpenSession, Shell } from "../shell.ts";

export interface PlayingOptions {
  readonly shell: Shell;
  readonly open: OpenSession;
  readonly admission: Admission;
  /** The player leaves the match for good. */
  left(): void;
  readonly stay: NonNullable<PlayOptions["stay"]>;
  readonly again: PlayOptions["again"];
}

export class Playing {
  readonly session: Session;
  readonly play: Play;
  /** Undefined where leaving costs the player nothing. */
  readonly guard: LeaveGuard | undefined;
  /** Ends when this match is shown no more. */
  readonly scope: PageScope;

  constructor({ shell, open, admission, left, stay, again }: PlayingOptions) {
    const { api, settings, lastMatch, regions } = shell;
    const { code, role, region } = admission;
    const scope = shell.scope.within();
    const ask = (name: string) => scope.ask((signal) => api(signal).join(code, name));
    // The field in which it was typed may be closed by now.
    const refused = (given: string, problem: string) => {
      settings.refuseName(given, problem);
      shell.openSettings();
    };
    const seatName = new SeatName(calledAs(settings.value), ask, refused);
    const admit = (signal: AbortSignal) =>
      role === "player" ? api(signal).rejoin(code, seatName.given) : api(signal).watch(code);
    const recorder = role === "player" ? new TraceRecorder() : undefined;
    const observer = recorder && together(recorder, { frame: (world) => this.play?.heard(world) });
    const session = open({
      ...{ code, role, admission, conditions: pageConditions.conditions, observer },
      admit: () => scope.ask(admit),
    });
    if (role === "player") scope.signal.addEventListener("abort", seatName.follow(settings, session));
    if (role === "player") lastMatch.entered(code);
    // What has been measured for minutes says more of a region than five pings; on a link that is made worse, nothing.
    const learn = () => isClear(pageConditions.conditions) && regions.played(region ?? "", session.stats.rtt);
    scope.signal.addEventListener("abort", learn);
    const leave = () => {
      lastMatch.left(code);
      session.leave();
      left();
    };
    // What a lost line costs is the server's to say; here it is asked for what a player does.
    const counts = () =>
      session.seat >= 0 && session.link.state !== "closed" && this.play.status === "live" && !this.play.isBroken;
    const isAtStake = admission.queued === true && role === "player";
    this.guard = isAtStake ? new LeaveGuard({ counts, leave, redraw: shell.redraw }, scope.signal) : undefined;
    this.scope = scope;
    this.session = session;
    this.play = new Play({
      shell,
      session,
      code,
      ...{ game: admission.game, mode: admission.mode, queued: admission.queued },
      pageConditions,
      ...(recorder && { recorder }),
      leave: () => (this.guard ? this.guard.leave() : leave()),
      stay,
      again,
    });
  }

  /**
   * The match is shown no more. Only a player who says so gives the seat up: Back may be a slip, and Forward leads
   * back.
   */
  stop(): void {
    this.scope.end();
    this.play.stop();
    this.session.close();
  }
}
