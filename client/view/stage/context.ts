/**
 * The canvas's WebGL. A browser may have none, and may take it away: a driver begins anew, the graphics card changes, too
 * many pages draw. Mostly it is back within a moment, and Phaser draws on by itself.
 */

/** Milliseconds without WebGL after which the player is told. */
export const GONE = 4000;

/** @param gone called with true when it has been away for a while, and with false when it is back */
export function watchContext(canvas: EventTarget, signal: AbortSignal, gone: (isGone: boolean) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  const lost = () => {
    stop();
    timer = setTimeout(() => gone(true), GONE);
  };
  const restored = () => {
    stop();
    gone(false);
  };
  canvas.addEventListener("webglcontextlost", lost, { signal });
  canvas.addEventListener("webglcontextrestored", restored, { signal });
  signal.addEventListener("abort", stop);
}
