/**
 * The price of Durable Objects at Cloudflare's list prices, in US dollars, without the free allowances.
 * Source: developers.cloudflare.com/durable-objects/platform/pricing
 */
export const PRICES = {
  /** Dollars a request. A WebSocket upgrade and an API call are one each. */
  request: 0.15 / 1e6,
  /** Incoming WebSocket messages to the request; outgoing ones are free. */
  messagesPerRequest: 20,
  /** Dollars a second that an object is in memory: 128 MB, at 12.50 a million gigabyte-seconds. */
  second: (12.5 / 1e6) * (128 / 1000),
  /** Dollars a row written to SQLite. */
  rowWritten: 1 / 1e6,
} as const;

/**
 * Rows that a match in play writes in an hour: a page of its log each ten seconds where two players or more hold the tail,
 * else each second. docs/decisions/tail.md
 */
export const logRowsAnHour = (players: number): number => (players < 2 ? 3600 : 360);

/** Usage of Durable Objects. */
export interface Usage {
  readonly requests: number;
  /** Incoming WebSocket messages. */
  readonly messages: number;
  /** Object-seconds in memory. */
  readonly seconds: number;
  readonly rowsWritten: number;
}

/** Dollars for this usage. */
export function bill({ requests, messages, seconds, rowsWritten }: Usage): number {
  const all = requests + messages / PRICES.messagesPerRequest;
  return all * PRICES.request + seconds * PRICES.second + rowsWritten * PRICES.rowWritten;
}
