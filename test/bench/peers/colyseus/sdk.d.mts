import type { LoadClient } from "../target.ts";

/** Joins the room at this server's address. `onMessage` is never called: the SDK does not tell of bytes. */
export function joinDecoding(url: string): Promise<LoadClient>;
