/**
 * @vitest-environment happy-dom
 * A player who is about to leave a round that counts is asked first.
 */
import { render } from "lit-html";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LeaveGuard } from "#client/view/match/leave-guard.ts";

const shown = () => document.querySelector<HTMLDialogElement>('[data-testid="leave-dialog"]');
const press = async (id: string) => {
  document.querySelector<HTMLElement>(`[data-testid="${id}"]`)?.click();
  await Promise.resolve();
};

/** Whether the browser would ask before it closes the page. */
function closes(): boolean {
  const event = new Event("beforeunload", { cancelable: true });
  dispatchEvent(event);
  return !event.defaultPrevented;
}

let end = new AbortController();
let root = document.createElement("div");
beforeEach(() => {
  end = new AbortController();
  root = document.createElement("div");
  document.body.replaceChildren(root);
});
afterEach(() => end.abort());

function guarded(counts = true) {
  const said = { counts, left: 0 };
  const guard = new LeaveGuard(
    {
      counts: () => said.counts,
      leave: () => {
        said.left += 1;
      },
      redraw: () => render(guard.view(), root),
    },
    end.signal,
  );
  return { guard, said };
}

describe("leaving a round that counts", () => {
  it("says first what it costs; who stays has not left", async () => {
    const { guard, said } = guarded();
    guard.leave();
    await Promise.resolve();
    expect(shown()?.open).toBe(true);
    expect(shown()?.textContent).toContain("Leaving now counts as a loss, and pauses your queue.");
    expect(document.querySelector("[autofocus]")?.textContent).toBe("Stay and play");
    await press("leave-stay");
    expect(shown()).toBeNull();
    expect(said.left).toBe(0);
  });

  it("is done by a player who means it", async () => {
    const { guard, said } = guarded();
    guard.leave();
    await press("leave-anyway");
    expect(said.left).toBe(1);
    expect(shown()).toBeNull();
  });

  it("holds the browser's Back once: a second one is an answer", () => {
    const { guard } = guarded();
    expect([guard.hold(), guard.hold()]).toEqual([true, false]);
  });

  it("by Escape stays", async () => {
    const { guard, said } = guarded();
    guard.leave();
    await Promise.resolve();
    shown()?.close();
    expect(shown()).toBeNull();
    expect(said.left).toBe(0);
    expect(guard.hold()).toBe(true);
  });

  it("keeps the page from closing without a question, as long as it is shown", () => {
    const { said } = guarded();
    expect(closes()).toBe(false);
    said.counts = false;
    expect(closes()).toBe(true);
    said.counts = true;
    end.abort();
    expect(closes()).toBe(true);
  });
});

describe("leaving what does not count", () => {
  it("is done at once, and holds no Back", () => {
    const { guard, said } = guarded(false);
    expect(guard.hold()).toBe(false);
    guard.leave();
    expect(said.left).toBe(1);
    expect(shown()).toBeNull();
  });

  it("takes the question away when the round ends meanwhile", () => {
    const { guard, said } = guarded();
    guard.leave();
    said.counts = false;
    render(guard.view(), root);
    expect(shown()).toBeNull();
    said.counts = true;
    render(guard.view(), root);
    expect(shown()).toBeNull();
  });
});
