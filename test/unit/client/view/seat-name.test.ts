import { describe, expect, it } from "vitest";
import type { BrowserStorage } from "#client/browser-storage.ts";
import { ApiFailure } from "#client/net/api.ts";
import type { Link } from "#client/session/types.ts";
import { SettingsStore } from "#client/settings.ts";
import { SeatName } from "#client/view/match/seat-name.ts";
import { API_ERROR } from "#shared/protocol/index.ts";

const settled = () => new Promise((resolve) => setTimeout(resolve));

function keep(text?: string): BrowserStorage & { text: string | undefined } {
  return {
    text,
    get() {
      return this.text;
    },
    set(next) {
      this.text = next;
    },
  };
}

describe("a saved name", () => {
  const saved = (name: unknown) => new SettingsStore(keep(JSON.stringify({ name, volume: 0.25 })));

  it.each([["Ann"], ["علی\u200Cرضا"], ["👨‍👩‍👧‍👦".repeat(20)]])("%s is used", (name) => {
    expect(saved(name).value.name).toBe(name);
    expect(saved(name).nameProblem).toBe("");
  });

  it.each([["\u{1D159}"], ["a\u200Bb"], ["x".repeat(21)], ["a\u202Eb"]])(
    "%j that is refused counts as none, and says why",
    (name) => {
      const settings = saved(name);
      expect(settings.value).toMatchObject({ name: "", volume: 0.25 });
      expect(settings.nameProblem).toMatch(/^Your saved name cannot be used\. .+\.$/);
      settings.set({ volume: 0.5 });
      expect(settings.nameProblem).not.toBe("");
      settings.set({ name: "Ann" });
      expect(settings.nameProblem).toBe("");
    },
  );

  it.each([[undefined], [""], [7], [null]])("%j is none, without a word", (name) => {
    expect(saved(name).value.name).toBe("");
    expect(saved(name).nameProblem).toBe("");
  });
});

/** A player in a match, and a server that answers when it is told to. */
function seated({ state = "live" }: { state?: Link["state"] } = {}) {
  const settings = new SettingsStore(keep(JSON.stringify({ name: "Ann" })));
  const asked: string[] = [];
  const answers: ((failure?: Error) => void)[] = [];
  const session = {
    link: { state } as Link,
    watchers: new Set<() => void>(),
    watch(changed: () => void) {
      this.watchers.add(changed);
      return () => this.watchers.delete(changed);
    },
  };
  const seat = new SeatName("Ann", (name) => {
    asked.push(name);
    return new Promise<void>((resolve, reject) => answers.push((failure) => (failure ? reject(failure) : resolve())));
  });
  const become = async (next: Link) => {
    session.link = next;
    for (const watcher of session.watchers) watcher();
    await settled();
  };
  const answer = async (failure?: Error) => {
    answers.shift()?.(failure);
    await settled();
  };
  const stop = seat.follow(settings, session);
  return { settings, asked, seat, become, answer, stop };
}

describe("the name of a seat that is held", () => {
  it("is asked for as soon as it is set, and once", async () => {
    const { settings, asked, seat, become, answer } = seated();
    await become({ state: "live" });
    expect(asked).toEqual([]);
    settings.set({ name: "Anna" });
    expect(asked).toEqual(["Anna"]);
    expect(seat.given).toBe("Ann");
    await answer();
    expect(seat.given).toBe("Anna");
    settings.set({ volume: 0.5 });
    await become({ state: "live" });
    expect(asked).toEqual(["Anna"]);
  });

  it("is the last one, and there is one question at a time", async () => {
    const { settings, asked, seat, become, answer } = seated();
    await become({ state: "live" });
    for (const name of ["B", "C", "D"]) settings.set({ name });
    expect(asked).toEqual(["B"]);
    await answer();
    expect(asked).toEqual(["B", "D"]);
    await answer();
    expect(seat.given).toBe("D");
  });

  it("waits while the line is lost, and the player comes back by the old one", async () => {
    const { settings, asked, seat, become, answer } = seated();
    await become({ state: "live" });
    await become({ state: "reconnecting", attempt: 1, cause: "line", held: true, wait: 0 });
    settings.set({ name: "Anna" });
    expect(asked).toEqual([]);
    expect(seat.given).toBe("Ann");
    await become({ state: "live" });
    await answer();
    expect(seat.given).toBe("Anna");
  });

  it("is asked for again after the next loss, where the server could not be reached", async () => {
    const { settings, asked, become, answer } = seated();
    await become({ state: "live" });
    settings.set({ name: "Anna" });
    await answer(new ApiFailure("unreachable", "The server cannot be reached."));
    await become({ state: "live" });
    expect(asked).toEqual(["Anna"]);
    await become({ state: "reconnecting", attempt: 1, cause: "line", held: true, wait: 0 });
    await become({ state: "live" });
    expect(asked).toEqual(["Anna", "Anna"]);
  });

  it("stays the old one where the server refuses the new one", async () => {
    const { settings, asked, seat, become, answer } = seated();
    await become({ state: "live" });
    settings.set({ name: "Anna" });
    await answer(new ApiFailure(API_ERROR.badRequest, "name: This name has invisible characters."));
    await become({ state: "reconnecting", attempt: 1, cause: "line", held: true, wait: 0 });
    await become({ state: "live" });
    expect(asked).toEqual(["Anna"]);
    expect(seat.given).toBe("Ann");
  });

  it("is nothing to the page that has been left", async () => {
    const { settings, asked, become, stop } = seated();
    await become({ state: "live" });
    stop();
    settings.set({ name: "Anna" });
    expect(asked).toEqual([]);
  });
});
