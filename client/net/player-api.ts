/** What a player can do about another one, over HTTP: docs/HTTP.md, "Your own player" and "Reports". */
import { TokenAnswer } from "#shared/protocol/account.ts";
import { Reported, type ReportReason } from "#shared/protocol/reports.ts";
import type { Api } from "./api.ts";

/** Each answer brings a newer player token. */
const post = (api: Api, path: string, body: unknown): Promise<TokenAnswer> =>
  api.identity.meet((token) => api.request(TokenAnswer, "POST", path, body, { token }));

/** @param player the id @param name what they are called now */
export const block = (api: Api, player: string, name: string): Promise<TokenAnswer> =>
  post(api, "/api/me/block", { player, name });

export const unblock = (api: Api, player: string): Promise<TokenAnswer> => post(api, "/api/me/unblock", { player });

export interface Report {
  readonly code: string;
  readonly round: number;
  /** One of both: the seat that the player had, or their id. */
  readonly seat?: number | undefined;
  readonly player?: string | undefined;
  readonly reason: ReportReason;
  /** Empty for none. */
  readonly words: string;
  /** What the recording of the last minute is called. */
  readonly trace?: string | undefined;
}

export function report(api: Api, { words, ...said }: Report): Promise<Reported> {
  const token = api.identity.token(said.code);
  return api.request(Reported, "POST", "/api/reports", { ...said, ...(words !== "" && { words }) }, { token });
}
