/**
 * Transfer codes: as a match's code, and a secret. The first eight characters name the object that has the offer; two of them follow from
 * the others and the server's secret, so that made-up codes reach no object. The last four must be right at the fifth try.
 */
import { CODE_ALPHABET, TRANSFER_CODE_LENGTH } from "#shared/protocol/code.ts";
import { isGiven, newCode } from "../auth/codes.ts";
import type { Keys } from "../auth/secrets.ts";

const NAME_LENGTH = 8;

export interface TransferCode {
  /** Of the object. */
  readonly name: string;
  readonly secret: string;
}

export async function newTransferCode(keys: Keys): Promise<TransferCode> {
  const random = crypto.getRandomValues(new Uint8Array(TRANSFER_CODE_LENGTH - NAME_LENGTH));
  const secret = Array.from(random, (byte) => CODE_ALPHABET[byte & 31]).join("");
  return { name: await newCode(keys.transfer, NAME_LENGTH), secret };
}

/** @param code from `readTransferCode` @returns undefined for a code that this server has not given */
export async function partsOf(keys: Keys, code: string): Promise<TransferCode | undefined> {
  const [name, secret] = [code.slice(0, NAME_LENGTH), code.slice(NAME_LENGTH)];
  return (await isGiven(keys.transfer, name)) ? { name, secret } : undefined;
}
