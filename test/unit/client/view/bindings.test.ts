import { afterEach, describe, expect, it } from "vitest";
import { SettingsStore } from "#client/settings.ts";
import { card as arena } from "#client/view/games/arena/card.ts";
import { card as puck } from "#client/view/games/puck/card.ts";
import { actionLabel, GROUPS } from "#client/view/input/action-labels.ts";
import { ACTION_IDS, ACTIONS, DEVICES, meet } from "#client/view/input/actions.ts";
import { Bindings, bind, bindingsOf, isButton, MOST, unbind } from "#client/view/input/bindings.ts";
import { forgetLayout, keyName, keyNames, learn, readLayout } from "#client/view/input/key-names.ts";
import { memory } from "#test/support/memory.ts";

const USUAL = { bindings: {} };
const usual = bindingsOf(USUAL);

describe("the defaults", () => {
  it("give no button to two actions that count at the same moment", () => {
    const clashes = DEVICES.flatMap((device) =>
      ACTION_IDS.flatMap((action) =>
        usual.of(action, device).flatMap((code) => usual.clashes(action, device, code).map((other) => [code, other])),
      ),
    );
    expect(clashes).toEqual([]);
  });

  it("are buttons that can be kept, and no more of them than can be kept", () => {
    for (const device of DEVICES) {
      for (const action of ACTION_IDS) {
        const codes = ACTIONS[action][device];
        expect(codes.length).toBeLessThanOrEqual(MOST);
        expect(codes.filter((code) => !isButton(device, code))).toEqual([]);
      }
    }
  });

  it("let one play with the keyboard alone: every action has a key", () => {
    expect(ACTION_IDS.filter((action) => usual.of(action, "keys").length === 0)).toEqual([]);
  });
});

describe("what is kept", () => {
  const of = (kept: Record<string, Record<string, unknown>>) => new Bindings(kept);

  it("counts for its own action, and the defaults for all others", () => {
    const bindings = of({ keys: { secondary: ["KeyX"] }, pad: { primary: [] } });
    expect(bindings.of("secondary", "keys")).toEqual(["KeyX"]);
    expect(bindings.of("primary", "pad")).toEqual([]);
    expect(bindings.of("tertiary", "keys")).toEqual(["KeyR"]);
    expect(bindings.actionsOf("keys", "Space")).toEqual(["pause"]);
    expect(bindings.actionsOf("keys", "KeyX")).toEqual(["secondary"]);
  });

  it.each([
    ["no list", "KeyX"],
    ["too many", ["KeyA", "KeyB", "KeyC", "KeyD"]],
    ["a number", [7]],
    ["a text that is no key", ["<b>"]],
    ["nothing", null],
  ])("and is %s costs one default and no more", (_, spoilt) => {
    const bindings = of({ keys: { secondary: spoilt, tertiary: ["KeyX"] } });
    expect(bindings.of("secondary", "keys")).toEqual(["Space", "ShiftLeft", "ShiftRight"]);
    expect(bindings.of("tertiary", "keys")).toEqual(["KeyX"]);
  });

  it.each([
    ["a word", '"odd"'],
    ["devices that are lists", '{"keys":[1]}'],
    ["devices that there are not", '{"pedals":{"up":["1"]}}'],
  ])("as %s harms nothing", (_, text) => {
    const { value } = new SettingsStore(memory(`{"bindings":${text},"volume":0.25}`));
    expect(value.volume).toBe(0.25);
    expect(bindingsOf(value).of("up", "keys")).toEqual(["KeyW", "ArrowUp"]);
  });

  it("comes back with the next visit", () => {
    const place = memory();
    const store = new SettingsStore(place);
    store.set({ bindings: bind(store.value.bindings, { action: "primary", device: "pad", code: "6", instead: "7" }) });
    const { value } = new SettingsStore(place);
    expect(bindingsOf(value).of("primary", "pad")).toEqual(["6", "5"]);
  });
});

describe("another button for an action", () => {
  it("takes the place of one, or comes as one more, up to the most", () => {
    let kept = bind({}, { action: "tertiary", device: "keys", code: "KeyX", instead: "KeyR" });
    expect(new Bindings(kept).of("tertiary", "keys")).toEqual(["KeyX"]);
    for (const code of ["KeyY", "KeyZ", "KeyP"]) kept = bind(kept, { action: "tertiary", device: "keys", code });
    expect(new Bindings(kept).of("tertiary", "keys")).toEqual(["KeyY", "KeyZ", "KeyP"]);
  });

  it("is taken from the action that had it, and with a swap that one has the other in exchange", () => {
    const change = { action: "tertiary", device: "keys", code: "Space", instead: "KeyR" } as const;
    expect(usual.clashes("tertiary", "keys", "Space")).toEqual(["secondary"]);
    const taken = new Bindings(bind({}, change));
    expect(taken.of("tertiary", "keys")).toEqual(["Space"]);
    expect(taken.of("secondary", "keys")).toEqual(["ShiftLeft", "ShiftRight"]);
    const swapped = new Bindings(bind({}, change, true));
    expect(swapped.of("secondary", "keys")).toEqual(["KeyR", "ShiftLeft", "ShiftRight"]);
    expect(swapped.clashes("tertiary", "keys", "Space")).toEqual([]);
  });

  it("clashes with nothing that counts at other moments", () => {
    expect(meet("secondary", "director")).toBe(false);
    expect(usual.clashes("secondary", "keys", "KeyC")).toEqual([]);
    expect(usual.clashes("secondary", "keys", "KeyM")).toEqual(["mute"]);
  });

  it("can be taken away, and what is as at first is not kept", () => {
    const without = unbind({}, { action: "secondary", device: "mouse", code: "2" });
    expect(new Bindings(without).of("secondary", "mouse")).toEqual([]);
    expect(bind(without, { action: "secondary", device: "mouse", code: "2" })).toEqual({ mouse: {} });
  });
});

describe("names of keys", () => {
  afterEach(forgetLayout);
  const pressed = (code: string, key: string) =>
    learn(Object.assign(new Event("keydown"), { code, key }) as KeyboardEvent);

  it("are those of an English keyboard until more is known", () => {
    expect(keyName(USUAL, "up", "keys")).toBe("W");
    expect(keyNames(USUAL, "secondary", "keys")).toEqual(["Space", "Shift", "Right Shift"]);
    expect(keyName(USUAL, "primary", "mouse")).toBe("Left button");
    expect(keyName(USUAL, "primary", "pad")).toBe("RT");
    expect(keyName(USUAL, "aimUp", "pad")).toBe("");
  });

  it("are those of the keyboard's own layout, as the browser tells it", async () => {
    await readLayout({
      getLayoutMap: async () =>
        new Map([
          ["KeyW", "z"],
          ["KeyM", ","],
        ]),
    });
    expect(keyName(USUAL, "up", "keys")).toBe("Z");
    // This one goes by its letter.
    expect(keyName(USUAL, "mute", "keys")).toBe("M");
  });

  it("are learned from the keys that are pressed where the browser tells none", async () => {
    await readLayout(undefined);
    await readLayout({ getLayoutMap: () => Promise.reject(new Error("forbidden")) });
    pressed("KeyA", "q");
    pressed("Space", " ");
    expect(keyName(USUAL, "left", "keys")).toBe("Q");
    expect(keyName(USUAL, "secondary", "keys")).toBe("Space");
  });
});

describe("what an action is called", () => {
  it("stands in the settings, under one heading", () => {
    expect(GROUPS.flatMap(({ actions }) => actions).sort()).toEqual([...ACTION_IDS].sort());
    expect(ACTION_IDS.filter((action) => actionLabel(action) === "")).toEqual([]);
  });

  it("is said by the game, for what is the game's own", () => {
    expect(actionLabel("primary", arena)).toBe("Fire");
    expect(actionLabel("primary", puck)).toBe("Dash where you go");
    expect(actionLabel("tertiary", puck)).toBe("");
    expect(actionLabel("scores", puck)).toBe("Scores");
    expect(actionLabel("primary")).toBe("Fire");
  });
});
