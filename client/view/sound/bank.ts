/** What a game's sounds are made of. */

/** The parameters of a sound, in the order of zzfx: volume, randomness, frequency, attack, sustain, release … */
export type Recipe = readonly (number | undefined)[];
export type SoundBank = Readonly<Record<string, Recipe>>;
