/** The monitor's ear: what any part of the server tells of goes to the Monitor object. */
import { env, waitUntil } from "cloudflare:workers";
import type { Ear, Fields } from "../telling.ts";
import { count, countOf, countRefusal } from "./counters.ts";
import { fault } from "./faults.ts";

const text = (value: Fields[string]): string => (value === undefined ? "" : String(value));

/** Of the isolate that runs: the platform knows its bindings, and which call just runs. */
export const monitorEar: Ear = {
  failed(event, { game, match, code, detail, message }) {
    const words = text(detail ?? message);
    count(env, waitUntil, [countOf("scrim_faults_total", { event })]);
    fault(env, waitUntil, { event, game: text(game), match: text(match), code: text(code), detail: words });
  },
  refused(where, reason) {
    countRefusal(env, waitUntil, where, reason);
  },
  counted(name, labels, by) {
    count(env, waitUntil, [{ name, labels, by }]);
  },
};
