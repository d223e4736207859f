import { Hono } from "hono";
import { answerError } from "./http/answer-error.ts";
import { api } from "./http/api.ts";
import type { App } from "./http/app.ts";
import { pages } from "./http/pages.ts";
import { socket } from "./http/socket.ts";

export { MatchObject } from "./match/object.ts";
export { MatchmakerObject } from "./matchmaker/object.ts";
export { RelayObject } from "./relay/object.ts";

export default new Hono<App>().onError(answerError).route("/api", api).route("/ws", socket).route("/", pages);
