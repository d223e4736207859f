/** What a player has set, kept in the browser. Nothing here throws where storage is blocked or its content is odd. */
import * as v from "valibot";

/** The longest name that a player may take, in characters. */
export const NAME_LIMIT = 20;

const field = <T>(schema: v.GenericSchema<unknown, T>, usual: T) =>
  v.fallback(
    v.optional(schema, () => usual),
    () => usual,
  );
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** Every field falls back on its own, so that an older or a spoilt entry costs one setting and not all. */
const SettingsSchema = v.object({
  name: field(v.pipe(v.string(), v.trim(), v.maxLength(NAME_LIMIT)), ""),
  /** The game that was chosen last; empty for the first. There may be no such game any more. */
  game: field(v.string(), ""),
  /** By game, the mode that was chosen last; there may be no such mode any more. */
  modes: field(v.record(v.string(), v.string()), {}),
  /** 0 to 1. */
  volume: field(share, 0.6),
  muted: field(v.boolean(), false),
  shake: field(v.boolean(), true),
  /** Fewer particles and flashes. */
  calm: field(v.boolean(), false),
  /** The net graph. */
  stats: field(v.boolean(), false),
  /** How little of the aim stick's way is needed to fire: 0 all of it, 1 a touch. */
  stick: field(share, 0.6),
});

export type Settings = Readonly<v.InferOutput<typeof SettingsSchema>>;

/** A place for one text, which may be forgotten when the page is closed. */
export interface Kept {
  get(): string | undefined;
  set(text: string): void;
}

/** One entry of the browser's storage, or of memory alone where storage is blocked. */
export function kept(key: string): Kept {
  let copy: string | undefined;
  return {
    get() {
      try {
        copy = globalThis.localStorage.getItem(key) ?? copy;
      } catch {
        // Blocked: what this page has set itself still counts.
      }
      return copy;
    },
    set(text) {
      copy = text;
      try {
        globalThis.localStorage.setItem(key, text);
      } catch {
        // Blocked or full: kept for as long as this page lives.
      }
    },
  };
}

function parse(text: string | undefined): Settings {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "{}");
  } catch {
    value = {};
  }
  const parsed = v.safeParse(SettingsSchema, value);
  return parsed.success ? parsed.output : v.parse(SettingsSchema, {});
}

export class SettingsStore {
  readonly #kept: Kept;
  readonly #watchers = new Set<(settings: Settings) => void>();
  #value: Settings;

  constructor(place: Kept = kept("scrim.settings")) {
    this.#kept = place;
    this.#value = parse(place.get());
  }

  get value(): Settings {
    return this.#value;
  }

  set(change: Partial<Settings>): void {
    this.#value = { ...this.#value, ...change };
    this.#kept.set(JSON.stringify(this.#value));
    for (const watcher of this.#watchers) watcher(this.#value);
  }

  /** Answers how to stop. */
  watch(watcher: (settings: Settings) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}
