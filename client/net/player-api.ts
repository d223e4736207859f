/** What a player can do about another one, over HTTP: docs/HTTP.md, "Your own player". */
import { TokenAnswer } from "#shared/protocol/account.ts";
import type { Api } from "./api.ts";

/** Each answer brings a newer player token. */
const post = (api: Api, path: string, body: unknown): Promise<TokenAnswer> =>
  api.identity.meet((token) => api.request(TokenAnswer, "POST", path, body, { token }));

/** @param player the id @param name what they are called now */
export const block = (api: Api, player: string, name: string): Promise<TokenAnswer> =>
  post(api, "/api/me/block", { player, name });

export const unblock = (api: Api, player: string): Promise<TokenAnswer> => post(api, "/api/me/unblock", { player });
