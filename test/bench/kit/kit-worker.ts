/**
 * The kit as a Worker: /?seats=16&call=hash&times=1000 makes a call so many times. It does not time them, as the clock
 * stands still in workerd: the caller does that.
 */
import { type Kit, kitOf, repeat } from "./kit-calls.ts";

const kits = new Map<number, Kit>();

export default {
  fetch(request: Request): Response {
    // The caller only asks whether this Worker is up.
    if (request.method === "HEAD") return new Response();
    const { searchParams } = new URL(request.url);
    const seats = Number(searchParams.get("seats"));
    const kit = kits.get(seats) ?? kitOf(seats);
    kits.set(seats, kit);
    repeat(kit, searchParams.get("call") ?? "", Number(searchParams.get("times")));
    return new Response("done");
  },
};
