/**
 * What the canvas is drawn by: WebGL, or its 2D context. A browser may have none, and may take it away: a driver begins anew,
 * the graphics card changes, too many pages draw. Mostly it is back within a moment, and the stage draws on by itself.
 */

/** Milliseconds without it after which the player is told. */
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
  // Of a canvas that has the other context these never come.
  for (const kind of ["webglcontext", "context"]) {
    canvas.addEventListener(`${kind}lost`, lost, { signal });
    canvas.addEventListener(`${kind}restored`, restored, { signal });
  }
  signal.addEventListener("abort", stop);
}
