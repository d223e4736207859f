/**
 * Keeps the screen on while a match is on: a player with a gamepad, or a spectator, touches nothing for long. The
 * browser takes the lock back whenever the page is hidden, and may refuse it, as on a phone that saves power.
 */
export function keepAwake(signal: AbortSignal): void {
  if (!("wakeLock" in navigator)) return;
  let lock: WakeLockSentinel | undefined;
  const ask = async () => {
    if (document.hidden || (lock && !lock.released)) return;
    try {
      lock = await navigator.wakeLock.request("screen");
    } catch {
      // Refused: the screen does as the system likes.
    }
    if (signal.aborted) await lock?.release();
  };
  document.addEventListener("visibilitychange", () => void ask(), { signal });
  signal.addEventListener("abort", () => void lock?.release());
  void ask();
}
