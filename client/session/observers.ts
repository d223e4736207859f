/** Several observers of one link. */
import type { Observer } from "./observer.ts";

/** Tells each of them all, one after the other. */
export const together = (...observers: readonly Observer[]): Observer => ({
  frame: (...told) => {
    for (const one of observers) one.frame?.(...told);
  },
  sent: (...told) => {
    for (const one of observers) one.sent?.(...told);
  },
  roundTrip: (...told) => {
    for (const one of observers) one.roundTrip?.(...told);
  },
  heard: (...told) => {
    for (const one of observers) one.heard?.(...told);
  },
  corrected: (...told) => {
    for (const one of observers) one.corrected?.(...told);
  },
  outOfStep: (...told) => {
    for (const one of observers) one.outOfStep?.(...told);
  },
  lost: (...told) => {
    for (const one of observers) one.lost?.(...told);
  },
});
