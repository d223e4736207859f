/** What a pool is told of a client that opens a socket to its queue, and the header that tells it: one that no client can set. */
import * as v from "valibot";

export const QueueArrival = v.object({
  /** The player's id, and the token to answer with. */
  player: v.string(),
  token: v.string(),
  /** The pool that the client has come to. */
  place: v.object({ game: v.string(), mode: v.string(), region: v.string() }),
});
export type QueueArrival = Readonly<v.InferOutput<typeof QueueArrival>>;

const HEADER = "x-scrim-queue";

export const queueHeaders = (arrival: QueueArrival): Readonly<Record<string, string>> => ({
  Upgrade: "websocket",
  [HEADER]: JSON.stringify(arrival),
});

/** Whether a request to a pool is a client's that comes to its queue. */
export const isQueueArrival = ({ headers }: Request): boolean => headers.has(HEADER);

/** @throws {Error} the Worker has sent no arrival, or another version of it */
export const readQueueArrival = ({ headers }: Request): QueueArrival =>
  v.parse(QueueArrival, JSON.parse(headers.get(HEADER) ?? "null"));

/** What a socket carries through the object's sleep. */
export const Attached = v.object({
  ...QueueArrival.entries,
  /** The client has joined. */
  joined: v.boolean(),
});
export type Attached = Readonly<v.InferOutput<typeof Attached>>;

/** @returns undefined for a socket that is none of the queue's */
export function attachedTo(socket: WebSocket): Attached | undefined {
  const parsed = v.safeParse(Attached, socket.deserializeAttachment());
  return parsed.success ? parsed.output : undefined;
}
