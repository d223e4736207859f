/** Which player this browser is, by the id that others see. It is written in the player token, which only the server can make. */
import * as v from "valibot";

/** What stands in the middle of a token (RFC 7519). */
const Claims = v.pipe(v.string(), v.parseJson(), v.object({ sub: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)) }));

/** @returns undefined where the text is no such token. What it says is shown, and proves nothing */
export function playerIn(token: string | undefined): string | undefined {
  const middle = token?.split(".")[1] ?? "";
  try {
    const claims = v.safeParse(Claims, atob(middle.replaceAll("-", "+").replaceAll("_", "/")));
    return claims.success ? claims.output.sub : undefined;
  } catch {
    // No base64.
    return undefined;
  }
}
