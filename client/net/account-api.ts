/** What is said over HTTP about a player's own: docs/HTTP.md, "Your own player". */

import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/browser";
import * as v from "valibot";
import * as account from "#shared/protocol/account.ts";
import type { Api } from "./api.ts";

const Nothing = v.object({});

const tokenOf = (api: Api): string | undefined => api.identity.token("");

/** Asks as this browser's player, and keeps the token that comes. */
async function ask<T extends { readonly player: string }>(
  api: Api,
  schema: v.GenericSchema<unknown, T>,
  path: string,
  body: unknown,
): Promise<T> {
  const token = tokenOf(api);
  const answer = await api.request(schema, "POST", path, body, { token });
  api.identity.keep(answer.player, token);
  return answer;
}

const does =
  (path: string) =>
  async (api: Api, body: unknown): Promise<void> =>
    void (await ask(api, account.TokenAnswer, `/api/me/${path}`, body));

/** @throws {ApiFailure} `no_token` for a browser that is no player yet */
export async function fetchMe(api: Api): Promise<account.Me> {
  const token = tokenOf(api);
  const me = await api.request(account.Me, "GET", "/api/me", undefined, { token });
  api.identity.keep(me.token, token);
  return me;
}

export const fetchWhere = (api: Api): Promise<account.Where> =>
  api.request(account.Where, "GET", "/api/me/where", undefined, { token: tokenOf(api) });

export const offerTransfer = (api: Api, name: string): Promise<account.TransferOffer> =>
  ask(api, account.TransferOffer, "/api/me/transfer", { name });

export const transferState = (api: Api, code: string): Promise<account.TransferState> =>
  api.request(account.TransferState, "POST", "/api/me/transfer/state", { code }, { token: tokenOf(api) });

export const lookAtTransfer = (api: Api, code: string): Promise<account.TransferLook> =>
  api.request(account.TransferLook, "POST", "/api/transfers/look", { code }, { token: tokenOf(api) });

/** The token that comes is not kept: `api.identity.become` does that. */
export const takeTransfer = (api: Api, code: string): Promise<account.SignedIn> =>
  api.request(account.SignedIn, "POST", "/api/transfers/take", { code }, { token: tokenOf(api) });

/** What the browser's dialogs take: the page hands it on as it is. */
const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
const CreationOptions = v.custom<PublicKeyCredentialCreationOptionsJSON>(isObject);
const RequestOptions = v.custom<PublicKeyCredentialRequestOptionsJSON>(isObject);

export const passkeyOptions = (api: Api, name: string): Promise<PublicKeyCredentialCreationOptionsJSON> =>
  api.request(CreationOptions, "POST", "/api/me/passkeys/options", { name }, { token: tokenOf(api) });

export const addPasskey = async (api: Api, response: RegistrationResponseJSON, label: string): Promise<void> =>
  void (await ask(api, account.TokenAnswer, "/api/me/passkeys", { response, label }));

export const removePasskey = (api: Api, id: string): Promise<void> => does("passkeys/remove")(api, { id });

export const signInOptions = (api: Api): Promise<PublicKeyCredentialRequestOptionsJSON> =>
  api.request(RequestOptions, "POST", "/api/passkeys/options", {});

/** The token that comes is not kept: `api.identity.become` does that. */
export const signInWith = (api: Api, response: AuthenticationResponseJSON): Promise<account.SignedIn> =>
  api.request(account.SignedIn, "POST", "/api/passkeys/sign-in", { response }, { token: tokenOf(api) });

export const rename = (api: Api, name: string): Promise<void> => does("name")(api, { name });
export const keepSettings = (api: Api, settings: account.KeptSettings): Promise<void> =>
  does("settings")(api, { settings });
/** This tab has no older token then either. */
export async function signOutEverywhere(api: Api): Promise<void> {
  await does("sign-out")(api, {});
  api.identity.become(tokenOf(api));
}

export const exportAll = (api: Api): Promise<Readonly<Record<string, unknown>>> =>
  api.request(v.record(v.string(), v.unknown()), "GET", "/api/me/export", undefined, {
    token: tokenOf(api),
  });

export async function deleteMe(api: Api, tag: string): Promise<void> {
  await api.request(Nothing, "POST", "/api/me/delete", { tag }, { token: tokenOf(api) });
}
