/** Names of matches and players that no server has given, of the form that servers give. The same number, the same name. */
import { createHash } from "node:crypto";
import { CODE_ALPHABET, CODE_LENGTH } from "#shared/protocol/index.ts";

export function codeOf(number: number): string {
  let [rest, code] = [number, ""];
  while (code.length < CODE_LENGTH) {
    code = CODE_ALPHABET[rest % CODE_ALPHABET.length] + code;
    rest = Math.trunc(rest / CODE_ALPHABET.length);
  }
  return code;
}

/** A player's id: 32 hexadecimal digits. */
export const playerOf = (number: number): string => createHash("md5").update(`player ${number}`).digest("hex");
