import { describe, expect, it } from "vitest";
import { decodeUp, type UpMessage } from "#shared/protocol/index.ts";
import { plan } from "#shared/sim/index.ts";
import { toy } from "#test/support/toy.ts";
import { UpstreamLink } from "#worker/relay/upstream-link.ts";

const layout = plan(toy, { seats: 4 });

function linked() {
  const said: UpMessage[] = [];
  const turns: string[] = [];
  const link = new UpstreamLink({
    open: () => turns.push("open"),
    send: (bytes) => {
      said.push(...(decodeUp(bytes, layout) ?? []));
    },
    close: () => turns.push("close"),
  });
  /** What was said since the last time. */
  const heard = () => said.splice(0);
  return { link, turns, heard };
}

describe("a relay's way upstream", () => {
  it("is opened once and closed once, and nothing is said on it while it is closed", () => {
    const { link, turns, heard } = linked();
    link.ping(0);
    link.open(undefined, 0);
    link.open(undefined, 1);
    link.close(2);
    link.close(3);
    link.ping(10_000);
    expect(turns).toEqual(["open", "close"]);
    expect(heard()).toEqual([]);
  });

  it("returns the newest mark every two seconds, and the first at once", () => {
    const { link, heard } = linked();
    link.open(undefined, 0);
    link.opened(0, 0);
    expect(heard()).toEqual([{ type: "ping", time: 0, mark: 0 }]);
    link.marked(7);
    link.ping(10);
    link.marked(8);
    link.ping(1000);
    link.ping(2010);
    expect(heard()).toEqual([
      { type: "ping", time: 10, mark: 7 },
      { type: "ping", time: 2010, mark: 8 },
    ]);
    // All marks are returned: it says that it is there only now and then.
    link.keepAlive(10_000);
    expect(heard()).toEqual([]);
    link.keepAlive(17_010);
    expect(heard()).toHaveLength(1);
  });

  it("tells how many watch once a second at most, and anew on a new connection", () => {
    const { link, heard } = linked();
    const told = () => heard().filter(({ type }) => type === "watchers");
    link.open(undefined, 0);
    link.opened(1, 0);
    for (const count of [2, 3]) link.tell(count, 500);
    expect(told()).toEqual([{ type: "watchers", count: 1 }]);
    link.tell(3, 1000);
    link.tell(3, 5000);
    expect(told()).toEqual([{ type: "watchers", count: 3 }]);
    link.opened(3, 6000);
    expect(told()).toEqual([{ type: "watchers", count: 3 }]);
  });

  it("is silent a minute after the last message, and later by the delay while it is open", () => {
    const { link } = linked();
    link.open(undefined, 0);
    link.heard(1000);
    expect([link.isQuiet(1300), link.isQuiet(1301)]).toEqual([false, true]);
    expect([link.isSilent(10, 70_999), link.isSilent(10, 71_000)]).toEqual([false, true]);
    link.close(71_000);
    expect([link.isSilent(10, 130_999), link.isSilent(10, 131_000)]).toEqual([false, true]);
  });
});
