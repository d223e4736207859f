/** What a network does to messages, by name: for the tests, the load tool and the page's net graph. */

export interface Conditions {
  /** One way, in milliseconds. */
  readonly delay: number;
  /** On top of it, up to this much, each message by chance, in milliseconds. TCP keeps the order. */
  readonly jitter: number;
  /** In this share of the seconds everything stands still for 200 to 400 ms: a lost packet, under TCP. */
  readonly stalls: number;
  /** In this share of the seconds the link breaks: the socket is lost, and comes back by itself as after any loss. */
  readonly drops: number;
  /** Bytes a second each way; 0 = no cap. */
  readonly bandwidth: number;
}

/** A link that is made no worse than it is. */
export const CLEAR: Conditions = { delay: 0, jitter: 0, stalls: 0, drops: 0, bandwidth: 0 };

/** None of them breaks the link by itself. */
export const PRESETS = {
  lan: { delay: 1, jitter: 1, stalls: 0, drops: 0, bandwidth: 0 },
  home: { delay: 15, jitter: 5, stalls: 0.001, drops: 0, bandwidth: 2_000_000 },
  mobile: { delay: 40, jitter: 25, stalls: 0.01, drops: 0, bandwidth: 500_000 },
  "bad-mobile": { delay: 100, jitter: 80, stalls: 0.05, drops: 0, bandwidth: 60_000 },
  "other-continent": { delay: 100, jitter: 15, stalls: 0.002, drops: 0, bandwidth: 1_000_000 },
} as const satisfies Readonly<Record<string, Conditions>>;

export type Preset = keyof typeof PRESETS;

export const PRESET_NAMES = Object.keys(PRESETS) as readonly Preset[];

export const isPreset = (name: string): name is Preset => Object.hasOwn(PRESETS, name);

/** The preset that these conditions are, if they are one. */
export const presetOf = (conditions: Conditions): Preset | undefined =>
  PRESET_NAMES.find((name) => same(PRESETS[name], conditions));

export const isClear = (conditions: Conditions): boolean => same(CLEAR, conditions);

const same = (a: Conditions, b: Conditions): boolean => VALUES.every((value) => a[value] === b[value]);

/** The most that each value may be; the least is 0. */
export const MOST: Conditions = { delay: 2000, jitter: 2000, stalls: 1, drops: 1, bandwidth: 100_000_000 };

export const VALUES = Object.keys(MOST) as readonly (keyof Conditions)[];

export interface ReadConditions {
  readonly conditions: Conditions;
  /** What was not understood, a line each, and so was ignored. */
  readonly problems: readonly string[];
}

/** Conditions out of an address: `?net=mobile`, and single values: `?net=mobile&delay=100&drops=0.01`. */
export function readConditions(query: URLSearchParams): ReadConditions {
  const problems: string[] = [];
  const name = query.get("net");
  let conditions = CLEAR;
  if (name !== null) {
    if (isPreset(name)) conditions = PRESETS[name];
    else problems.push(`net=${name}: it is one of ${PRESET_NAMES.join(", ")}`);
  }
  for (const value of VALUES) {
    const text = query.get(value);
    if (text === null) continue;
    const number = text.trim() === "" ? Number.NaN : Number(text);
    if (number >= 0 && number <= MOST[value]) conditions = { ...conditions, [value]: number };
    else problems.push(`${value}=${text}: it is a number from 0 to ${MOST[value]}`);
  }
  return { conditions, problems };
}
