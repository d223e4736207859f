/** What a network does to messages, by name: for the tests, the load tool and the debug panel. */

export interface Conditions {
  /** One way, in milliseconds. */
  readonly delay: number;
  /** On top of it, up to this much, each message by chance, in milliseconds. TCP keeps the order. */
  readonly jitter: number;
  /** In this share of the seconds everything stands still for 200 to 400 ms: a lost packet, under TCP. */
  readonly stalls: number;
  /** Bytes a second each way; 0 = no cap. */
  readonly bandwidth: number;
}

export const PRESETS = {
  lan: { delay: 1, jitter: 1, stalls: 0, bandwidth: 0 },
  home: { delay: 15, jitter: 5, stalls: 0.001, bandwidth: 2_000_000 },
  mobile: { delay: 40, jitter: 25, stalls: 0.01, bandwidth: 500_000 },
  "bad-mobile": { delay: 100, jitter: 80, stalls: 0.05, bandwidth: 60_000 },
  "other-continent": { delay: 100, jitter: 15, stalls: 0.002, bandwidth: 1_000_000 },
} as const satisfies Readonly<Record<string, Conditions>>;

export type Preset = keyof typeof PRESETS;

export const isPreset = (name: string): name is Preset => Object.hasOwn(PRESETS, name);
