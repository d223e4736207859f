/** What bots are called, by seat. */
const NAMES = [
  "Ada",
  "Blaise",
  "Curie",
  "Dijkstra",
  "Euler",
  "Faraday",
  "Gauss",
  "Hopper",
  "Ising",
  "Joule",
  "Kepler",
  "Lamarr",
  "Maxwell",
  "Noether",
  "Ohm",
  "Pascal",
];

export const botName = (seat: number): string => {
  const round = Math.floor(seat / NAMES.length);
  return round === 0 ? NAMES[seat] : `${NAMES[seat % NAMES.length]} ${round + 1}`;
};
