/** Replays by link: docs/HTTP.md. */
import { type Context, Hono } from "hono";
import { API_ERROR } from "#shared/protocol/index.ts";
import { archiveOf } from "../archive/archive-of.ts";
import { type ReplayName, readReplayId } from "../archive/replay-id.ts";
import { Refusal } from "../errors.ts";
import type { App } from "./app.ts";
import { given } from "./code.ts";

/** Answers with the file of a replay. @param name undefined where there is none @throws {Refusal} 404 */
export async function answerReplay(c: Context<App>, name: ReplayName | undefined): Promise<Response> {
  const file = name && (await archiveOf(c.env).findReplay(name));
  if (!file) throw new Refusal(404, API_ERROR.noReplay, "there is no such replay, or it has expired");
  return c.body(new Uint8Array(file), 200, { "Content-Type": "application/octet-stream" });
}

export const replays = new Hono<App>().get("/:id", async (c) => {
  const id = readReplayId(c.req.param("id"));
  return answerReplay(c, id && (await given(c, id.code)) ? id : undefined);
});
