/** The API's answer to what a route has thrown. */
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { API_ERROR, type ApiError } from "#shared/protocol/index.ts";
import { badRequest, Refusal, SetupFault } from "../errors.ts";
import { briefPath, log } from "../log.ts";
import type { App } from "./app.ts";
import { refusedHere } from "./count-refusal.ts";

/** Everything else that is thrown is a fault: logged whole, answered without its insides. */
function asRefusal(error: Error, c: Context<App>): Refusal {
  if (error instanceof Refusal) return error;
  // Hono's own, such as for a body that is no JSON.
  if (error instanceof HTTPException && error.status < 500) return badRequest(error.message);
  const { name, message, stack } = error;
  // No headers: they carry tickets and tokens.
  log.error("request_failed", { method: c.req.method, path: briefPath(c.req.path), name, message, stack });
  return new Refusal(500, API_ERROR.fault, error instanceof SetupFault ? message : "the server had a fault");
}

export function answerError(error: Error, c: Context<App>): Response {
  const { code, message, status, retryAfter } = asRefusal(error, c);
  refusedHere(c, code);
  const headers = { "Cache-Control": "no-store", ...(retryAfter !== undefined && { "Retry-After": `${retryAfter}` }) };
  return c.json<ApiError>({ error: code, message }, status, headers);
}
