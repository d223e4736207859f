/** What goes over the wire before the first message: requests and their answers as they are, but for what admits a player. */

/** A request of HTTP. */
export interface HttpStep {
  readonly kind: "http";
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** As JSON; undefined where there is none. */
  readonly body: string | undefined;
  /** Undefined until it is answered. */
  readonly status: number | undefined;
  /** As JSON; before an answer what is known of it. */
  readonly answer: string;
}

/** The opening of the socket. */
export interface UpgradeStep {
  readonly kind: "upgrade";
  readonly path: string;
  readonly offered: readonly string[];
  /** The subprotocol that the server has chosen; undefined until it answers, and where it has not. */
  readonly chosen: string | undefined;
}

export type HandshakeStep = HttpStep | UpgradeStep;

/** Enough to find it again, and not enough to use it. */
export const brief = (secret: string): string =>
  `${secret.slice(0, Math.min(6, secret.length >> 1))}… (${secret.length} characters)`;

/** Values by these names admit a player, or lead into a match. */
const SECRETS: ReadonlySet<string> = new Set(["ticket", "player", "code"]);

/** JSON without what admits a player. */
export const withoutSecrets = (value: unknown): string =>
  JSON.stringify(value, (key, one: unknown) => (SECRETS.has(key) && typeof one === "string" ? brief(one) : one), 1);

/** A path without a match's code, or an object's id. */
export const briefPath = (path: string): string =>
  path
    .split("/")
    .map((part) => (/^(?=.*\d)[\dA-Z]{10}$|^[\da-f]{64}$/.test(part) ? brief(part) : part))
    .join("/");

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const headersOf = (init: RequestInit): [string, string][] =>
  [...new Headers(init.headers)].map(([name, value]) => {
    const [scheme, secret = ""] = value.split(" ");
    return name === "authorization" ? [name, `${scheme} ${brief(secret)}`] : [name, value];
  });

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, 500);
  }
};

/**
 * A `fetch` whose requests are told as they go.
 * @param told gets each request when it is sent, and again when it is answered
 */
export function recordedFetch(fetch: Fetch, told: (step: HttpStep, replaces: HttpStep | undefined) => void): Fetch {
  return async (url, init) => {
    const { method = "GET", body } = init;
    const asked: HttpStep = {
      ...{ kind: "http", method, path: briefPath(url), headers: headersOf(init), status: undefined, answer: "…" },
      body: typeof body === "string" ? withoutSecrets(parsed(body)) : undefined,
    };
    told(asked, undefined);
    try {
      const response = await fetch(url, init);
      // The answer itself is read by the caller.
      const text = await response.clone().text();
      told({ ...asked, status: response.status, answer: withoutSecrets(parsed(text)) }, asked);
      return response;
    } catch (error) {
      told({ ...asked, answer: `not answered: ${String(error)}` }, asked);
      throw error;
    }
  };
}

const TOLD_WHOLE = /^(scrim|rules|since)\./;

/** A subprotocol without what it proves. */
export const briefProtocol = (protocol: string): string =>
  TOLD_WHOLE.test(protocol)
    ? protocol
    : protocol.replace(/^(\w+\.)(.*)$/s, (_, kind: string, secret: string) => kind + brief(secret));
