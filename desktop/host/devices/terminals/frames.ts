import type { Socket } from 'node:net';
/** One JSON text in UTF-8 behind its length in four bytes, big-endian, as terminals of the nexo kind frame theirs. */

/** Longer than any message of this protocol; a longer one is no terminal. */
const MOST_BYTES = 64 * 1024;

export function frameOf(message: object): Buffer {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

/**
 * Puts what arrives in any pieces together again.
 * @throws Error on a length that no message has, or on text that is no JSON: the line is of no use any more
 */
export function frameReader(onMessage: (message: unknown) => void): (piece: Buffer) => void {
  let kept = Buffer.alloc(0);
  return (piece) => {
    kept = Buffer.concat([kept, piece]);
    while (kept.length >= 4) {
      const length = kept.readUInt32BE(0);
      if (length === 0 || length > MOST_BYTES) throw new Error(`a frame of ${length} bytes`);
      if (kept.length < 4 + length) return;
      const text = kept.subarray(4, 4 + length).toString('utf8');
      kept = kept.subarray(4 + length);
      onMessage(JSON.parse(text));
    }
  };
}

/** Hears what comes by a line; whoever sends what is no frame is cut off. */
export function hearFrames(socket: Socket, onMessage: (message: unknown) => void): void {
  const read = frameReader(onMessage);
  socket.on('data', (piece) => {
    try {
      read(piece);
    } catch {
      socket.destroy();
    }
  });
}
