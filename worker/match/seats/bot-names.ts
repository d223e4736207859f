/** The names of bots, by seat: names that people seldom have. */
const NAMES = [
  "Bolt",
  "Cog",
  "Diode",
  "Ember",
  "Flux",
  "Gizmo",
  "Hertz",
  "Ion",
  "Jolt",
  "Kilo",
  "Lumen",
  "Micro",
  "Nano",
  "Ohm",
  "Piston",
  "Quark",
];

export const botName = (seat: number): string => {
  const round = Math.floor(seat / NAMES.length);
  return round === 0 ? NAMES[seat] : `${NAMES[seat % NAMES.length]} ${round + 1}`;
};
