/** What a Relay object answers to its match and to the relay that it follows. */
export interface RelayRpc extends Rpc.DurableObjectBranded {
  /**
   * From now on neither this relay nor those that follow it show the match to these players: they have come to play in it.
   * @param at tickets that were signed later are good, in milliseconds since 1970
   */
  dismiss(players: readonly string[], at: number): Promise<void>;
}
