/** What a match can be configured with: whole numbers by name, each within its range. */

/** A whole number that a match is configured with, such as its number of seats. */
export interface Setting {
  readonly min: number;
  readonly max: number;
  readonly default: number;
  /**
   * What a player may choose, where that is less: a match costs its server what its settings ask for. `false`: nothing but
   * the default. The whole range is for tests and benchmarks.
   */
  readonly public?: { readonly min: number; readonly max: number } | false;
}

/**
 * Every game has at least its number of seats. The runtime knows two more by name, where a game declares them:
 * `fillTo`, how many seats shall be taken, by persons or else by bots (without it, all); and `tickRate`, in place
 * of the game's own.
 */
export type Settings = Readonly<Record<string, Setting>> & { readonly seats: Setting };

/** A way to play that people can choose and be matched for: some settings under a title. */
export interface Mode {
  readonly title: string;
  readonly settings: Readonly<Record<string, number>>;
}

export type Config<S extends Settings = Settings> = { readonly [K in keyof S]: number };

/** The settings as a player may choose them: each with its public range alone. */
export function publicSettings(settings: Settings): Settings {
  const narrowed = Object.entries(settings).map(([name, { public: open, ...setting }]) => {
    const { default: usual } = setting;
    const { min, max } = open === false ? { min: usual, max: usual } : (open ?? setting);
    return [name, { min, max, default: Math.min(max, Math.max(min, usual)) }] as const;
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
