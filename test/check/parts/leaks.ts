/** That what is sent to a seat does not depend on what it may not know. */
import { notApplicable, type Verdict } from "../report.ts";
import type { Effort, Subject } from "../subject.ts";

export function leaks({ game }: Subject, _: Effort): Verdict {
  if (!game.view) return notApplicable("the game has no view: each seat may know everything");
  return notApplicable("no leak check in this build yet");
}
