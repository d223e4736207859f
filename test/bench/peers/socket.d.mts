export interface RawSocket {
  onClose: ((code: number) => void) | undefined;
  /** Does nothing once the socket is closed. */
  send(message: Uint8Array | string): void;
  close(): void;
}

/** Resolves when the socket is open. Nothing is compressed. */
export function openSocket(
  url: string,
  protocols: readonly string[],
  onMessage: (bytes: Uint8Array, socket: RawSocket) => void,
): Promise<RawSocket>;
