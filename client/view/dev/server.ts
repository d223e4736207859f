/** What the page asks the development server of its match: /api/dev. */
import type { DevAct, DevCell, DevHistory, DevState } from "#shared/dev/state.ts";

/** The code of the match that this page plays or watches; undefined on any other page. */
export const matchCode = (path = location.pathname): string | undefined => /^\/[mw]\/([^/]+)/.exec(path)?.[1];

/** Whose knowledge is asked for: "whole", or a seat's (-1: a spectator's), or no tables at all. */
export type Asked = "whole" | "nothing" | number;

const queryOf = (asked: Asked): string =>
  asked === "whole" ? "" : asked === "nothing" ? "?tables=0" : `?seat=${asked}`;

/** @returns undefined where there is no match @throws {Error} the server does not answer */
async function ask<T>(path: string): Promise<T | undefined> {
  const response = await fetch(`/api/dev/${path}`);
  if (!response.ok) return undefined;
  // The server of the same checkout has written it: shared/dev/state.ts is the form of both.
  return (await response.json()) as T;
}

export const stateOf = (code: string, asked: Asked): Promise<DevState | undefined> =>
  ask<DevState>(`${code}${queryOf(asked)}`);

export const historyOf = (code: string, { table, column, row }: DevCell): Promise<DevHistory | undefined> =>
  ask<DevHistory>(`${code}/history?${new URLSearchParams({ table, column, row: String(row) })}`);

/** @returns why it was not done; undefined where it was */
export async function act(code: string, what: DevAct): Promise<string | undefined> {
  const response = await fetch(`/api/dev/${code}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(what),
  });
  if (response.ok) return undefined;
  const said = (await response.json()) as { readonly message?: string };
  return said.message ?? `the server answers ${response.status}`;
}
