/**
 * @vitest-environment happy-dom
 * What one can do about another player.
 */
import { describe, expect, it } from "vitest";
import { Api } from "#client/net/api.ts";
import { ownIdentity } from "#client/net/identity.ts";
import { PlayerActs } from "#client/view/ladder/player-acts.ts";
import { PageScope } from "#client/view/page-scope.ts";
import { change, idOf } from "#test/support/ladders.ts";
import { Held } from "#test/support/tab.ts";
import { buttonsOf, textOf } from "#test/support/template.ts";

const BOB = change(1);
const about = { name: "Bob", player: BOB, round: { code: "4G7K2M9QXZ", round: 2, seat: 1 } };

function bench({ own = idOf("a"), party = "", trace = async () => "TRACE00000" } = {}) {
  const asked: Held[] = [];
  const api = new Api({
    fetch: (path, init) => {
      const held = new Held(path, init);
      asked.push(held);
      return held.response;
    },
    base: "",
    identity: ownIdentity("old.token.here"),
    game: "puck",
  });
  const acts = new PlayerActs({
    api: () => api,
    scope: new PageScope(),
    own: own || undefined,
    trace,
    partyLink: () => party || undefined,
    redraw: () => {},
  });
  const press = async (label: RegExp, of = about) => {
    buttonsOf(acts.view(of))
      .find((one) => label.test(one.label))
      ?.click();
    await new Promise((resolve) => setTimeout(resolve));
  };
  const labels = (of: Parameters<typeof acts.view>[0] = about) => buttonsOf(acts.view(of)).map(({ label }) => label);
  return { acts, asked, api, press, labels };
}

describe("another player", () => {
  it("can be blocked, and unblocked", async () => {
    const { acts, asked, api, press } = bench();
    await press(/^Block/);
    expect([asked[0].path, asked[0].body, asked[0].token]).toEqual([
      "/api/me/block",
      { player: BOB.player, name: "Bob" },
      "old.token.here",
    ]);
    await asked[0].answer({ player: "new.token.here" });
    expect(textOf(acts.view(about))).toContain("Bob is blocked.");
    expect(api.identity.token()).toBe("new.token.here");
    await press(/^Unblock/);
    await asked[1].answer({ player: "new.token.here" });
    expect(textOf(acts.view(about))).toMatch(/^Block .*Bob is no longer blocked\./);
  });

  it("is not blocked where the server refuses it, which says why", async () => {
    const { acts, asked, press } = bench();
    await press(/^Block/);
    await asked[0].refuse("full");
    expect(textOf(acts.view(about))).toMatch(/^Block .*it is full$/);
  });

  it("can be reported for a round that both have played", async () => {
    const { acts, labels, press } = bench();
    expect(labels()).toContain("Report …");
    expect(labels({ ...about, round: undefined })).not.toContain("Report …");
    await press(/^Report/);
    expect(labels()).toEqual([]);
    const form = textOf(acts.view(about));
    expect(form).toMatch(/^Report Bob .*Cheats.*Harasses.*Send the report Back$/);
    expect(form).toContain("and what you saw of the last minute. The player is not told.");
  });

  it("of whom only the seat is known can be reported, and not blocked", () => {
    expect(bench().labels({ ...about, player: undefined })).toEqual(["Report …"]);
  });

  it("can be sent the link of one's party, where there is one", () => {
    expect(bench().labels()).not.toContain("Party link");
    expect(bench({ party: "https://scrim.example/p/ABC" }).labels()).toContain("Party link");
  });
});

it("one does nothing about oneself, nor before one is a player", () => {
  expect(bench({ own: BOB.player }).labels()).toEqual([]);
  expect(bench({ own: "" }).labels()).toEqual([]);
});
