/**
 * Renders sounds as a match mixes them, in a browser and faster than they play: what the tests measure of them. It is
 * bundled for the page (test/support/sound-page.ts).
 */

import { sounds as arena } from "#client/view/games/arena/sounds.ts";
import { hearingOf } from "#client/view/games/common/hearing.ts";
import { sounds as puck } from "#client/view/games/puck/sounds.ts";
import type { SoundBank } from "#client/view/sound/bank.ts";
import { buffersOf } from "#client/view/sound/buffers.ts";
import { connectMix } from "#client/view/sound/mix.ts";
import { type Heard, voiceIn } from "#client/view/sound/voice.ts";
import { Voices } from "#client/view/sound/voices.ts";

const RATE = 44_100;
/** As loud as the settings let it be: see client/view/sound/sounds.ts. */
const FULL = 0.6;

export interface Level {
  readonly name: string;
  /** The greatest and the mean level, 0 to 1. */
  readonly peak: number;
  readonly rms: number;
  readonly seconds: number;
  /** Of both ears, for the picture. */
  readonly wave: readonly number[];
  /** Of the whole: the share of the right ear, 0.5 = the middle. */
  readonly right: number;
}

interface Planned extends Heard {
  readonly name: string;
  /** Seconds. */
  readonly at: number;
}

const banks: Readonly<Record<string, SoundBank>> = { arena, puck };
const made = new Map<SoundBank, Promise<Map<string, AudioBuffer>>>();

/** Made once: they are a little different each time. */
async function bufferOf(bank: SoundBank, name: string): Promise<AudioBuffer> {
  const buffers = made.get(bank) ?? buffersOf(bank);
  made.set(bank, buffers);
  const buffer = (await buffers).get(name);
  if (buffer === undefined) throw new RangeError(`there is no sound ${name}`);
  return buffer;
}

const POINTS = 900;

function measure(name: string, buffer: AudioBuffer): Level {
  const [left, right] = [buffer.getChannelData(0), buffer.getChannelData(1)];
  const wave = new Array<number>(POINTS).fill(0);
  let [peak, sumLeft, sumRight] = [0, 0, 0];
  for (let k = 0; k < left.length; k++) {
    const level = Math.max(Math.abs(left[k]), Math.abs(right[k]));
    peak = Math.max(peak, level);
    sumLeft += left[k] ** 2;
    sumRight += right[k] ** 2;
    const point = Math.floor((k / left.length) * POINTS);
    wave[point] = Math.max(wave[point], level);
  }
  const sum = sumLeft + sumRight;
  return {
    ...{ name, peak, wave },
    rms: Math.sqrt(sum / 2 / left.length),
    seconds: buffer.duration,
    right: sum === 0 ? 0.5 : sumRight / sum,
  };
}

async function render(name: string, bank: SoundBank, seconds: number, plan: readonly Planned[]): Promise<Level> {
  const context = new OfflineAudioContext(2, Math.ceil(seconds * RATE), RATE);
  const master = connectMix(context);
  master.gain.value = FULL;
  for (const one of plan) voiceIn(context, master, await bufferOf(bank, one.name), one, 1).source.start(one.at);
  return measure(name, await context.startRendering());
}

const OWN: Heard = { loud: 1, pan: 0, whose: "own", far: 0 };
const TAIL = 0.1;

/** Each sound of both games, alone and as loud as it gets. */
export async function alone(): Promise<Level[]> {
  const levels: Level[] = [];
  for (const [game, bank] of Object.entries(banks))
    for (const name of Object.keys(bank)) {
      const { duration } = await bufferOf(bank, name);
      levels.push(await render(`${game} ${name}`, bank, duration + TAIL, [{ ...OWN, name, at: 0 }]));
    }
  return levels;
}

/** The same shot, heard from these places. */
export async function placed(places: readonly (readonly [x: number, y: number])[]): Promise<Level[]> {
  const levels: Level[] = [];
  for (const [x, y] of places) {
    const heard = hearingOf({ x, y }, { x: 0, y: 0 }, { half: 380 });
    levels.push(await render(`blaster at ${x}, ${y}`, arena, 0.3, [{ ...heard, name: "blaster", at: 0 }]));
  }
  return levels;
}

/**
 * The busiest fight: every 40 ms something sounds, near and far and the player's own, as many as the voices let through.
 * A voice that would be stopped for another sounds to its end here, so this is louder than a match can be.
 */
export async function busy(): Promise<Level> {
  const names = ["scatter", "rocket", "blast", "rail", "kill", "burst", "blaster", "hurt", "hit", "death"] as const;
  const voices = new Voices();
  const plan: Planned[] = [];
  for (let k = 0; k < 100; k++) {
    const [name, at] = [names[(k * 7) % names.length], k * 0.04];
    const [x, y] = [Math.cos(k * 2.4) * (k % 9) * 150, Math.sin(k * 2.4) * (k % 9) * 150];
    const heard = hearingOf({ x, y }, { x: 0, y: 0 }, { half: 380, own: k % 3 === 0 });
    if (!voices.admit(name, heard.whose, at * 1000)) continue;
    voices.begin(heard.whose, at * 1000, () => {});
    plan.push({ ...heard, name, at });
    // About as long as one lasts.
    if (k % 2 === 1) voices.clear();
  }
  return render(`a busy fight, ${plan.length} sounds`, arena, 4.8, plan);
}

/** Ten of the loudest at the very same moment. */
export const chord = (): Promise<Level> =>
  render(
    "ten blasts at once",
    arena,
    1.2,
    Array.from({ length: 10 }, () => ({ ...OWN, name: "blast", at: 0.05 })),
  );
