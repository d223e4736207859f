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
const between = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));
const share = between(0, 1);

/** Every field falls back on its own, so that an older or a spoilt entry costs one setting and not all. */
const SettingsSchema = v.object({
  /** By the rule for names; empty where the player has none of their own. */
  name: field(Name, ""),
  /** The game that was chosen last; empty for the first. There may be no such game any more. */
  game: field(Word, ""),
  /** By game, the mode that was chosen last; there may be no such mode any more. */
  modes: field(v.pipe(v.record(Word, Word), v.maxEntries(100)), {}),
  /** The region that was chosen; empty for the nearest. */
  region: field(Word, ""),
  /** 0 to 1. */
  volume: field(share, 0.6),
  muted: field(v.boolean(), false),
  /** The screen shakes; undefined = as the system says. */
  shake: field(v.optional(v.boolean()), undefined),
  /** Less motion, fewer particles and flashes; undefined = as the system says. */
  calm: field(v.optional(v.boolean()), undefined),
  /** A player who is out is shown how it came to that; undefined = unless the system asks for less motion. */
  killcam: field(v.optional(v.boolean()), undefined),
  /** Emotes and pings of others are shown; and of whom not, by name, though they are. */
  emotes: field(v.boolean(), true),
  mutedNames: field(v.pipe(v.array(Word), v.maxLength(100)), []),
  /** The net graph. */
  stats: field(v.boolean(), false),
  /** How little of the aim stick's way is needed to fire: 0 all of it, 1 a touch. */
  stick: field(share, 0.6),
  /**
   * By device and action, the keys and buttons that were chosen: client/view/input/bindings.ts reads each, and takes the default
   * for what is none.
   */
  bindings: field(v.record(Word, v.record(Word, v.unknown())), {}),
  /** How fast the aim turns by keys, 0 to 1; and it goes where one moves while no key aims. */
  turning: field(share, 0.5),
  aimFollows: field(v.boolean(), false),
  /** The first press fires, and the next one stops; the same for the scores. */
  fireToggles: field(v.boolean(), false),
  scoresToggle: field(v.boolean(), false),
  /** Of a pad's stick: the part of its way in which it rests, and the one from which on it says all that it can. */
  padDead: field(between(0.05, 0.5), 0.22),
  padFull: field(between(0.6, 1), 0.95),
  /** How gently a pad's stick begins: 0 in a line, 1 as its square. */
  padCurve: field(share, 0),
  /** The pad's left stick aims, and the right one moves. */
  padSwap: field(v.boolean(), false),
  /** On glass: the stick that aims is on the left. */
  leftHanded: field(v.boolean(), false),
  /** Of sticks and buttons on glass, times their usual size; and how well they are seen. */
  stickSize: field(between(0.6, 1.6), 1),
  buttonSize: field(between(0.7, 1.6), 1),
  touchOpacity: field(between(0.2, 1), 1),
  /** Each stick has its place, where it is always seen; else it is where a thumb lands. */
  stickFixed: field(v.boolean(), false),
  /** Of the crosshair, times its usual size; and its colour's name. */
  crosshairSize: field(between(0.5, 2.5), 1),
  crosshairColour: field(Word, ""),
  /** The pad or the phone trembles; undefined = as the system says of motion. */
  vibrates: field(v.optional(v.boolean()), undefined),
});

/** The longest text that is read, in characters: what is set here is far shorter. */
const MAX_TEXT = 50_000;

/** What the player has set. */
export type Chosen = Readonly<v.InferOutput<typeof SettingsSchema>>;

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
    const { shake, vibrates, killcam } = this.#value;
    // A player who wants it calm wants neither of the others, but where they have said so.
    const calm = this.#value.calm ?? this.#motion?.matches ?? false;
    return { ...this.#value, calm, shake: shake ?? !calm, vibrates: vibrates ?? !calm, killcam: killcam ?? !calm };
  }

  /** A sentence for the player whose saved name is refused, until they set another; else empty. */
  get nameProblem(): string {
    return this.#nameProblem;
  }

  set(change: Partial<Chosen>): void {
    if (change.name !== undefined) this.#nameProblem = "";
    // Another tab may have set something else meanwhile.
    this.#value = { ...parse(read(this.#kept.get())), ...change };
    this.#kept.set(JSON.stringify(this.#value));
    this.#tell();
  }

  /** Takes over what fits of this, such as settings of another device; what does not is as usual. */
  adopt(change: Readonly<Record<string, unknown>>): void {
    this.set(parse({ ...this.#value, ...change }));
  }

  /** What the player has set, without what the system asks for. */
  get chosen(): Chosen {
    return this.#value;
  }

  /** The server does not take the name that is set: the player keeps the one before, and is told why at every field. */
  refuseName(name: string, problem: string): void {
    this.set({ name });
    this.#nameProblem = problem;
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
