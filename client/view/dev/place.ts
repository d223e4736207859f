/** Where in the author's source an error of this page was thrown: the browser only knows the code that was made of it. */
import { placeOf } from "#shared/dev/place.ts";

const FRAME = /(https?:\/\/[^\s()]+?):(\d+):(\d+)/g;

/** Such as "client/view/games/tag/view.ts:12:3"; undefined where the stack names no file of a game. */
export async function sourcePlace(stack: string | undefined): Promise<string | undefined> {
  for (const [frame, url, line, column] of (stack ?? "").matchAll(FRAME)) {
    if (placeOf(frame) === undefined || !URL.canParse(url)) continue;
    const { pathname, search } = new URL(url);
    const query = new URLSearchParams({ url: pathname + search, line, column });
    const told = await fetch(`/__scrim/place?${query}`).then((response) => (response.ok ? response.text() : ""));
    return told || placeOf(frame);
  }
  return undefined;
}
