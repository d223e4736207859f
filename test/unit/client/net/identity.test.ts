/** One browser is one player, however many tabs it has, also with nonsense in its storage. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { browserStorage } from "#client/browser-storage.ts";
import { type Alone, BrowserIdentity } from "#client/identity.ts";
import { Api } from "#client/net/api.ts";
import type { AskIn } from "#client/net/identity.ts";
import { SettingsStore } from "#client/settings.ts";
import type { Admission } from "#shared/protocol/index.ts";
import { memory } from "#test/support/memory.ts";

const CODE = "BBBBBBBBBB";

/** A server that takes players by their token, and makes a new one of each that it does not know. */
class Players {
  readonly good = new Set<string>();
  readonly asked: (string | undefined)[] = [];
  readonly #held: (() => void)[] = [];

  readonly ask: AskIn = async (token) => {
    this.asked.push(token);
    await new Promise<void>((resolve) => this.#held.push(resolve));
    const player = token !== undefined && this.good.has(token) ? token : `player.${this.good.size}.x`;
    this.good.add(player);
    return { code: CODE, role: "player", ticket: "a.b.c", player };
  };

  /** Answers what has been asked, and what is asked because of that. */
  async answer(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) {
      this.#held.shift()?.();
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
}

/** Locks as a browser has them for its tabs. */
function locks(): Alone {
  let last: Promise<unknown> = Promise.resolve();
  return (_, work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => {});
    return mine;
  };
}

const none: Alone = (_, work) => work();

/** A browser with so many tabs. */
function browser(alone: Alone, text?: string) {
  const shared = memory(text);
  const places = [memory(), memory()];
  const open = (tab: number) => new BrowserIdentity({ browser: shared, tab: places[tab], alone });
  return { shared, tabs: [open(0), open(1)], reload: open };
}

describe("two tabs of a new browser that ask at once", () => {
  it.each([
    ["with locks", locks()],
    ["without locks", none],
  ])("are one player, %s", async (_, alone) => {
    const players = new Players();
    const { shared, tabs, reload } = browser(alone);
    const both = Promise.all(tabs.map((tab) => tab.admit(players.ask)));
    await players.answer();
    const [first, second] = await both;
    expect(second.player).toBe(first.player);
    expect(shared.text).toBe(first.player);
    for (const tab of [0, 1]) expect(reload(tab).token(CODE)).toBe(first.player);
  });

  it("make one new player of the server with locks: the second waits", async () => {
    const players = new Players();
    const both = Promise.all(browser(locks()).tabs.map((tab) => tab.admit(players.ask)));
    await new Promise((resolve) => setTimeout(resolve));
    expect(players.asked).toEqual([undefined]);
    await players.answer();
    await both;
    expect(players.asked).toEqual([undefined, "player.0.x"]);
    expect(players.good.size).toBe(1);
  });

  it("are one player too where what they had is good no more", async () => {
    const players = new Players();
    const { shared, tabs } = browser(locks(), "an.old.token");
    const both = Promise.all(tabs.map((tab) => tab.admit(players.ask)));
    await players.answer();
    const [first, second] = await both;
    expect([second.player, shared.text]).toEqual([first.player, first.player]);
  });

  it("wait for no request that has failed", async () => {
    const players = new Players();
    const { tabs } = browser(locks());
    const failed = tabs[0].admit(() => Promise.reject(new Error("offline")));
    const other = tabs[1].admit(players.ask);
    await expect(failed).rejects.toThrow("offline");
    await players.answer();
    expect((await other).player).toBe("player.0.x");
  });
});

describe("a tab", () => {
  it("comes back into its match as the player that it was, also if the other tabs have become others", async () => {
    const players = new Players();
    const { shared, tabs, reload } = browser(none);
    const admitted = tabs[0].admit(players.ask);
    await players.answer();
    const { player } = await admitted;
    shared.set("some.other.player");
    expect(reload(0).token(CODE)).toBe(player);
    expect(reload(0).token("CCCCCCCCCC")).toBe("some.other.player");
    expect(reload(1).token(CODE)).toBe("some.other.player");
    // It goes on so, and changes nothing for the others.
    const again = reload(0).admit(players.ask, CODE);
    await players.answer();
    expect((await again).player).toBe(player);
    expect(shared.text).toBe("some.other.player");
  });
});

/** A browser's storage; any of its methods may throw. */
class FakeStorage implements Storage {
  [name: string]: unknown;
  readonly entries = new Map<string, string>();
  throws: readonly string[] = [];

  #may(what: string): void {
    if (this.throws.includes(what)) throw new DOMException(what, "QuotaExceededError");
  }

  get length(): number {
    return this.entries.size;
  }

  key(): null {
    return null;
  }

  clear(): void {
    this.entries.clear();
  }

  getItem(key: string): string | null {
    this.#may("getItem");
    return this.entries.get(key) ?? null;
  }

  setItem(key: string, text: string): void {
    this.#may("setItem");
    this.entries.set(key, text);
  }

  removeItem(key: string): void {
    this.#may("removeItem");
    this.entries.delete(key);
  }
}

const place = (storage: FakeStorage, isGood = (_: string) => true) =>
  browserStorage({ key: "key", storage: () => storage, isGood });

describe("what is kept", () => {
  it("is what was set last, also where the storage is full of something older", () => {
    const storage = new FakeStorage();
    const text = place(storage);
    text.set("old");
    storage.throws = ["setItem"];
    text.set("new");
    expect(text.get()).toBe("new");
    storage.throws = [];
    text.set("newer");
    expect(place(storage).get()).toBe("newer");
  });

  it("is kept for as long as the page lives where there is no storage, or it refuses everything", () => {
    const storage = new FakeStorage();
    storage.throws = ["getItem", "setItem", "removeItem"];
    const refused = place(storage);
    const missing = browserStorage({
      key: "key",
      storage: () => {
        throw new DOMException("blocked", "SecurityError");
      },
      isGood: () => true,
    });
    for (const text of [refused, missing]) {
      expect(text.get()).toBeUndefined();
      text.set("x");
      expect(text.get()).toBe("x");
    }
  });

  it("is dropped where it can't be right, and what this page has set still counts", () => {
    const storage = new FakeStorage();
    const text = place(storage, (one) => one.startsWith("good"));
    text.set("good one");
    storage.entries.set("key", "bad one");
    expect(text.get()).toBe("good one");
    expect(storage.entries.size).toBe(0);
    storage.entries.set("key", "bad one");
    storage.throws = ["removeItem"];
    expect(place(storage, (one) => one.startsWith("good")).get()).toBeUndefined();
  });
});

/** The identity over storages with these texts in them. */
function stored(player: string, tab = ""): BrowserIdentity {
  const [local, session] = [new FakeStorage(), new FakeStorage()];
  local.entries.set("scrim.player", player);
  session.entries.set("scrim.tab", tab);
  globalThis.localStorage = local;
  globalThis.sessionStorage = session;
  return new BrowserIdentity({ alone: none });
}

describe("a spoilt token", () => {
  const SPOILT = [
    "a.b\u2028.c",
    "",
    " ",
    "a b",
    "a.b.c\n",
    "\u0000",
    "é.b.c",
    "a,b",
    "Bearer a",
    "\ud800",
    "x".repeat(5000),
  ];

  it.each(SPOILT)("is dropped, and requests go on without it, %#", async (text) => {
    const identity = stored(text);
    expect(identity.token(CODE)).toBeUndefined();
    expect(globalThis.localStorage.getItem("scrim.player")).toBeNull();
    const sent: (string | null)[] = [];
    const admission: Admission = { code: CODE, role: "player", ticket: "a.b.c", player: "a.new.player" };
    const api = new Api({
      base: "http://localhost",
      game: "arena",
      identity: stored(text),
      fetch: async (url, init) => {
        sent.push(new Request(url, init).headers.get("Authorization"));
        return Response.json(admission);
      },
    });
    await api.play("Ann", "duel");
    await api.play("Ann", "duel");
    expect(sent).toEqual([null, "Bearer a.new.player"]);
  });

  it("is any text that can't stand in a header, and no other", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme-ascii" })), (text) => {
        const token = stored(text).token(CODE);
        expect([undefined, text]).toContain(token);
        if (token !== undefined) new Headers({ Authorization: `Bearer ${token}` });
      }),
    );
    expect(stored("eyJh.eyJz-_.AbC0").token(CODE)).toBe("eyJh.eyJz-_.AbC0");
  });

  it.each([
    "{",
    "null",
    "[]",
    '{"code":1,"player":"a.b.c"}',
    `{"code":"${CODE}","player":"a\u2028b"}`,
    '{"__proto__":{"code":"BBBBBBBBBB","player":"evil"}}',
    `{"code":"${CODE}","player":"${"x".repeat(5000)}"}`,
  ])("of a tab is none, %#", (entry) => {
    expect(stored("a.b.c", entry).token(CODE)).toBe("a.b.c");
  });
});

describe("settings", () => {
  const read = (value: unknown) => new SettingsStore(memory(JSON.stringify(value))).value;
  const usual = new SettingsStore(memory()).value;

  it.each<unknown>([
    null,
    7,
    [],
    "x",
    { name: 7, game: {}, modes: [], volume: "loud", muted: 1, shake: null, calm: [], stats: "yes", stick: -1 },
    { name: "x".repeat(1e6), game: "x".repeat(1e6), modes: { arena: "x".repeat(1e6) } },
    { modes: Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`${i}`, "duel"])) },
    { volume: 1e300, stick: 2 },
  ])("that are odd count as none, %#", (value) => {
    expect(read(value)).toEqual(usual);
  });

  it("cost only what is odd among them", () => {
    expect(read({ name: 7, volume: 0.25 })).toEqual({ ...usual, volume: 0.25 });
  });

  it("know no mode of what every object has", () => {
    const { modes } = new SettingsStore(
      memory('{"modes":{"__proto__":"duel","constructor":"duel","prototype":"duel","arena":"duel"}}'),
    ).value;
    expect(Object.entries(modes)).toEqual([["arena", "duel"]]);
    expect(Object.getPrototypeOf(modes)).toBe(Object.prototype);
  });

  it("that are no JSON, or far too long, count as none", () => {
    for (const text of ["{", "\u0000", "undefined"]) expect(new SettingsStore(memory(text)).value).toEqual(usual);
    const storage = new FakeStorage();
    storage.entries.set("scrim.settings", `{"name":"Ann"${" ".repeat(1e6)}}`);
    globalThis.localStorage = storage;
    expect(new SettingsStore().value).toEqual(usual);
  });

  it("of one tab do not undo those of another", () => {
    const shared = memory();
    const [one, other] = [new SettingsStore(shared), new SettingsStore(shared)];
    other.set({ name: "Ann" });
    one.set({ muted: true });
    expect(new SettingsStore(shared).value).toMatchObject({ name: "Ann", muted: true });
    expect(one.value.name).toBe("Ann");
  });
});
