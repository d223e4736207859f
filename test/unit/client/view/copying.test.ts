/**
 * @vitest-environment happy-dom
 * A link that is copied, or that the browser does not let a page copy: the button says which.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PageScope } from "#client/view/page-scope.ts";
import { Copying } from "#client/view/parts/copy.ts";

let scope: PageScope;
let copying: Copying;

/** @param selects whether the old way, by a selection, works */
function browser(writes: () => Promise<void>, selects: boolean): void {
  vi.stubGlobal("navigator", { clipboard: { writeText: writes } });
  document.execCommand = () => selects;
}

const words = () => [copying.state, copying.label("Copy link"), copying.status];

beforeEach(() => {
  vi.useFakeTimers();
  scope = new PageScope();
  copying = new Copying({ text: () => "https://scrim.example/m/4G7K2M9QXZ", scope, redraw: () => {} });
});
afterEach(() => {
  scope.end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const refuse = () => Promise.reject(new DOMException("no permission", "NotAllowedError"));

describe("the button that copies a link", () => {
  it.each([
    ["the clipboard takes it", () => Promise.resolve(), false, ["copied", "Copied", "Link copied"]],
    ["a selection can be copied", refuse, true, ["copied", "Copied", "Link copied"]],
    ["neither works", refuse, false, ["failed", "Not copied", "The browser does not let this page copy"]],
  ] as const)("where %s says so, for a moment", async (_, writes, selects, says) => {
    browser(writes, selects);
    expect(words()).toEqual(["rests", "Copy link", ""]);
    void copying.copy();
    await vi.advanceTimersByTimeAsync(0);
    expect(words()).toEqual(says);
    await vi.advanceTimersByTimeAsync(2000);
    expect(words()).toEqual(["rests", "Copy link", ""]);
  });
});
