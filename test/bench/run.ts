/** `npm run bench [NAME…]`: prints figures. They decide nothing: machines are noisy. */
import { bytes } from "./bytes.ts";
import { client } from "./client.ts";
import { joins } from "./joins.ts";
import { kit } from "./kit.ts";
import { rate } from "./rate.ts";

const benches: Readonly<Record<string, () => void | Promise<void>>> = { kit, bytes, client, joins, rate };

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  console.error(`there is no benchmark ${unknown}; there are ${Object.keys(benches).join(", ")}`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length === 0 || asked.includes(name)) await bench();
}
