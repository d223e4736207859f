/** What is said over HTTP about parties: docs/PARTIES.md, "Routes". */
import type { Admission } from "#shared/protocol/http.ts";
import { PartyAdmission, PartyInfo } from "#shared/protocol/party.ts";
import type { Api } from "./api.ts";

const path = (code: string): string => `/api/parties/${encodeURIComponent(code)}`;

const meet = (api: Api, to: string, body: unknown): Promise<PartyAdmission> =>
  api.identity.meet((token) => api.request(PartyAdmission, "POST", to, body, { token }));

export const makeParty = (api: Api, name: string, game: string, mode: string): Promise<PartyAdmission> =>
  meet(api, "/api/parties", { name, game, mode });

export const joinParty = (api: Api, code: string, name: string): Promise<PartyAdmission> =>
  meet(api, `${path(code)}/join`, { name });

export const lookAtParty = (api: Api, code: string): Promise<PartyInfo> => api.request(PartyInfo, "GET", path(code));

/** The player token of a member. */
export const tokenOf = (api: Api): string | undefined => api.identity.token("");

/** The ticket has come over the party's line: this player's own token goes with it. */
export const adopt = (api: Api, admission: Omit<Admission, "player">): Promise<Admission> =>
  api.identity.admit(async (token = "") => ({ ...admission, player: token }), admission.code);
