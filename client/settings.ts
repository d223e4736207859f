/** What a player has set, kept in the browser. Nothing here throws where storage is blocked or its content is odd. */
import * as v from "valibot";
import { Name } from "#shared/names/schema.ts";
import { type BrowserStorage, browserStorage } from "./browser-storage.ts";

const field = <T>(schema: v.GenericSchema<unknown, T>, usual: T) =>
  v.fallback(
    v.optional(schema, () => usual),
    () => usual,
  );

/** The name of a game or a mode. */
const Word = v.pipe(v.string(), v.maxLength(100));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** Every field falls back on its own, so that an older or a spoilt entry costs one setting and not all. */
const SettingsSchema = v.object({
  /** By the rule for names; empty where the player has none of their own. */
  name: field(Name, ""),
  /** The game that was chosen last; empty for the first. There may be no such game any more. */
  game: field(Word, ""),
  /** By game, the mode that was chosen last; there may be no such mode any more. */
  modes: field(v.pipe(v.record(Word, Word), v.maxEntries(100)), {}),
  /** 0 to 1. */
  volume: field(share, 0.6),
  muted: field(v.boolean(), false),
  /** The screen shakes; undefined = as the system says. */
  shake: field(v.optional(v.boolean()), undefined),
  /** Less motion, fewer particles and flashes; undefined = as the system says. */
  calm: field(v.optional(v.boolean()), undefined),
  /** The net graph. */
  stats: field(v.boolean(), false),
  /** How little of the aim stick's way is needed to fire: 0 all of it, 1 a touch. */
  stick: field(share, 0.6),
});

/** The longest text that is read, in characters: what is set here is far shorter. */
const MAX_TEXT = 50_000;

/** What the player has set. */
type Chosen = Readonly<v.InferOutput<typeof SettingsSchema>>;

/** What counts: what the player has set, and of the rest what the system asks for, or what is usual. */
export type Settings = { readonly [K in keyof Chosen]: NonNullable<Chosen[K]> };

/** Whether the system asks for less motion, as `matchMedia` tells it. */
export interface Motion extends Pick<EventTarget, "addEventListener"> {
  readonly matches: boolean;
}

const systemMotion = (): Motion | undefined => globalThis.matchMedia?.("(prefers-reduced-motion: reduce)");

/** What a player is called in a match. */
export const calledAs = ({ name }: Settings): string => name || "Player";

function read(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "{}");
  } catch {
    // No JSON: the settings of another version, or a text that was changed by hand. The defaults count.
    return {};
  }
}

function parse(value: unknown): Chosen {
  const parsed = v.safeParse(SettingsSchema, value);
  return parsed.success ? parsed.output : v.parse(SettingsSchema, {});
}

/** Why the name that was kept can't be used; empty where it can, or where there is none. */
function nameProblemOf(value: unknown): string {
  const kept = v.safeParse(v.object({ name: v.pipe(v.string(), v.nonEmpty()) }), value);
  const clean = kept.success ? v.safeParse(Name, kept.output.name) : undefined;
  return clean?.issues ? `Your saved name cannot be used. ${clean.issues[0].message}` : "";
}

export class SettingsStore {
  readonly #kept: BrowserStorage;
  readonly #watchers = new Set<(settings: Settings) => void>();
  readonly #motion: Motion | undefined;
  #value: Chosen;
  #nameProblem: string;

  constructor(
    place: BrowserStorage = browserStorage({ key: "scrim.settings", isGood: ({ length }) => length <= MAX_TEXT }),
    motion: Motion | undefined = systemMotion(),
  ) {
    this.#kept = place;
    this.#motion = motion;
    const value = read(place.get());
    this.#value = parse(value);
    this.#nameProblem = nameProblemOf(value);
    motion?.addEventListener("change", () => this.#tell());
  }

  get value(): Settings {
    const { shake, calm } = this.#value;
    const less = this.#motion?.matches ?? false;
    return { ...this.#value, shake: shake ?? !less, calm: calm ?? less };
  }

  /** A sentence for the player whose saved name is refused, until they set another; else empty. */
  get nameProblem(): string {
    return this.#nameProblem;
  }

  set(change: Partial<Settings>): void {
    if (change.name !== undefined) this.#nameProblem = "";
    // Another tab may have set something else meanwhile.
    this.#value = { ...parse(read(this.#kept.get())), ...change };
    this.#kept.set(JSON.stringify(this.#value));
    this.#tell();
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher(this.value);
  }

  /** Answers how to stop. */
  watch(watcher: (settings: Settings) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}
