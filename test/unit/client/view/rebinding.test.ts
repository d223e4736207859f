// @vitest-environment happy-dom
import { render } from "lit-html";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { SettingsStore } from "#client/settings.ts";
import { card } from "#client/view/games/arena/card.ts";
import { bindingsOf } from "#client/view/input/bindings.ts";
import { LatePads } from "#client/view/input/late-pads.ts";
import { BindingsTable } from "#client/view/parts/settings/bindings.ts";
import { memory } from "#test/support/memory.ts";

let settings: SettingsStore;
let table: BindingsTable;
let pads: object[] = [];

function show(pad: boolean): void {
  document.body.innerHTML = "<div></div>";
  settings = new SettingsStore(memory());
  const redraw = () => render(table.view(), document.body.firstElementChild as HTMLElement);
  table = new BindingsTable({ settings, pad, card: () => card, redraw });
  settings.watch(redraw);
  redraw();
}

const by = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const keys = (action: "primary" | "secondary") => bindingsOf(settings.value).of(action, "keys");
const turns = () => new Promise((resolve) => setTimeout(resolve, 5));
async function press(code: string, key: string): Promise<void> {
  document.body.dispatchEvent(new KeyboardEvent("keydown", { code, key, bubbles: true, cancelable: true }));
  await turns();
}
const pad = (...down: number[]) => ({
  mapping: "standard",
  buttons: Array.from({ length: 17 }, (_, n) => ({ pressed: down.includes(n), value: down.includes(n) ? 1 : 0 })),
});

beforeEach(() => {
  vi.stubGlobal("requestAnimationFrame", (work: () => void) => setTimeout(work, 1));
  pads = [];
  Object.defineProperty(navigator, "getGamepads", { value: () => pads, configurable: true });
  show(false);
});

describe("a key that is to be bound otherwise", () => {
  it("takes the place of the one that was pressed for it", async () => {
    by("bind-primary-KeyO")?.click();
    expect(document.body.textContent).toContain("Press a key or a mouse button.");
    await press("KeyP", "p");
    expect(keys("primary")).toEqual(["KeyP"]);
    expect(document.activeElement).toBe(by("bind-primary-KeyP"));
    // And no more is waited for.
    await press("KeyX", "x");
    expect(keys("primary")).toEqual(["KeyP"]);
  });

  it("that is another action's is asked about first, with the focus on the answer, and swapped", async () => {
    by("bind-primary-KeyO")?.click();
    await press("Space", " ");
    expect(keys("primary")).toEqual(["KeyO"]);
    expect(document.querySelector(".clash")?.textContent).toContain("Space is Dash already.");
    expect(document.activeElement).toBe(by("clash-swap"));
    by("clash-swap")?.click();
    await turns();
    expect(keys("primary")).toEqual(["Space"]);
    expect(keys("secondary")).toEqual(["KeyO", "ShiftLeft", "ShiftRight"]);
    expect(document.querySelector(".clash")).toBeNull();
  });

  it.each([
    ["clash-take", ["Space"], ["ShiftLeft", "ShiftRight"]],
    ["clash-leave", ["KeyO"], ["Space", "ShiftLeft", "ShiftRight"]],
  ])("or answered with %s", async (answer, primary, secondary) => {
    by("bind-primary-KeyO")?.click();
    await press("Space", " ");
    by(answer)?.click();
    expect([keys("primary"), keys("secondary")]).toEqual([primary, secondary]);
  });

  it("stays with Escape, and goes with Backspace", async () => {
    by("bind-primary-KeyO")?.click();
    await press("Escape", "Escape");
    expect(keys("primary")).toEqual(["KeyO"]);
    by("bind-primary-KeyO")?.click();
    await press("Backspace", "Backspace");
    expect(keys("primary")).toEqual([]);
    by("reset-keys")?.click();
    expect(keys("primary")).toEqual(["KeyO"]);
  });

  it("is not waited for once the tab is left", async () => {
    by("bind-primary-KeyO")?.click();
    table.leave();
    await press("KeyP", "p");
    expect(keys("primary")).toEqual(["KeyO"]);
  });
});

describe("a pad's button", () => {
  it("is bound when it goes down, and not the one that is down already", async () => {
    show(true);
    pads = [pad(0)];
    by("bind-primary-7")?.click();
    await turns();
    expect(bindingsOf(settings.value).of("primary", "pad")).toEqual(["7", "5"]);
    pads = [pad(0, 16)];
    await expect.poll(() => bindingsOf(settings.value).of("primary", "pad")).toEqual(["16", "5"]);
  });
});

describe("the code for pads", () => {
  it("comes with the first pad, and is stopped with the rest", async () => {
    const late = new LatePads(settings);
    const read = () => late.read(performance.now(), undefined, () => {});
    expect(read()).toMatchObject({ moveX: 0, usedAt: 0 });
    vi.spyOn(document, "hasFocus").mockReturnValue(true);
    const stick = (x: number) => ({ index: 0, id: "pad", connected: true, axes: [x, 0, 0, 0], ...pad() });
    pads = [stick(0)];
    dispatchEvent(new Event("gamepadconnected"));
    const pushed = () => {
      pads = [stick(0)];
      read();
      pads = [stick(1)];
      return read().moveX;
    };
    await expect.poll(pushed).toBe(1);
    late.stop();
  });
});
