/** What a Probe object answers to the Worker. */
export interface ProbeRpc extends Rpc.DurableObjectBranded {
  /**
   * Writes one value to disk, in place of the one before, and reads it back.
   * @throws storage refuses it, or has lost it
   */
  keeps(): Promise<void>;
}
