/** Replays by link: docs/HTTP.md. */
import { Hono } from "hono";
import { API_ERROR } from "#shared/protocol/index.ts";
import { archiveOf } from "../archive/archive-of.ts";
import { readReplayId } from "../archive/replay-id.ts";
import { Refusal } from "../errors.ts";
import type { App } from "./app.ts";
import { given } from "./code.ts";

export const replays = new Hono<App>().get("/:id", async (c) => {
  const id = readReplayId(c.req.param("id"));
  const file = id && (await given(c, id.code)) && (await archiveOf(c.env).findReplay(id));
  if (!file) throw new Refusal(404, API_ERROR.noReplay, "there is no such replay, or it has expired");
  return c.body(new Uint8Array(file), 200, { "Content-Type": "application/octet-stream" });
});
