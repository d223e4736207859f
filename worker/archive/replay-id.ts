/** Ids of replays: the code of a match, and the number of a round. */
import { readCode } from "#shared/protocol/index.ts";

export interface ReplayName {
  readonly code: string;
  /** Undefined where the latest round is meant. */
  readonly round: number | undefined;
}

export const replayId = (code: string, round: number): string => `${code}-${round}`;

/** The replay that an address names; undefined where it names none. */
export function readReplayId(text: string): ReplayName | undefined {
  const [, name, number] = /^(.*?)(?:-([1-9]\d{0,14}))?$/.exec(text) ?? [];
  // A code may itself be written with hyphens: then the whole of the text is one.
  const whole = readCode(text);
  const code = whole ?? readCode(name ?? "");
  if (code === undefined) return undefined;
  return { code, round: whole === undefined && number !== undefined ? Number(number) : undefined };
}
