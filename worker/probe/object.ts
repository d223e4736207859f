/**
 * The Probe Durable Object: one for each region, there to be measured, and one that shows whether storage works. The runtime answers
 * its pings while it sleeps, so a measurement costs the upgrade of a socket alone.
 */
import { DurableObject } from "cloudflare:workers";
import { CLOSE, PROBE_PING, PROBE_PONG } from "#shared/protocol/index.ts";
import { closeSocket, finishClose } from "../broadcast/sockets.ts";
import type { Env } from "../env.ts";
import { lingering } from "./lingering.ts";
import type { ProbeRpc } from "./rpc.ts";

/** The value that is written to be read: no build reads another's, so it needs no version. */
const WRITTEN = "written";

export class ProbeObject extends DurableObject<Env> implements ProbeRpc {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PROBE_PING, PROBE_PONG));
  }

  override fetch(): Response {
    const now = Date.now();
    for (const socket of lingering(this.ctx.getWebSockets(), now)) closeSocket(socket, CLOSE.silent, "measured");
    const { 0: theirs, 1: ours } = new WebSocketPair();
    this.ctx.acceptWebSocket(ours);
    ours.serializeAttachment(now);
    return new Response(null, { status: 101, webSocket: theirs });
  }

  async keeps(): Promise<void> {
    const { storage } = this.ctx;
    const value = crypto.randomUUID();
    storage.kv.put(WRITTEN, value);
    await storage.sync();
    const read = storage.kv.get(WRITTEN);
    // Another check may have written meanwhile: something is there all the same.
    if (typeof read !== "string" || read.length !== value.length) throw new Error("storage has lost what was written");
  }

  /** The pings come no further than the runtime: this is something else. */
  override webSocketMessage(socket: WebSocket): void {
    closeSocket(socket, CLOSE.malformed, `a probe answers "${PROBE_PING}", and nothing else`);
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    finishClose(socket, code);
  }
}
