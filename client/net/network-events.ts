/** The moments at which a page should look after its link at once. Outside of a browser there are none. */

export interface NetworkEvents {
  /** The machine has lost its network, or has another one. */
  doubtful(): void;
  /** The network is back, or the page is: what waits for its next try need not wait any more. */
  back(): void;
}

export function watchNetwork(signal: AbortSignal, { doubtful, back }: NetworkEvents): void {
  if (!("addEventListener" in globalThis)) return;
  addEventListener("offline", doubtful, { signal });
  addEventListener("online", back, { signal });
  // The browser has kept the page whole while another was shown.
  addEventListener("pageshow", ({ persisted }) => persisted && back(), { signal });
  if (!("document" in globalThis)) return;
  const seen = () => document.visibilityState === "visible" && back();
  document.addEventListener("visibilitychange", seen, { signal });
}
