import { Hono } from "hono";
import { answerError } from "./errors.ts";
import { api } from "./routes/api.ts";
import type { App } from "./routes/app.ts";
import { pages } from "./routes/pages.ts";
import { socket } from "./routes/socket.ts";

export { MatchObject } from "./match/object.ts";
export { MatchmakerObject } from "./matchmaker/object.ts";
export { RelayObject } from "./relay/object.ts";

export default new Hono<App>().onError(answerError).route("/api", api).route("/ws", socket).route("/", pages);
