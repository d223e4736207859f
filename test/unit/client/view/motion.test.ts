import { describe, expect, it } from "vitest";
import type { BrowserStorage } from "#client/browser-storage.ts";
import { type Motion, SettingsStore } from "#client/settings.ts";
import { Fades } from "#client/view/games/common/fades.ts";
import type { Stage } from "#client/view/games/game-view.ts";
import type { Atlas } from "#client/view/stage/atlas.ts";

/** A system that asks for less motion, or does not. */
class System extends EventTarget implements Motion {
  matches: boolean;

  constructor(matches: boolean) {
    super();
    this.matches = matches;
  }

  ask(less: boolean): void {
    this.matches = less;
    this.dispatchEvent(new Event("change"));
  }
}

function storage(text?: string): BrowserStorage {
  return {
    get: () => text,
    set: (next) => {
      text = next;
    },
  };
}

describe("less motion", () => {
  it("is what the system asks for, from the beginning and when it changes", () => {
    const system = new System(true);
    const store = new SettingsStore(storage(), system);
    expect(store.value).toMatchObject({ calm: true, shake: false });
    const told: boolean[] = [];
    store.watch(({ calm }) => told.push(calm));
    system.ask(false);
    expect(store.value).toMatchObject({ calm: false, shake: true });
    system.ask(true);
    expect(told).toEqual([false, true]);
  });

  it("is what the player has set, against what the system asks for, and each by itself", () => {
    const system = new System(true);
    const place = storage();
    const store = new SettingsStore(place, system);
    store.set({ shake: true });
    expect(store.value).toMatchObject({ calm: true, shake: true });
    system.ask(false);
    expect(new SettingsStore(place, system).value).toMatchObject({ calm: false, shake: true });
    store.set({ calm: true });
    expect(new SettingsStore(place, system).value).toMatchObject({ calm: true, shake: true });
  });

  it("asked of the page alone ends shaking and trembling too, but for what the player wants all the same", () => {
    const store = new SettingsStore(storage(), new System(false));
    expect(store.value).toMatchObject({ calm: false, shake: true, vibrates: true });
    store.set({ calm: true });
    expect(store.value).toMatchObject({ calm: true, shake: false, vibrates: false });
    store.set({ vibrates: true });
    expect(store.value).toMatchObject({ calm: true, shake: false, vibrates: true });
  });

  it("asked for by the system ends trembling, until the player says otherwise", () => {
    const store = new SettingsStore(storage(), new System(true));
    expect(store.value.vibrates).toBe(false);
    store.set({ vibrates: true });
    expect(store.value).toMatchObject({ calm: true, vibrates: true });
  });

  it("is not settled by another setting", () => {
    const place = storage();
    new SettingsStore(place, new System(false)).set({ muted: true });
    expect(new SettingsStore(place, new System(true)).value).toMatchObject({ calm: true, shake: false, muted: true });
  });

  it("is unusual where the browser says nothing, and where an entry is odd", () => {
    const { value } = new SettingsStore(storage('{"calm":"very","shake":3}'), undefined);
    expect(value).toMatchObject({ calm: false, shake: true });
  });
});

describe("a flash", () => {
  /** How bright and how large it is at its beginning and in its middle. */
  function seen(calm: boolean, tells: boolean) {
    const image = { visible: false, alpha: 0, scale: 0, y: 0 };
    const set = (name: string) => (value: unknown) => Object.assign(fake, { [name]: value }) && fake;
    const fake = Object.assign(image, {
      ...{ setFrame: set("frame"), setPosition: set("place"), setRotation: set("rotation"), setTint: set("tint") },
      ...{ setDepth: set("depth"), setAlpha: set("alpha"), setScale: set("scale"), setVisible: set("visible") },
      setY: set("y"),
    });
    const atlas = { sharpness: 1, image: () => fake } as unknown as Atlas;
    const fades = new Fades({ calm: () => calm } as Stage, atlas);
    fades.add("wave", 0, 0, { lasts: 100, from: 1, to: 5, rise: 20, tells });
    const first = image.alpha;
    fades.update(50);
    return { first, scale: image.scale, y: image.y };
  }

  it("is dim and grows little where the player wants it calm", () => {
    expect(seen(false, false)).toEqual({ first: 1, scale: 4, y: -15 });
    const calm = seen(true, false);
    expect(calm.first).toBeLessThan(0.5);
    expect(calm.scale).toBeLessThan(2.5);
  });

  it("that tells something is as bright as ever, and stands still", () => {
    expect(seen(true, true)).toMatchObject({ first: 1, y: 0 });
  });
});
