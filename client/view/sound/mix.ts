/**
 * Where all sounds of a match meet, on their way to the device: many at once are held down, and what is still above the
 * limit is bent below it, so that nothing is ever cut off with a crackle.
 */

/** The level that nothing passes. */
export const CEILING = 0.96;
/** The limiter makes what is quiet louder, as browsers do it: this takes that back, so that one sound alone is as it was made. */
const TRIM = 0.8;
/** Up to here the curve is a straight line: what is quieter passes unchanged. */
const KNEE = 0.7;
const POINTS = 4097;

/** A straight line up to the knee, then ever flatter towards the ceiling. */
export function bent(level: number): number {
  const above = Math.abs(level) - KNEE;
  if (above <= 0) return level;
  const room = CEILING - KNEE;
  return Math.sign(level) * (KNEE + room * Math.tanh(above / room));
}

const curve = (): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: POINTS }, (_, k) => bent((2 * k) / (POINTS - 1) - 1));

/** Answers what sounds are connected to; its gain is the volume. */
export function connectMix(context: BaseAudioContext): GainNode {
  const master = context.createGain();
  const limiter = context.createDynamicsCompressor();
  limiter.threshold.value = -14;
  limiter.knee.value = 8;
  limiter.ratio.value = 12;
  limiter.attack.value = 0.002;
  limiter.release.value = 0.16;
  const trim = context.createGain();
  trim.gain.value = TRIM;
  const shaper = context.createWaveShaper();
  shaper.curve = curve();
  master.connect(limiter).connect(trim).connect(shaper).connect(context.destination);
  return master;
}
