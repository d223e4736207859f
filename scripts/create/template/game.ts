/** The rules: the same code runs on the server, in every player's browser and in a replay. */
import { axis, defineGame, i32, players } from "scrim";

export const game = defineGame({
  name: "my-game",
  tickRate: 30,
  settings: { seats: { min: 2, max: 8, default: 4 } },
  // What a player's hands do: a stick, in pixels a tick.
  input: { mx: axis(-8, 8), my: axis(-8, 8) },
  // What there is: a body for each player, in whole numbers.
  tables: () => ({ players: players({ x: i32(), y: i32() }) }),
  // A player comes: their body stands beside those of the others.
  join: ({ players }, seat) => void players.spawnAt(seat, { x: 280 + 100 * seat, y: 360 }),
  // One tick: the world of a moment ago becomes that of now.
  step({ players, seats }) {
    for (const seat of players) {
      players.x[seat] = Math.min(1280, Math.max(0, players.x[seat] + seats.mx[seat]));
      players.y[seat] = Math.min(720, Math.max(0, players.y[seat] + seats.my[seat]));
    }
  },
});
