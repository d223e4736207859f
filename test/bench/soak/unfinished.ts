/**
 * What unfinished messages cost the server's memory: sockets that send the first 31 MiB of a message of 32, and no more. The
 * runtime holds what has come of a message until it is whole; ours is the limit of 1 KiB only after that.
 */
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { SUBPROTOCOL, TICKET_PREFIX } from "#shared/protocol/index.ts";
import { apiOf } from "#test/support/headless.ts";
import { startWorkerd } from "#test/support/workerd.ts";
import { rssMB } from "../peers/proc.ts";
import { keep, show } from "../results.ts";
import { round } from "../statistics.ts";
import { OPCODE, upgrade } from "./raw-reader.ts";

const SOCKETS = 16;
const MIB = 2 ** 20;
/** The runtime takes no message of more. */
const WHOLE = 32 * MIB;
const SENT = 31 * MIB;
/** Longer than a silent socket is let be. */
const SILENCE_S = 50;

/** The head of a masked binary frame of so many bytes, whose mask changes nothing. */
function head(size: number): Buffer {
  const bytes = Buffer.alloc(14);
  bytes[0] = 0x80 | OPCODE.binary;
  bytes[1] = 0x80 | 127;
  bytes.writeBigUInt64BE(BigInt(size), 2);
  return bytes;
}

const write = (socket: Socket, bytes: Uint8Array) =>
  new Promise<void>((resolve) => socket.write(bytes, () => resolve()));

export async function unfinished(): Promise<void> {
  const server = await startWorkerd();
  const sockets: Socket[] = [];
  try {
    const { url } = server;
    const { code } = await apiOf(url).createMatch("Host", "custom", { seats: SOCKETS });
    const memory = () => round(rssMB(server.pid), 0);
    const before = memory();
    for (let n = 0; n < SOCKETS; n++) {
      const { ticket } = await apiOf(url).join(code, `Mallory ${n}`);
      const { socket } = await upgrade(url, code, [SUBPROTOCOL, TICKET_PREFIX + ticket]);
      // Its end by the server's hand may come as a reset.
      socket.on("error", () => {}).resume();
      sockets.push(socket);
      await write(socket, head(WHOLE));
      for (let sent = 0; sent < SENT && socket.writable; sent += MIB) await write(socket, Buffer.alloc(MIB));
    }
    await sleep(1000);
    const held = memory();
    await sleep(SILENCE_S * 1000);
    const silent = memory();
    const open = sockets.filter((socket) => socket.readyState === "open").length;
    for (const socket of sockets) socket.destroy();
    await sleep(2000);
    keep("unfinished.heldMiB", held - before);
    show(`${SOCKETS} sockets with 31 MiB of a message of 32 MiB each, bare workerd`, [
      {
        "memory before, MiB": before,
        "while they are held": held,
        [`${SILENCE_S} s later`]: silent,
        "sockets still open then": open,
        "when they have hung up": memory(),
      },
    ]);
  } finally {
    for (const socket of sockets) socket.destroy();
    await server.stop();
  }
}
