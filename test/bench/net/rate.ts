/** How true the tick loop holds its rate in bare workerd, seen from a socket. */
import { decodeDown, encodeUp, SUBPROTOCOL, TICKET_PREFIX } from "#shared/protocol/index.ts";
import { apiOf, origin } from "#test/support/headless.ts";
import { startWorkerd } from "#test/support/workerd.ts";
import { keep, show } from "../results.ts";

const SECONDS = 10;
/** Who does not say what they have read is sent nothing after a while. */
const PING_MS = 2000;

export async function rate(): Promise<void> {
  const server = await startWorkerd();
  try {
    const { code, ticket } = await apiOf(server.url).createMatch("Metronome", "brawl", { seats: 16 });
    const socket = new WebSocket(`${origin(server.url)}/ws/${code}`, [SUBPROTOCOL, TICKET_PREFIX + ticket]);
    socket.binaryType = "arraybuffer";
    const arrivals: { at: number; tick: number }[] = [];
    let tick = 0;
    let pinged = 0;
    let mark = 0;
    socket.addEventListener("message", ({ data }) => {
      if (!(data instanceof ArrayBuffer)) return;
      for (const message of decodeDown(new Uint8Array(data))) {
        if (message.type === "keyframe") tick = message.tick;
        if (message.type === "mark") mark = message.mark;
        if (message.type !== "frame") continue;
        tick += message.ticks;
        arrivals.push({ at: performance.now(), tick });
      }
      if (performance.now() - pinged < PING_MS) return;
      pinged = performance.now();
      socket.send(new Uint8Array(encodeUp({ type: "ping", time: Math.round(pinged), mark })));
    });
    // Bots come after four seconds; from then on something changes in every tick.
    await new Promise((resolve) => setTimeout(resolve, 8000));
    arrivals.length = 0;
    await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
    socket.close();
    const first = arrivals[0];
    const last = arrivals[arrivals.length - 1];
    const hz = ((last.tick - first.tick) * 1000) / (last.at - first.at);
    const gaps = arrivals.slice(1).map(({ at }, i) => at - arrivals[i].at);
    gaps.sort((a, b) => a - b);
    keep("rate.30", Number(hz.toFixed(3)));
    show(`The tick loop over ${SECONDS} s, 16 seats, bare workerd`, [
      {
        "ticks a second": hz.toFixed(3),
        frames: arrivals.length,
        "gap p50 ms": gaps[gaps.length >> 1].toFixed(1),
        "gap p99 ms": gaps[Math.floor(gaps.length * 0.99)].toFixed(1),
        "gap max ms": gaps[gaps.length - 1].toFixed(1),
      },
    ]);
  } finally {
    await server.stop();
  }
}
