/** How the Worker says no. */
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { API_ERROR, type ApiError, type ApiErrorCode } from "#shared/protocol/index.ts";
import { SetupFault } from "./auth/secrets.ts";
import { briefPath, log } from "./log.ts";

/** Thrown by a route to answer with an `ApiError`. The message is shown to people. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: ContentfulStatusCode;
  readonly code: ApiErrorCode;
  /** After so many seconds it is worth trying again, where that is known. */
  readonly retryAfter: number | undefined;

  constructor(status: ContentfulStatusCode, code: ApiErrorCode, message: string, retryAfter?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export const noMatch = (): Refusal => new Refusal(404, API_ERROR.noMatch, "there is no such match, or it is over");
export const noRoute = (): Refusal => new Refusal(404, API_ERROR.noRoute, "there is nothing at this address");

export const badRequest = (message: string, status: ContentfulStatusCode = 400): Refusal =>
  new Refusal(status, API_ERROR.badRequest, message);

/** Everything thrown that is no refusal is a fault: logged whole, answered without its insides. */
function asRefusal(error: Error, c: Context): Refusal {
  if (error instanceof Refusal) return error;
  // Hono's own, such as for a body that is no JSON.
  if (error instanceof HTTPException && error.status < 500) return badRequest(error.message);
  const { name, message, stack } = error;
  // No headers: they carry tickets and tokens.
  log.error("request_failed", { method: c.req.method, path: briefPath(c.req.path), name, message, stack });
  return new Refusal(500, API_ERROR.fault, error instanceof SetupFault ? message : "the server had a fault");
}

export function answerError(error: Error, c: Context): Response {
  const { code, message, status, retryAfter } = asRefusal(error, c);
  const headers = { "Cache-Control": "no-store", ...(retryAfter !== undefined && { "Retry-After": `${retryAfter}` }) };
  return c.json<ApiError>({ error: code, message }, status, headers);
}
