/** One sound on its way into the mix: as loud, as bright and as far to the side as it is heard. */
import type { Whose } from "./voices.ts";

export interface Heard {
  /** 0 to 1. */
  readonly loud: number;
  /** -1 left to 1 right. */
  readonly pan: number;
  readonly whose: Whose;
  /** 0 = at the ear, 1 = so far that little is left of it. */
  readonly far: number;
}

/** Hertz above which what is far away is dull: at the ear, and at its furthest. */
const BRIGHT = 16_000;
const DULL = 700;
/** What is not one's own is a little lower in tone, so that two of the same sound are told apart. */
const OTHERS = 0.94;
/** A voice that is stopped for another fades within so many seconds, so that it does not crack. */
const FADE = 0.012;

export interface Voicing {
  readonly source: AudioBufferSourceNode;
  stop(): void;
}

/** @param detune the sound's pitch, about 1: a little different each time */
export function voiceIn(
  context: BaseAudioContext,
  master: AudioNode,
  buffer: AudioBuffer,
  { loud, pan, whose, far }: Heard,
  detune: number,
): Voicing {
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.playbackRate.value = detune * (whose === "own" ? 1 : OTHERS);
  const gain = context.createGain();
  gain.gain.value = Math.min(1, loud);
  const panner = context.createStereoPanner();
  panner.pan.value = Math.max(-1, Math.min(1, pan));
  let out: AudioNode = source;
  if (far > 0.05) {
    const filter = context.createBiquadFilter();
    filter.type = "lowpass";
    filter.frequency.value = BRIGHT * (DULL / BRIGHT) ** Math.min(1, far);
    out = source.connect(filter);
  }
  out.connect(gain).connect(panner).connect(master);
  source.addEventListener("ended", () => panner.disconnect());
  return {
    source,
    stop: () => {
      gain.gain.setTargetAtTime(0, context.currentTime, FADE / 3);
      source.stop(context.currentTime + FADE);
    },
  };
}
