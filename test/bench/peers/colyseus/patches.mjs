/**
 * Patches as a Colyseus room broadcasts them: encoded once a tick for all clients, behind the byte that says what
 * the message is, and nothing at all where nothing changed. A client's decoder reads each one, and is checked.
 */
import { Encoder, Reflection } from "@colyseus/schema";
import { same } from "./check.mjs";
import { Float32Mirror } from "./float32.mjs";
import { CODE } from "./protocol.mjs";
import { QuantisedMirror } from "./quantised.mjs";
import { ReckonedMirror } from "./reckoned.mjs";

Encoder.BUFFER_SIZE = 256 * 1024;

const MIRRORS = { float32: Float32Mirror, quantised: QuantisedMirror, reckoned: ReckonedMirror };

/** A state in words; its encoder holds as doubles what travels as float32. */
const text = (state) => JSON.stringify(state, (_, value) => (typeof value === "number" ? Math.fround(value) : value));

/** @type {import("./patches.d.mts").Patches} */
export class Patches {
  constructor(coding, world) {
    this.mirror = new MIRRORS[coding](world);
    this.mirror.copy(world);
    this.encoder = new Encoder(this.mirror.state);
    // As the SDK begins: the schema by reflection, then the full state.
    this.decoder = Reflection.decode(Reflection.encode(this.encoder));
    this.decoder.decode(this.encoder.encodeAll().slice());
    this.encoder.discardChanges();
    this.mirror.check(this.decoder.state, world);
  }

  tick(world) {
    const { mirror, encoder, decoder } = this;
    mirror.copy(world);
    if (!encoder.hasChanges) return 0;
    encoder.sharedBuffer[0] = CODE.patch;
    const patch = encoder.encode({ offset: 1 });
    decoder.decode(patch, { offset: 1 });
    const { length } = patch;
    encoder.discardChanges();
    mirror.check(decoder.state, world);
    same("the whole state is as encoded", text(decoder.state) === text(mirror.state), true);
    return length;
  }
}
