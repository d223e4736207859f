/**
 * @vitest-environment happy-dom
 * A panel that has just appeared takes no press, whenever and however it comes.
 */
import { html, nothing, render } from "lit-html";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FRESH_MS, fresh, MOST_MS } from "#client/view/parts/fresh.ts";

let pressed = 0;
const show = (shown: boolean) =>
  render(
    shown
      ? html`<section ${fresh()}><button @click=${() => {
          pressed += 1;
        }}>Leave</button></section>`
      : nothing,
    document.body,
  );
const panel = () => document.querySelector("section");
const pass = (ms: number) => vi.advanceTimersByTime(ms);
const down = () => dispatchEvent(new Event("pointerdown"));
const key = (name: string, repeat = false) => dispatchEvent(new KeyboardEvent("keydown", { key: name, repeat }));

beforeEach(() => {
  pressed = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  show(false);
  vi.runAllTimers();
  vi.useRealTimers();
});

describe("a panel that has just appeared", () => {
  it("is inert for half a second, and drawn again it stays as it is", () => {
    show(true);
    pass(FRESH_MS - 1);
    show(true);
    expect(panel()?.hasAttribute("inert")).toBe(true);
    pass(1);
    expect(panel()?.hasAttribute("inert")).toBe(false);
    show(true);
    expect(panel()?.hasAttribute("inert")).toBe(false);
  });

  it("is held back again when it appears again", () => {
    show(true);
    pass(FRESH_MS);
    show(false);
    show(true);
    expect(panel()?.hasAttribute("inert")).toBe(true);
  });

  it.each([
    ["the mouse", down],
    ["Space", () => key(" ")],
    ["Enter", () => key("Enter")],
  ])("waits for half a second without a press of %s, and not for ever", (_, press) => {
    show(true);
    pass(FRESH_MS - 100);
    press();
    pass(FRESH_MS - 1);
    expect(panel()?.hasAttribute("inert")).toBe(true);
    pass(1);
    expect(panel()?.hasAttribute("inert")).toBe(false);
    show(false);
    show(true);
    for (let ms = 0; ms < MOST_MS; ms += 100) {
      expect(panel()?.hasAttribute("inert"), `${ms} ms`).toBe(true);
      press();
      pass(100);
    }
    expect(panel()?.hasAttribute("inert")).toBe(false);
  });

  it("does not wait for other keys, nor for one that is held", () => {
    show(true);
    pass(FRESH_MS - 100);
    key("w");
    key(" ", true);
    pass(100);
    expect(panel()?.hasAttribute("inert")).toBe(false);
  });

  it("takes no click of a script either, until it takes them all", () => {
    show(true);
    const button = document.querySelector("button");
    button?.click();
    expect(pressed).toBe(0);
    pass(FRESH_MS);
    button?.click();
    expect(pressed).toBe(1);
  });
});
