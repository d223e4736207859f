import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Frame } from "#shared/log/index.ts";
import { decodeDown } from "#shared/protocol/index.ts";
import { FrameSigner } from "#worker/broadcast/frame-signer.ts";

const key = (first: number) => Uint8Array.from({ length: 16 }, (_, i) => (first + i) & 0xff);
const frames = fc.record({
  stream: fc.constant("rules" as const),
  ticks: fc.integer({ min: 1, max: 300 }),
  hash: fc.option(fc.nat(0xffffffff), { nil: undefined }),
  delta: fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }), { maxLength: 40 }),
});

/** The frame as a client has it. */
function received(bytes: Uint8Array): Frame {
  const [message] = decodeDown(bytes);
  if (message?.type !== "frame") throw new Error("this is no frame");
  const { type: _, ...frame } = message;
  return frame;
}

describe("a signed frame", () => {
  it("is the frame that was signed, and is known again at its tick, by its match, in its epoch", () => {
    fc.assert(
      fc.property(frames, fc.nat(0xffffffff), (frame, tick) => {
        const signer = new FrameSigner(key(1), 3);
        const back = received(signer.encode(frame, tick));
        expect({ ...back, tag: undefined }).toEqual({ ...frame, tag: undefined });
        expect(signer.verify(back, tick)).toBe(true);
      }),
    );
  });

  const frame: Frame = { stream: "rules", ticks: 1, hash: undefined, delta: [5, -3, 17] };
  const signer = new FrameSigner(key(1), 3);
  const signed = received(signer.encode(frame, 700));
  it.each<[string, FrameSigner, Frame, number]>([
    ["at another tick", signer, signed, 701],
    ["in another epoch", new FrameSigner(key(1), 4), signed, 700],
    ["by another match", new FrameSigner(key(2), 3), signed, 700],
    ["with another change", signer, { ...signed, delta: [5, -3, 18] }, 700],
    ["without its changes", signer, { ...signed, delta: [] }, 700],
    ["of more ticks", signer, { ...signed, ticks: 2 }, 700],
    ["with a hash", signer, { ...signed, hash: 5 }, 700],
    ["with another tag", signer, { ...signed, tag: (signed.tag ?? 0) ^ 1 }, 700],
    ["without a tag", signer, frame, 700],
  ])("is not known %s", (_, by, one, tick) => {
    expect(by.verify(one, tick)).toBe(false);
  });

  it("takes two bytes more than one that is not signed", () => {
    const [plain] = [new FrameSigner(key(1), 3).encode(frame, 700)];
    expect(plain.length).toBe(1 + 1 + frame.delta.length + 3);
  });
});
