/**
 * @vitest-environment happy-dom
 * @vitest-environment-options { "url": "http://localhost:5173/" }
 * The machine that serves a match invites to the address that a friend's phone can open.
 */
import { afterEach, expect, it } from "vitest";
import { invitePath, inviterOf, linkTo } from "#client/view/router.ts";

const told = (content: string) => {
  document.head.innerHTML = `<meta name="scrim-lan" content="${content}" />`;
};

afterEach(() => {
  document.head.innerHTML = "";
});

it("a link leads to the local network, where the server is on it", () => {
  expect(linkTo("/m/4G7K2M9QXZ")).toBe("http://localhost:5173/m/4G7K2M9QXZ");
  told("http://192.168.1.7:5173");
  expect(linkTo("/m/4G7K2M9QXZ?by=1")).toBe("http://192.168.1.7:5173/m/4G7K2M9QXZ?by=1");
  told("nonsense");
  expect(linkTo("/w/4G7K2M9QXZ")).toBe("http://localhost:5173/w/4G7K2M9QXZ");
});

it("an invitation names the seat of the player who sends it", () => {
  expect(invitePath("4G7K2M9QXZ", 12)).toBe("/m/4G7K2M9QXZ?by=12");
  expect(invitePath("4G7K2M9QXZ", -1)).toBe("/m/4G7K2M9QXZ");
  expect(["?by=12", "?by=0", "?by=-1", "?by=1.5", "?by=", ""].map(inviterOf)).toEqual([
    12,
    0,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
