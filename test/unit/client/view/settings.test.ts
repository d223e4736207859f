import { describe, expect, it, vi } from "vitest";
import { CodeFiles } from "#client/net/code-files.ts";
import { SettingsStore } from "#client/settings.ts";
import { SettingsOpener } from "#client/view/parts/settings.ts";
import { memory } from "#test/support/memory.ts";
import { textOf } from "#test/support/template.ts";

/** The settings of a page whose line is down until the test says otherwise. */
function bench() {
  const line = { down: true };
  const fetch = async () => {
    if (line.down) throw new TypeError("offline");
    return new Response("x");
  };
  const opener = new SettingsOpener({
    settings: new SettingsStore(memory()),
    code: new CodeFiles(fetch, { settings: [["/settings.js", 1]] }),
    redraw: () => {},
  });
  const text = () => textOf(opener.view());
  return { line, opener, text, comes: (words: RegExp) => expect.poll(text).toMatch(words) };
}

const quiet = () => vi.spyOn(console, "error").mockImplementation(() => {});

describe("the settings", () => {
  it("say that they do not come, and open when they are tried again", async () => {
    quiet();
    const { line, opener, text, comes } = bench();
    expect(text()).toBe("");
    opener.open();
    expect(text()).toBe("Loading the settings …");
    await comes(/did not come.* Try again Load the page again/);
    line.down = false;
    opener.open();
    expect(text()).toBe("Loading the settings …");
    await comes(/^Settings /);
  });

  it("open at once when they have been loaded", async () => {
    const { line, opener, text, comes } = bench();
    line.down = false;
    opener.open();
    await comes(/^Settings /);
    opener.open();
    expect(text()).toMatch(/^Settings /);
  });

  it("do not open on a page that was shown meanwhile, but there too when they are asked for", async () => {
    const { line, opener, text, comes } = bench();
    line.down = false;
    opener.open();
    opener.leave();
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(text()).toBe("");
    opener.open();
    await comes(/^Settings /);
  });

  it("say nothing of their failure on a page that was shown meanwhile", async () => {
    const log = quiet();
    const { opener, text } = bench();
    opener.open();
    opener.leave();
    await expect.poll(() => log.mock.calls.length).toBeGreaterThan(0);
    expect(text()).toBe("");
  });
});
