/** How a bot plays, and who lets their time pass: by their own dice and the bids, as any player could. */
import { type Bid, cupOf, type DiceWorld, FACES, isHigher } from "./world.ts";

/** @returns a bid that is legal, or undefined: the bot challenges */
export function think(world: DiceWorld, seat: number): Bid | undefined {
  const { table, secret } = world;
  const cup = cupOf(world, seat);
  const others = table.dice - cup.length;
  /** How many more dice of a face there should be than were bid, in sixths. */
  const margin = ({ count, face }: Bid) => 6 * (cup.filter((own) => own === face).length - count) + others;
  // A standard deviation of what the others have, in sixths.
  const doubt = Math.sqrt(5 * others);
  if (table.count > 0 && margin(table) < -doubt) return undefined;
  const opening = Math.max(1, Math.trunc(table.dice / 6));
  const raises = FACES.map((face): Bid => {
    const count = Math.max(table.count, table.count === 0 ? opening : 0);
    return isHigher({ count, face }, table) ? { count, face } : { count: count + 1, face };
  });
  // Some luck, or the others would read the dice from the bids.
  const worth = raises.map((raise) => margin(raise) + secret.below(5));
  const best = raises[worth.indexOf(Math.max(...worth))];
  return best.count <= table.dice ? best : undefined;
}
