/** What the server has against a name, as a sentence for the player. */
import { ApiFailure } from "#client/net/api.ts";
import { API_ERROR } from "#shared/protocol/http.ts";

/** The API begins what it has against a field with the field's name. */
const PREFIX = "name: ";

/** @returns undefined where the request was not refused for the name */
export const nameProblemOf = (error: unknown): string | undefined =>
  error instanceof ApiFailure && error.code === API_ERROR.badRequest && error.message.startsWith(PREFIX)
    ? error.message.slice(PREFIX.length)
    : undefined;
