/** How the Worker refuses a request. */
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { API_ERROR, type ApiErrorCode } from "#shared/protocol/index.ts";

/** Thrown by a route to answer with an `ApiError`. Players read the message. */
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
export const noRound = (): Refusal =>
  new Refusal(404, API_ERROR.noRound, "there was no such round, or its match has been cleared away");
export const noParty = (): Refusal =>
  new Refusal(404, API_ERROR.noParty, "there is no such party, or all have left it");
export const noLadder = (): Refusal =>
  new Refusal(404, API_ERROR.noLadder, "there is no ladder of this game, mode and season");
export const noPlayer = (): Refusal =>
  new Refusal(404, API_ERROR.noPlayer, "no ladder of this season or the one before knows this player");
export const noReport = (): Refusal =>
  new Refusal(404, API_ERROR.noReport, "there is no such report, or it has expired");
export const noRoute = (): Refusal => new Refusal(404, API_ERROR.noRoute, "there is nothing at this address");

export const badRequest = (message: string, status: ContentfulStatusCode = 400): Refusal =>
  new Refusal(status, API_ERROR.badRequest, message);

/** The refusal that was thrown. @throws what was thrown, where it is none */
export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  throw thrown;
}

/** The server is not set up. Its message is for the operator and names no secret, so the API may answer it. */
export class SetupFault extends Error {
  override readonly name = "SetupFault";
}
