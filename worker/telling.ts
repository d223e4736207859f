/**
 * What the operator is to hear of, told where it happens: faults, sockets that are refused, and what is counted. Where a server runs, its monitor
 * listens (worker/monitor/ear.ts); in a test of a part, none does.
 */
import type { CounterName, LabelsOf } from "./metrics/catalog.ts";

/** What a line of the log has beside its event. */
export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Ear {
  /** Something has failed. @param event its name in the log */
  failed(event: string, fields: Fields): void;
  /** A client was refused, or closed by a limit. @param where such as `socket` @param reason a close code's name */
  refused(where: string, reason: string): void;
  /** So much more of a counter. @param name of worker/metrics/catalog.ts */
  counted(name: CounterName, labels: Readonly<Record<string, string>>, by: number): void;
}

const DEAF: Ear = { failed() {}, refused() {}, counted() {} };

let ear = DEAF;

/** From now on this one is told, and no other. @returns what makes it deaf again */
export function listen(to: Ear): () => void {
  ear = to;
  return () => {
    ear = DEAF;
  };
}

export const failed: Ear["failed"] = (event, fields) => ear.failed(event, fields);

/** Something has happened that a metric counts: once, or so often. */
export const counted = <N extends CounterName>(name: N, labels: LabelsOf<N>, by = 1): void =>
  ear.counted(name, labels, by);

/** The name of a close code among these. */
export function closeName(codes: Readonly<Record<string, number>>, code: number): string {
  return Object.keys(codes).find((name) => codes[name] === code) ?? "other";
}

/** A socket is closed. @param codes all codes of its protocol, by name @param code the one it is closed with */
export const refused = (where: string, codes: Readonly<Record<string, number>>, code: number): void =>
  ear.refused(where, closeName(codes, code));
