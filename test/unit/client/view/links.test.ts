import { describe, expect, it } from "vitest";
import { ladderPath, parsePath, pathFrom, profilePath } from "#client/view/router.ts";

const CODE = "4G7K2M9QXZ";

describe("what is pasted as a code", () => {
  it.each([
    [CODE, `/m/${CODE}`],
    ["  4g7k-2m9q-xz ", `/m/${CODE}`],
    ["4G7K2 M9QXZ", `/m/${CODE}`],
    [`https://scrim.example/m/${CODE}`, `/m/${CODE}`],
    [`https://scrim.example/m/${CODE}?by=3`, `/m/${CODE}`],
    [`scrim.example/m/${CODE.toLowerCase()}/`, `/m/${CODE}`],
    [`http://192.168.1.7:5173/w/${CODE}`, `/w/${CODE}`],
    [`https://scrim.example/w/${CODE}?net=clean#x`, `/w/${CODE}`],
    [`https://scrim.example/r/${CODE}`, `/r/${CODE}`],
    [`https://scrim.example/r/${CODE}-12?t=74`, `/r/${CODE}-12?t=74`],
    [`https://scrim.example/f/${CODE}`, `/f/${CODE}`],
    [`https://scrim.example/${CODE}`, `/m/${CODE}`],
  ])("%s leads to %s", (text, path) => expect(pathFrom(text)).toBe(path));

  it.each(["", "hello", "https://scrim.example/", "https://scrim.example/w/short", `/x/${CODE}9`, `/r/${CODE}-x`])(
    "%s leads nowhere",
    (text) => expect(pathFrom(text)).toBeUndefined(),
  );
});

describe("an address", () => {
  const id = "0a".repeat(16);

  it.each([
    ["/top", { page: "ladder", game: "", mode: "" }],
    ["/top/puck", { page: "ladder", game: "puck", mode: "" }],
    [`${ladderPath("puck", "faceoff")}/`, { page: "ladder", game: "puck", mode: "faceoff" }],
    [profilePath(id), { page: "profile", id }],
    [`/u/${id.toUpperCase()}`, { page: "unknown" }],
    ["/u/me", { page: "unknown" }],
    ["/top/puck/faceoff/more", { page: "unknown" }],
    ["/topmost", { page: "unknown" }],
  ])("%s", (path, route) => expect(parsePath(path)).toEqual(route));
});
