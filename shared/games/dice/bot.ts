/** How a bot plays, and who lets their time pass: by their own dice and the bids, as any player could. */
import { type Bid, cupOf, type DiceWorld, isHigher } from "./world.ts";

/** @returns a bid that is legal, or undefined: the bot challenges */
export function think(world: DiceWorld, seat: number): Bid | undefined {
  const { table, secret } = world;
  const cup = cupOf(world, seat);
  const others = table.dice - cup.length;
  /** How many more dice of a face there should be than were bid, in sixths. */
  const margin = ({ count, face }: Bid) => 6 * (cup.filter((own) => own === face).length - count) + others;
  // By a standard deviation of what the others have it is a lie.
  if (table.count > 0 && margin(table) < -Math.sqrt(5 * others)) return undefined;
  const count = table.count || Math.max(1, Math.trunc(table.dice / 6));
  const raises = [1, 2, 3, 4, 5, 6].map((face) => ({
    face,
    count: isHigher({ count, face }, table) ? count : count + 1,
  }));
  // Some luck, or the others would read the dice from the bids.
  const worth = raises.map((raise) => margin(raise) + secret.below(5));
  const best = raises[worth.indexOf(Math.max(...worth))];
  return best.count <= table.dice ? best : undefined;
}
