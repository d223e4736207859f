import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SettingsStore } from "#client/settings.ts";
import type { Controls } from "#client/view/input/controls.ts";
import { Gamepads } from "#client/view/input/gamepad.ts";
import { InputDevices } from "#client/view/input/input-devices.ts";
import { LATCH } from "#client/view/input/latch.ts";
import { memory } from "#test/support/memory.ts";
import { Page, PageElement } from "#test/support/page.ts";

const BODY = { x: 500, y: 300 };
const FRAME = 16;

let page: Page;
let devices: InputDevices;
let losses: number;
let settings: SettingsStore;
let commands: string[];

beforeEach(() => {
  page = new Page();
  losses = 0;
  // A surface of the fake page has all that the devices ask of an element.
  const surface = page.surface as unknown as HTMLElement;
  settings = new SettingsStore(memory());
  commands = [];
  devices = new InputDevices(
    surface,
    settings,
    () => {
      losses += 1;
    },
    (action, isDown) => void commands.push(`${action} ${isDown ? "down" : "up"}`),
    new Gamepads(settings),
  );
});
afterEach(() => {
  devices.stop();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** What the next drawn frame reads. */
function frame(): Controls {
  page.now += FRAME;
  return devices.read(page.now, BODY, 1);
}
/** What a frame reads when all taps have been seen. */
function later(ms = LATCH + FRAME): Controls {
  frame();
  page.now += ms;
  return frame();
}
const actions = ({ actions: held }: Controls) => [...held].sort();
const REST = { moveX: 0, moveY: 0 };

describe("keys whose way up is not told", () => {
  it("are let go when Cmd takes part, at its way down and at its way up", () => {
    page.key("keydown", "KeyD");
    expect(frame()).toMatchObject({ moveX: 1 });
    page.key("keydown", "MetaLeft", { metaKey: true });
    expect(later()).toMatchObject(REST);
    // Pressed with Cmd it is the browser's, and no keyup follows.
    page.key("keydown", "KeyW", { metaKey: true });
    expect(later()).toMatchObject(REST);
    page.key("keyup", "MetaLeft");
    expect(later()).toMatchObject(REST);
  });

  it("are let go when a press of Cmd itself went elsewhere", () => {
    page.key("keydown", "KeyD");
    page.key("keydown", "KeyC", { metaKey: true });
    expect(later()).toMatchObject(REST);
  });

  it("move again when the key that is held still repeats, and no action does", () => {
    page.key("keydown", "KeyD");
    page.key("keydown", "Space");
    page.key("keydown", "MetaLeft", { metaKey: true });
    page.key("keyup", "MetaLeft");
    page.key("keydown", "KeyD", { repeat: true });
    page.key("keydown", "Space", { repeat: true });
    const controls = later();
    expect(controls).toMatchObject({ moveX: 1 });
    expect(actions(controls)).toEqual([]);
    page.key("keyup", "KeyD");
    expect(later()).toMatchObject(REST);
  });

  it.each([
    ["the window loses the focus", () => page.fire("blur", {}, page.window)],
    ["the page is hidden", () => page.hide()],
    ["the page is kept for going back", () => page.fire("pagehide", {}, page.window)],
    ["the page is frozen", () => page.document.dispatchEvent(new Event("freeze"))],
    ["the screen is filled", () => page.document.dispatchEvent(new Event("fullscreenchange"))],
    ["the phone is turned", () => page.fire("orientationchange", {}, page.window)],
    ["a menu opens over the HUD", () => page.fire("contextmenu")],
    ["something is dragged", () => page.fire("dragstart")],
    ["the page is printed", () => page.fire("beforeprint", {}, page.window)],
    ["a field gets the focus", () => page.fire("focusin", {}, new PageElement("input", "label"))],
    ["a dialog opens", () => page.fire("focusin", {}, new PageElement("button", "dialog"))],
  ])("are let go when %s: every device, and at once", (_, lose) => {
    page.pads = [{ axes: [0, 0, 0, 0] }];
    frame();
    page.pads = [{ axes: [1, 0, 0, 0], down: [7] }];
    page.key("keydown", "KeyS");
    page.pointer("down", { button: 2, buttons: 2, clientX: 900 });
    page.pointer("down", { pointerId: 5, pointerType: "touch", clientX: 100, clientY: 100, button: 0, buttons: 1 });
    page.pointer("move", { pointerId: 5, pointerType: "touch", clientX: 100, clientY: 20, buttons: 1 });
    devices.hold("tertiary", 6);
    expect(actions(frame())).toEqual(["primary", "secondary", "tertiary"]);
    lose();
    expect(losses).toBe(1);
    const controls = frame();
    expect(controls).toMatchObject({ ...REST, aim: undefined, pointer: undefined });
    expect(actions(controls)).toEqual([]);
  });

  it("does not let go for a menu or a drag that the stage forbids, nor for what is no field", () => {
    page.key("keydown", "KeyD");
    expect(page.fire("contextmenu", {}, page.surface).defaultPrevented).toBe(true);
    page.fire("focusin", {}, new PageElement("button"));
    expect(later()).toMatchObject({ moveX: 1 });
  });

  it("a press that no frame has read is not read when the page is back", () => {
    page.key("keydown", "Space");
    page.key("keyup", "Space");
    devices.click("ready");
    page.hide();
    page.now += 60_000;
    expect(actions(frame())).toEqual([]);
  });

  it("of two Shift keys one is let go by any event without Shift", () => {
    page.key("keydown", "ShiftLeft", { shiftKey: true });
    page.key("keydown", "ShiftRight", { shiftKey: true });
    page.key("keyup", "ShiftLeft", { shiftKey: true });
    expect(actions(later())).toEqual(["secondary"]);
    page.pointer("move", { clientX: 3 });
    expect(actions(later())).toEqual([]);
  });
});

describe("keys of every keyboard", () => {
  it("steer by their place: AZERTY, and a keyboard whose language is composed", () => {
    page.key("keydown", "KeyW", { key: "z" });
    page.key("keydown", "KeyA", { key: "Process", keyCode: 229 });
    const { moveX, moveY } = frame();
    expect([moveX, moveY].map(Math.sign)).toEqual([-1, -1]);
    page.key("keyup", "KeyW", { key: "z" });
    page.key("keyup", "KeyA", { key: "q" });
    expect(later()).toMatchObject(REST);
  });

  it.each(["", "Unidentified"])("steer by their letter where the place is told as %j", (code) => {
    page.key("keydown", code, { key: "w" });
    expect(frame()).toMatchObject({ moveY: -1 });
    page.key("keyup", code, { key: "W", shiftKey: true });
    expect(later()).toMatchObject(REST);
  });

  it.each([
    ["KeyD", ""],
    ["", "KeyD"],
  ])("are let go though the place is told as %j at first and as %j in the end", (first, last) => {
    page.key("keydown", first, { key: "d" });
    page.key("keyup", last, { key: "d" });
    expect(later()).toMatchObject(REST);
  });

  it("a press shorter than a frame counts once", () => {
    page.key("keydown", "Space");
    page.key("keyup", "Space");
    expect(actions(frame())).toEqual(["secondary"]);
    page.now += LATCH;
    expect(actions(frame())).toEqual([]);
  });

  it("keys of a browser or of a field are none of ours, and an event without a key harms nothing", () => {
    for (const modifier of ["ctrlKey", "altKey", "metaKey"]) page.key("keydown", "KeyD", { [modifier]: true });
    page.key("keydown", "KeyD", {}, new PageElement("input", "label"));
    page.fire("keydown", {}, new PageElement("input"));
    page.fire("keydown");
    page.document.dialog = true;
    page.key("keydown", "KeyD");
    expect(frame()).toMatchObject(REST);
  });

  it("Alt does not open a menu that would take the keys after it", () => {
    expect(page.key("keydown", "AltLeft", { altKey: true }).defaultPrevented).toBe(true);
    expect(page.key("keyup", "AltLeft").defaultPrevented).toBe(true);
  });
});

describe("a mouse", () => {
  const down = (button: number, buttons: number, target?: EventTarget) =>
    page.pointer("down", { button, buttons, clientX: 600, clientY: 300 }, target);

  it("has two buttons, the second of which comes as a move", () => {
    down(0, 1);
    page.pointer("move", { button: 2, buttons: 3 });
    expect(actions(later())).toEqual(["primary", "secondary"]);
    page.pointer("move", { button: 0, buttons: 2 });
    expect(actions(later())).toEqual(["secondary"]);
    page.pointer("up", { button: 2, buttons: 0 });
    expect(actions(later())).toEqual([]);
  });

  it("whose button went up outside is known to be up by its next move", () => {
    down(0, 1);
    expect(actions(later())).toEqual(["primary"]);
    page.pointer("move", { buttons: 0 }, page.body);
    expect(actions(later())).toEqual([]);
  });

  it("that comes with a button down, or was pressed over a panel, presses nothing", () => {
    page.pointer("move", { buttons: 1, clientX: 10 });
    down(0, 1, new PageElement("aside"));
    page.pointer("move", { buttons: 1, clientX: 20 });
    expect(actions(later())).toEqual([]);
  });

  it("is let go when the browser takes it", () => {
    down(0, 1);
    page.pointer("cancel", { buttons: 1 });
    expect(actions(later())).toEqual([]);
  });

  it("points nowhere while it moves over a dialog", () => {
    page.pointer("move", { clientX: 600, clientY: 300 });
    page.pointer("move", { clientX: 10, clientY: 10 }, new PageElement("input", "dialog"));
    expect(frame().pointer).toEqual({ dx: 100, dy: 0 });
  });

  it("that browsers make up for a finger is none", () => {
    page.pointer("move", { clientX: 600 });
    page.fire("mousedown", { button: 0, buttons: 1 }, page.surface);
    expect(actions(later())).toEqual([]);
  });

  it("does not scroll by its middle button", () => {
    expect(page.fire("mousedown", { button: 1 }, page.surface).defaultPrevented).toBe(true);
  });
});

describe("fingers", () => {
  const finger = (type: string, pointerId: number, clientX: number, more: object = {}) => {
    const isPrimary = pointerId === 1;
    return page.pointer(type, {
      pointerId,
      pointerType: "touch",
      isPrimary,
      clientX,
      clientY: 300,
      buttons: 1,
      ...more,
    });
  };
  /** A thumb on the left half that pushes its stick to the right. */
  const push = (pointerId: number) => {
    finger("down", pointerId, 100);
    finger("move", pointerId, 200);
  };

  it.each(["up", "cancel"])("that are %s let go of their stick", (type) => {
    push(1);
    expect(frame()).toMatchObject({ moveX: 1 });
    finger(type, 1, 200, { buttons: 0 });
    expect(frame()).toMatchObject(REST);
  });

  it("whose capture is lost let go", () => {
    push(1);
    page.fire("lostpointercapture", { pointerId: 1 });
    expect(frame()).toMatchObject(REST);
  });

  it("that the system took without a word are gone when the next first finger comes", () => {
    push(1);
    devices.hold("secondary", 2);
    finger("down", 2, 900, { isPrimary: false });
    finger("down", 7, 800, { isPrimary: true });
    const controls = later(300);
    expect(controls).toMatchObject(REST);
    expect(actions(controls)).toEqual([]);
  });

  it.each(["touchend", "touchcancel"])("that the system took are gone when a %s counts none", (type) => {
    push(1);
    page.fire(type, { touches: [] });
    expect(frame()).toMatchObject(REST);
  });

  it("of a palm that rests give way to a thumb, and one that steers does not", () => {
    finger("down", 3, 120);
    push(4);
    expect(frame()).toMatchObject({ moveX: 1 });
    finger("down", 5, 300);
    finger("move", 5, 200);
    expect(frame()).toMatchObject({ moveX: 1 });
  });

  it("hold a button of the page for as long as they are down, wherever they go up", () => {
    finger("down", 4, 900, {});
    devices.hold("secondary", 4);
    expect(actions(later(500))).toEqual(["secondary"]);
    finger("up", 4, 10, { buttons: 0 });
    expect(actions(later(500))).toEqual([]);
  });

  it("do not swipe to another page from the rim", () => {
    const touch = (clientX: number) => page.fire("touchstart", { changedTouches: [{ clientX }] }, page.surface);
    expect([touch(5), touch(990), touch(500)].map(({ defaultPrevented }) => defaultPrevented)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("a pen that leaves the screen without a word is up", () => {
    page.pointer("down", { pointerId: 9, pointerType: "pen", clientX: 100, clientY: 300, button: 0, buttons: 1 });
    page.pointer("move", { pointerId: 9, pointerType: "pen", clientX: 200, clientY: 300, buttons: 1 });
    expect(frame()).toMatchObject({ moveX: 1 });
    page.pointer("move", { pointerId: 9, pointerType: "pen", clientX: 220, clientY: 300, buttons: 0 });
    expect(frame()).toMatchObject(REST);
  });
});

describe("gamepads", () => {
  const AXES = { rest: [0.02, -0.03, 0, 0], right: [1, 0, 0, 0], aimDown: [0, 0, 0, 1] };
  const pad = (axes: readonly number[], down: readonly number[] = [], more: object = {}) => {
    page.pads = [{ axes, down, ...more }];
    return frame();
  };

  it("of no known layout do nothing, and leave the mouse its aim", () => {
    page.pointer("move", { clientX: 500, clientY: 400 });
    const odd = { mapping: "" };
    for (const axes of [
      [-1, -1, -1, -1, -1, -1],
      [0, 0, 0, 0],
      [1, 1, 1, 1],
    ])
      pad(axes, [0, 7], odd);
    const controls = pad([-1, -1, -1, -1, -1, -1], [0, 7], odd);
    expect(controls).toMatchObject({ ...REST, aim: Math.PI / 2, pointer: { dx: 0, dy: 100 } });
    expect(actions(controls)).toEqual([]);
  });

  it("act once they have been seen at rest", () => {
    expect(pad(AXES.right, [7])).toMatchObject(REST);
    expect(actions(pad(AXES.right, [7]))).toEqual([]);
    pad(AXES.rest);
    const controls = pad(AXES.right, [7]);
    expect(controls.moveX).toBeCloseTo(1);
    expect(actions(controls)).toEqual(["primary"]);
  });

  it("whose axes rest at -1 never act", () => {
    page.pointer("move", { clientX: 500, clientY: 400 });
    for (let n = 0; n < 300; n++) pad([-1, -1, -1, -1]);
    expect(frame()).toMatchObject({ ...REST, aim: Math.PI / 2 });
  });

  it("whose stick is worn rest where it lies, and steer from there", () => {
    for (let n = 0; n < 120; n++) pad([0.31, 0.05, 0, 0]);
    expect(frame()).toMatchObject(REST);
    expect(pad([-0.7, 0.05, 0, 0]).moveX).toBeCloseTo(-1);
  });

  it("that a mouse moved after do not aim, though their stick is held still", () => {
    pad(AXES.rest);
    expect(pad(AXES.aimDown).aim).toBeCloseTo(Math.PI / 2);
    page.pointer("move", { clientX: 900, clientY: 300 });
    expect(pad(AXES.aimDown).aim).toBe(0);
    expect(pad([0, 0, 0, -1]).aim).toBeCloseTo(-Math.PI / 2);
  });

  it("hold a trigger and leave the mouse its aim", () => {
    pad(AXES.rest);
    pad(AXES.rest, [7]);
    page.pointer("move", { clientX: 900, clientY: 300 });
    const controls = pad(AXES.rest, [7]);
    expect(controls.aim).toBe(0);
    expect(actions(controls)).toEqual(["primary"]);
  });

  it("that go, or are plugged in again within a frame, have let go", () => {
    pad(AXES.rest);
    expect(pad(AXES.right, [7]).moveX).toBeCloseTo(1);
    page.pads = [null];
    expect(later()).toMatchObject(REST);
    expect(pad(AXES.right, [7])).toMatchObject(REST);
    pad(AXES.rest);
    expect(pad(AXES.right).moveX).toBeCloseTo(1);
    page.fire("gamepadconnected", { gamepad: { index: 0, id: "pad" } }, page.window);
    expect(pad(AXES.right)).toMatchObject(REST);
  });

  it("that fall asleep with a stick held let go of it, until they say something else", () => {
    pad(AXES.rest);
    expect(pad(AXES.right).moveX).toBeCloseTo(1);
    page.now += 20_000;
    expect(pad(AXES.right)).toMatchObject(REST);
    pad(AXES.rest);
    expect(pad(AXES.right).moveX).toBeCloseTo(1);
  });

  it("are another window's while this one has no focus", () => {
    pad(AXES.rest);
    page.document.focused = false;
    expect(pad(AXES.right, [7])).toMatchObject(REST);
    page.document.focused = true;
    expect(pad(AXES.right, [7])).toMatchObject(REST);
  });

  it("of several the one that is used last counts", () => {
    page.pads = [
      { id: "phantom", axes: [0, 0, 0, 0] },
      { id: "real", axes: [0, 0, 0, 0] },
    ];
    frame();
    page.pads = [
      { id: "phantom", axes: [0, 0, 0, 0] },
      { id: "real", axes: [1, 0, 0, 0], down: [0] },
    ];
    const controls = frame();
    expect(controls.moveX).toBeCloseTo(1);
    expect(actions(controls)).toEqual(["secondary"]);
    page.pads = [
      { id: "phantom", axes: [0, -1, 0, 0] },
      { id: "real", axes: [1, 0, 0, 0] },
    ];
    expect(frame().moveX).toBeCloseTo(0);
  });

  it("that say no number say nothing", () => {
    pad([Number.NaN, Number.POSITIVE_INFINITY]);
    expect(pad([Number.NaN, Number.NaN, Number.NaN, Number.NaN])).toMatchObject({ ...REST, aim: undefined });
  });
});

describe("buttons that the player has bound otherwise", () => {
  it("are keys for what they stand for now, and no more for what they stood for", () => {
    settings.set({ bindings: { keys: { secondary: ["KeyP"], up: ["KeyE"] } } });
    page.key("keydown", "Space");
    page.key("keydown", "KeyW");
    page.key("keydown", "KeyP");
    page.key("keydown", "KeyE");
    const controls = frame();
    expect(actions(controls)).toEqual(["secondary"]);
    expect(controls).toMatchObject({ moveX: 0, moveY: -1 });
  });

  it("are let go though they stand for something else by then", () => {
    page.key("keydown", "KeyD");
    expect(frame()).toMatchObject({ moveX: 1 });
    settings.set({ bindings: { keys: { right: [], tertiary: ["KeyD"] } } });
    page.key("keyup", "KeyD");
    expect(later()).toMatchObject(REST);
  });

  it("are the mouse's: the side button fires and goes nowhere, the left one does nothing", () => {
    settings.set({ bindings: { mouse: { primary: ["3"], left: ["0"] } } });
    page.pointer("down", { button: 3, buttons: 8, clientX: 600, clientY: 300 });
    expect(page.fire("mousedown", { button: 3 }, page.surface).defaultPrevented).toBe(true);
    expect(page.fire("mousedown", { button: 4 }, page.surface).defaultPrevented).toBe(false);
    page.pointer("move", { button: 0, buttons: 9, clientX: 600, clientY: 300 });
    const controls = frame();
    expect(actions(controls)).toEqual(["primary"]);
    expect(controls).toMatchObject({ moveX: -1 });
  });

  it("are the pad's, the cross among them", () => {
    settings.set({ bindings: { pad: { tertiary: ["1"], primary: [] } } });
    page.pads = [{ axes: [0, 0, 0, 0] }];
    frame();
    page.pads = [{ axes: [0, 0, 0, 0], down: [1, 2, 7, 14] }];
    const controls = frame();
    expect(actions(controls)).toEqual(["tertiary"]);
    expect(controls).toMatchObject({ moveX: -1, moveY: 0 });
  });

  it("of mouse and pad tell the match what is none of the game's, once when they go down and once when they go up", () => {
    page.pads = [{ axes: [0, 0, 0, 0] }];
    frame();
    page.pads = [{ axes: [0, 0, 0, 0], down: [3] }];
    page.pointer("down", { button: 1, buttons: 4 });
    frame();
    frame();
    expect(commands.sort()).toEqual(["ping down", "scores down"]);
    page.hide();
    expect(commands.slice(2).sort()).toEqual(["ping up", "scores up"]);
  });
});

describe("fire that need not be held", () => {
  const press = () => page.key("keydown", "KeyO");
  const release = () => page.key("keyup", "KeyO");

  it("goes on after a press, until the next one, the death, or a loss", () => {
    settings.set({ fireToggles: true });
    press();
    frame();
    release();
    expect(actions(later())).toEqual(["primary"]);
    press();
    expect(actions(frame())).toEqual([]);
    release();
    later();
    press();
    expect(actions(frame())).toEqual(["primary"]);
    release();
    page.now += FRAME;
    devices.read(page.now, undefined, 1);
    expect(actions(later())).toEqual([]);
    press();
    frame();
    page.hide();
    expect(actions(later())).toEqual([]);
  });

  it("is not asked for: the usual button is held", () => {
    press();
    frame();
    release();
    expect(actions(later())).toEqual([]);
  });
});

describe("who aims", () => {
  it("is the keyboard once it has, and the mouse again when it moves", () => {
    page.pointer("move", { clientX: 900, clientY: 300 });
    expect(frame().aim).toBe(0);
    page.key("keydown", "KeyK");
    for (let n = 0; n < 60; n++) frame();
    page.key("keyup", "KeyK");
    expect(later().aim).toBeCloseTo(Math.PI / 2);
    // It moves on without turning away.
    page.key("keydown", "KeyA");
    expect(frame()).toMatchObject({ moveX: -1, aim: expect.closeTo(Math.PI / 2) });
    page.pointer("move", { clientX: 900, clientY: 301 });
    expect(frame().aim).toBeCloseTo(0, 1);
  });

  it("with the pad's sticks changed over is the left one", () => {
    settings.set({ padSwap: true });
    page.pads = [{ axes: [0, 0, 0, 0] }];
    frame();
    page.pads = [{ axes: [0, 1, 1, 0] }];
    expect(frame()).toMatchObject({ moveX: 1, moveY: 0, aim: Math.PI / 2 });
  });
});

describe("what is in hand", () => {
  const trembled: string[] = [];
  beforeEach(() => {
    trembled.length = 0;
    const playEffect = async () => void trembled.push("pad");
    vi.stubGlobal("navigator", {
      getGamepads: () => page.padsNow().map((pad) => pad && { ...pad, vibrationActuator: { playEffect } }),
      vibrate: () => trembled.push("phone"),
    });
  });
  const feel = () => {
    page.now += 1000;
    devices.rumble(0.8);
  };

  it("trembles: the pad or the phone that was used last, and nothing for keys and mouse", () => {
    feel();
    page.pads = [{ axes: [0, 0, 0, 0] }];
    frame();
    page.pads = [{ axes: [1, 0, 0, 0] }];
    frame();
    feel();
    page.key("keydown", "KeyD");
    feel();
    page.now += 10;
    page.pointer("down", { pointerId: 5, pointerType: "touch", clientX: 100, buttons: 1 });
    feel();
    expect(trembled).toEqual(["pad", "phone"]);
  });

  it("does not where the player does not want it", () => {
    settings.set({ vibrates: false });
    page.pointer("down", { pointerId: 5, pointerType: "touch", clientX: 100, buttons: 1 });
    feel();
    expect(trembled).toEqual([]);
  });

  it("has a crosshair before the body where it has no pointer", () => {
    page.pointer("move", { clientX: 900, clientY: 300 });
    expect(frame().heading).toBeUndefined();
    page.key("keydown", "KeyI");
    for (let n = 0; n < 60; n++) frame();
    expect(frame().heading).toBeCloseTo(-Math.PI / 2);
  });

  it("is not the match's pad while a menu has it, nor what was down as the menu closed", () => {
    page.pads = [{ axes: [0, 0, 0, 0] }];
    frame();
    page.document.dialog = true;
    page.pads = [{ axes: [1, 0, 0, 0], down: [7] }];
    expect(actions(frame())).toEqual([]);
    page.document.dialog = false;
    expect(actions(frame())).toEqual([]);
    expect(frame()).toMatchObject({ moveX: 0 });
  });
});
