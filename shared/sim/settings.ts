/** The configuration of a match: whole numbers by name, each within its range. */
import type { QueueDeclaration } from "./queue.ts";

/** A whole number that a match is configured with, such as its number of seats. */
export interface Setting {
  readonly min: number;
  readonly max: number;
  readonly default: number;
  /**
   * The range for players, where it is narrower: the settings decide what a match costs its server. `false`: the
   * default only. The whole range is for tests and benchmarks.
   */
  readonly public?: { readonly min: number; readonly max: number } | false;
  /** For people: "Time limit". Only settings with a title are offered to a host. */
  readonly title?: string;
  /** For people: what each value from `min` on is called, such as "Off" and "On"; a number if left out. */
  readonly choices?: readonly string[];
  /** For people: what a number counts, such as "s". */
  readonly unit?: string;
  /** For people: the difference between two values that are offered; 1 if left out. */
  readonly step?: number;
}

/**
 * A game's settings by name. Every game has `seats`. The runtime reads two more, where a game declares them: `fillTo`,
 * the number of seats that bots fill up to (all, if left out); and `tickRate`, which overrides the game's own.
 */
export type Settings = Readonly<Record<string, Setting>> & { readonly seats: Setting };

/** A way to play that quick play offers: some settings under a title for people. */
export interface Mode {
  readonly title: string;
  readonly settings: Readonly<Record<string, number>>;
  /** The mode is competitive: players wait, and are paired by these rules. Without it the mode is casual. */
  readonly queue?: QueueDeclaration;
}

export type Config<S = Settings> = { readonly [K in keyof S]: number };

/** The settings for players: each with its public range. */
export function publicSettings(settings: Settings): Settings {
  const narrowed = Object.entries(settings).map(([name, { public: open, ...setting }]) => {
    const { default: usual } = setting;
    const { min, max } = open === false ? { min: usual, max: usual } : (open ?? setting);
    return [name, { ...setting, min, max, default: Math.min(max, Math.max(min, usual)) }] as const;
  });
  return { ...settings, ...Object.fromEntries(narrowed) };
}

/**
 * A full configuration from some chosen settings.
 * @throws {RangeError} an unknown setting, or a value that is not a whole number within the setting's range
 */
export function configure<S extends Settings>(settings: S, chosen: Readonly<Record<string, number>>): Config<S> {
  for (const name of Object.keys(chosen)) {
    if (!Object.hasOwn(settings, name)) throw new RangeError(`there is no setting ${name}`);
  }
  const config: Record<string, number> = {};
  for (const [name, { min, max, default: usual }] of Object.entries(settings)) {
    const value = chosen[name] ?? usual;
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new RangeError(`${name} must be a whole number from ${min} to ${max}`);
    }
    config[name] = value;
  }
  return Object.freeze(config) as Config<S>;
}
