/** Throws where a decoded value is not what the world holds: a coding that is wrong has no size. */

export function same(what, decoded, value) {
  if (decoded !== value) throw new Error(`${what}: decoded ${decoded}, and it is ${value}`);
}

export function near(what, decoded, value, tolerance) {
  if (!(Math.abs(decoded - value) <= tolerance)) throw new Error(`${what}: decoded ${decoded}, and it is ${value}`);
}
