/** What an operator reads of a request that failed. */
import { ApiFailure } from "#client/net/api.ts";
import { API_ERROR } from "#shared/protocol/http.ts";
import { wordsFor } from "../account/errand.ts";

/**
 * @param signedOut the sign-in has ended: the page asks for it again
 * @returns a sentence
 */
export function failureWords(error: unknown, signedOut: () => void): string {
  if (error instanceof ApiFailure && error.code === API_ERROR.unauthorized) signedOut();
  return wordsFor(error);
}
