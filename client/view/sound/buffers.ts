/// <reference path="./zzfx.d.ts" />
/** Makes a bank's sounds, ready to be played. */
import type { SoundBank } from "./bank.ts";

/** @throws what the import throws, and where there is no sound device */
export async function buffersOf(bank: SoundBank): Promise<Map<string, AudioBuffer>> {
  const { ZZFX } = await import("zzfx");
  const buffers = new Map<string, AudioBuffer>();
  for (const [name, recipe] of Object.entries(bank)) {
    const samples = Float32Array.from(ZZFX.buildSamples(...recipe));
    const buffer = new AudioBuffer({ length: samples.length, sampleRate: ZZFX.sampleRate });
    buffer.copyToChannel(samples, 0);
    buffers.set(name, buffer);
  }
  // It opens a way out of its own.
  if (ZZFX.audioContext.state !== "closed") await ZZFX.audioContext.close();
  return buffers;
}
