/** Passkeys: a credential that is attached to a player's id, and signs in on any device. docs/HTTP.md, "Your own player" */
import { type Context, Hono } from "hono";
import { base64url } from "jose";
import * as v from "valibot";
import { Name } from "#shared/names/schema.ts";
import type { SignedIn, TokenAnswer } from "#shared/protocol/account.ts";
import { API_ERROR } from "#shared/protocol/index.ts";
import { type Challenge, newChallenge, type Purpose, readChallenge } from "../auth/challenges.ts";
import { keysOf } from "../auth/secrets.ts";
import { Refusal } from "../errors.ts";
import { playerOf } from "../objects.ts";
import { MOST_PASSKEYS } from "../player/passkeys.ts";
import { limited } from "./address.ts";
import type { App } from "./app.ts";
import { body, fields } from "./bodies.ts";
import { signedOut } from "./identified.ts";
import { siteOf } from "./origin.ts";
import { keep, ownOf, tokenFor } from "./own.ts";
import { signedIn } from "./signed-in.ts";

/** Most servers never need it, and it is the largest part of this one. */
const library = () => import("@simplewebauthn/server");

const RP_NAME = "Scrim";
/** What the library wants of each answer, and nothing here goes by. */
const CREDENTIAL = { type: "public-key", clientExtensionResults: {} } as const;

const Text = v.pipe(v.string(), v.maxLength(3000));
const about = { id: Text, rawId: Text, type: v.literal("public-key") };
/** What a browser's `toJSON()` gives, as far as it counts. */
const Created = v.object({
  ...about,
  response: v.object({
    clientDataJSON: Text,
    attestationObject: Text,
    transports: v.optional(v.array(v.pipe(v.string(), v.maxLength(20))), []),
  }),
});
const Asserted = v.object({
  ...about,
  response: v.object({
    clientDataJSON: Text,
    authenticatorData: Text,
    signature: Text,
    userHandle: v.optional(Text),
  }),
});

const OptionsBody = fields({ name: Name });
const EmptyBody = fields({});
const AddBody = fields({
  response: Created,
  /** What the player calls it. */
  label: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
});
const RemoveBody = fields({ id: Text });
const SignInBody = fields({ response: Asserted });

const badPasskey = (): Refusal =>
  new Refusal(
    400,
    API_ERROR.badPasskey,
    "this answer of a passkey is not good: it is of another site, came too late, or was used before. Try again",
  );

const noPasskey = (): Refusal =>
  new Refusal(404, API_ERROR.noPasskey, "no player has this passkey, or no longer: it has been removed");

/** The id of a player in what an authenticator keeps of its user. */
const UserHandle = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return new TextDecoder().decode(base64url.decode(dataset.value));
    } catch {
      addIssue({ message: "no base64url" });
      return NEVER;
    }
  }),
  v.regex(/^[0-9a-f]{32}$/),
);

/** The bytes of a text, in a buffer of their own. */
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

/**
 * Checks an answer of an authenticator, and which challenge it answers.
 * @param check one of the library's: it throws for anything that is not as it must be, with an `Error` of its own
 * @throws {Refusal} 400
 */
async function checked<T extends { readonly verified: boolean }>(
  c: Context<App>,
  purpose: Purpose,
  check: (expectedChallenge: (text: string) => Promise<boolean>) => Promise<T>,
): Promise<{ verified: T; challenge: Challenge }> {
  const keys = await keysOf(c.env);
  let challenge: Challenge | undefined;
  const isOurs = async (text: string) => {
    challenge = await readChallenge(keys, purpose, text, Date.now());
    return challenge !== undefined;
  };
  const verified = await check(isOurs).catch(() => undefined);
  if (!verified?.verified || !challenge) throw badPasskey();
  return { verified, challenge };
}

/** Of the player who has the token. */
export const ownPasskeys = new Hono<App>()
  .post("/options", body(OptionsBody), async (c) => {
    const { player, kept } = await ownOf(c);
    const { name } = c.req.valid("json");
    const { generateRegistrationOptions } = await library();
    const options = await generateRegistrationOptions({
      rpName: RP_NAME,
      rpID: siteOf(c.req.raw).rpId,
      userName: name,
      userDisplayName: name,
      // By it a passkey is found without any name: it names the player, and nothing else does.
      userID: bytesOf(player.id),
      challenge: await newChallenge(await keysOf(c.env), { register: player.id }, Date.now()),
      excludeCredentials: kept?.passkeys.map(({ id, transports }) => ({ id, transports: [...transports] })) ?? [],
      authenticatorSelection: { residentKey: "required", userVerification: "preferred" },
    });
    return c.json(options);
  })
  .post("/", body(AddBody), async (c) => {
    const { response, label } = c.req.valid("json");
    const { clientDataJSON, attestationObject, transports } = response.response;
    const { player } = await ownOf(c);
    const { origins, rpId } = siteOf(c.req.raw);
    const { verifyRegistrationResponse } = await library();
    const { verified, challenge } = await checked(c, { register: player.id }, (expectedChallenge) =>
      verifyRegistrationResponse({
        response: {
          id: response.id,
          rawId: response.rawId,
          ...CREDENTIAL,
          response: { clientDataJSON, attestationObject },
        },
        expectedChallenge,
        expectedOrigin: origins,
        expectedRPID: rpId,
        requireUserVerification: false,
      }),
    );
    if (!verified.registrationInfo) throw badPasskey();
    const { id, publicKey, counter } = verified.registrationInfo.credential;
    await keep(c);
    const passkey = { id, publicKey: base64url.encode(publicKey), counter, transports, label, made: Date.now() };
    const added = await playerOf(c.env, player.id).addPasskey(passkey, challenge);
    if (added === "replayed") throw badPasskey();
    if (added === "full")
      throw new Refusal(409, API_ERROR.full, `you have ${MOST_PASSKEYS} passkeys: remove one of them first`);
    return c.json<TokenAnswer>({ player: await tokenFor(c, player) }, 201);
  })
  .post("/remove", body(RemoveBody), async (c) => {
    const { player } = await ownOf(c);
    if (!(await playerOf(c.env, player.id).removePasskey(c.req.valid("json").id))) throw noPasskey();
    return c.json<TokenAnswer>({ player: await tokenFor(c, player) });
  });

/** Of any device. */
export const passkeys = new Hono<App>()
  .use(limited("TRY_LIMIT"))
  .post("/options", body(EmptyBody), async (c) => {
    const { generateAuthenticationOptions } = await library();
    const options = await generateAuthenticationOptions({
      rpID: siteOf(c.req.raw).rpId,
      challenge: await newChallenge(await keysOf(c.env), "sign-in", Date.now()),
      userVerification: "preferred",
    });
    return c.json(options);
  })
  .post("/sign-in", body(SignInBody), async (c) => {
    const { response } = c.req.valid("json");
    const { userHandle, ...assertion } = response.response;
    const handle = v.safeParse(UserHandle, userHandle);
    if (!handle.success) throw noPasskey();
    const object = playerOf(c.env, handle.output);
    const known = await object.passkey(response.id);
    if (!known) throw noPasskey();
    const { origins, rpId } = siteOf(c.req.raw);
    const { verifyAuthenticationResponse } = await library();
    const { verified, challenge } = await checked(c, "sign-in", (expectedChallenge) =>
      verifyAuthenticationResponse({
        response: { id: response.id, rawId: response.rawId, ...CREDENTIAL, response: assertion },
        expectedChallenge,
        expectedOrigin: origins,
        expectedRPID: rpId,
        credential: {
          id: known.id,
          publicKey: new Uint8Array(base64url.decode(known.publicKey)),
          counter: known.counter,
        },
        requireUserVerification: false,
      }),
    );
    if (!(await object.usePasskey(known.id, verified.authenticationInfo.newCounter, challenge))) throw badPasskey();
    const profile = await object.profile();
    if (!profile) throw signedOut();
    return c.json<SignedIn>(await signedIn(c, { id: handle.output, profile }));
  });
