/** An authenticator in software: it makes passkeys and signs with them as a security key does. WebAuthn Level 3, "Authenticator Data". */
import { base64url } from "jose";

const text = new TextEncoder();

const join = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** CBOR's shortest head of a byte string of 24 up to 65,535 bytes (RFC 8949). */
const bytesHead = ({ length }: Uint8Array): number[] =>
  length < 256 ? [0x58, length] : [0x59, length >> 8, length & 255];
const cborText = (word: string): number[] => [0x60 + word.length, ...text.encode(word)];

/** A whole number as DER has it: without leading zeros, and positive. */
function derInteger(bytes: Uint8Array): number[] {
  const first = bytes.findIndex((byte) => byte !== 0);
  const plain = [...bytes.subarray(first < 0 ? bytes.length - 1 : first)];
  if (plain[0] > 127) plain.unshift(0);
  return [2, plain.length, ...plain];
}

function der(signature: Uint8Array): Uint8Array {
  const both = [...derInteger(signature.subarray(0, 32)), ...derInteger(signature.subarray(32))];
  return Uint8Array.from([0x30, both.length, ...both]);
}

/** What goes wrong on purpose. */
export interface Twist {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly userHandle?: string;
  readonly counter?: number;
}

interface Site {
  readonly origin: string;
  readonly rpId: string;
}

export class Authenticator {
  readonly #site: Site;
  readonly #keys: CryptoKeyPair;
  readonly id = base64url.encode(crypto.getRandomValues(new Uint8Array(16)));
  #userHandle = "";
  #counter = 0;

  private constructor(site: Site, keys: CryptoKeyPair) {
    this.#site = site;
    this.#keys = keys;
  }

  static async make(site: Site): Promise<Authenticator> {
    const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
    if (!("privateKey" in keys)) throw new Error("no pair of keys");
    return new Authenticator(site, keys);
  }

  #clientData(type: string, challenge: string, { origin = this.#site.origin }: Twist): Uint8Array<ArrayBuffer> {
    return new Uint8Array(text.encode(JSON.stringify({ type, challenge, origin, crossOrigin: false })));
  }

  async #authData(attested: Uint8Array, { rpId = this.#site.rpId, counter }: Twist): Promise<Uint8Array<ArrayBuffer>> {
    this.#counter += 1;
    const count = counter ?? this.#counter;
    // Present and verified, and whether the credential is attested.
    const flags = 0x05 | (attested.length > 0 ? 0x40 : 0);
    const hash = await sha256(new Uint8Array(text.encode(rpId)));
    return join(hash, Uint8Array.from([flags, 0, 0, count >> 8, count & 255]), attested);
  }

  /** COSE (RFC 9052): an elliptic curve key, for ES256, on P-256. */
  async #cose(): Promise<Uint8Array> {
    const jwk = await crypto.subtle.exportKey("jwk", this.#keys.publicKey);
    if (!("x" in jwk) || jwk.x === undefined || jwk.y === undefined) throw new Error("no point");
    const [x, y] = [base64url.decode(jwk.x), base64url.decode(jwk.y)];
    const head = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01];
    return join(Uint8Array.from([...head, 0x21, ...bytesHead(x)]), x, Uint8Array.from([0x22, ...bytesHead(y)]), y);
  }

  /** What `navigator.credentials.create` gives. */
  async create(options: { readonly challenge: string; readonly user: { readonly id: string } }, twist: Twist = {}) {
    this.#userHandle = options.user.id;
    const id = base64url.decode(this.id);
    const attested = join(
      new Uint8Array(16),
      Uint8Array.from([id.length >> 8, id.length & 255]),
      id,
      await this.#cose(),
    );
    const authData = await this.#authData(attested, twist);
    const attestationObject = join(
      Uint8Array.from([0xa3, ...cborText("fmt"), ...cborText("none"), ...cborText("attStmt"), 0xa0]),
      Uint8Array.from([...cborText("authData"), ...bytesHead(authData)]),
      authData,
    );
    const clientData = this.#clientData("webauthn.create", twist.challenge ?? options.challenge, twist);
    return {
      ...{ id: this.id, rawId: this.id, type: "public-key", clientExtensionResults: {} },
      response: {
        clientDataJSON: base64url.encode(clientData),
        attestationObject: base64url.encode(attestationObject),
        transports: ["usb"],
      },
    };
  }

  /** What `navigator.credentials.get` gives. */
  async get(options: { readonly challenge: string }, twist: Twist = {}) {
    const authData = await this.#authData(new Uint8Array(0), twist);
    const clientData = this.#clientData("webauthn.get", twist.challenge ?? options.challenge, twist);
    const signed = join(authData, await sha256(clientData));
    const how = { name: "ECDSA", hash: "SHA-256" };
    const signature = new Uint8Array(await crypto.subtle.sign(how, this.#keys.privateKey, signed));
    return {
      ...{ id: this.id, rawId: this.id, type: "public-key", clientExtensionResults: {} },
      response: {
        clientDataJSON: base64url.encode(clientData),
        authenticatorData: base64url.encode(authData),
        signature: base64url.encode(der(signature)),
        userHandle: twist.userHandle ?? this.#userHandle,
      },
    };
  }
}
