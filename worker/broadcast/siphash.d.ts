declare module "siphash" {
  /** The two halves of a hash, of 32 bits each. */
  interface Halves {
    readonly h: number;
    readonly l: number;
  }
  const siphash: {
    /** SipHash-2-4. @param key four words of 32 bits */
    hash(key: Uint32Array, message: Uint8Array): Halves;
  };
  export default siphash;
}
