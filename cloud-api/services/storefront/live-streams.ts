import type { ServerResponse } from 'node:http';
import type { Availability } from './read-availability.ts';

const KEEP_ALIVE_MS = 20_000;
/** A reader that takes nothing any more is cut off before it fills the memory. */
const MOST_BUFFERED = 256 * 1024;

/** Open event streams of shop pages, by tenant. */
export class LiveStreams {
  readonly #streams = new Map<string, Set<ServerResponse>>();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setInterval(() => this.#everywhere(': still here\n\n'), KEEP_ALIVE_MS);
    this.#timer.unref();
  }

  add(tenantId: string, stream: ServerResponse): void {
    const streams = this.#streams.get(tenantId) ?? new Set();
    this.#streams.set(tenantId, streams.add(stream));
    stream.once('close', () => {
      streams.delete(stream);
      if (streams.size === 0 && this.#streams.get(tenantId) === streams) this.#streams.delete(tenantId);
    });
  }

  has(tenantId: string): boolean {
    return this.#streams.has(tenantId);
  }

  tell(tenantId: string, changes: readonly Availability[]): void {
    const text = changes.map((change) => `event: availability\ndata: ${JSON.stringify(change)}\n\n`).join('');
    for (const stream of this.#streams.get(tenantId) ?? []) send(stream, text);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const streams of this.#streams.values()) for (const stream of streams) stream.end();
    this.#streams.clear();
  }

  #everywhere(text: string): void {
    for (const streams of this.#streams.values()) for (const stream of streams) send(stream, text);
  }
}

function send(stream: ServerResponse, text: string): void {
  if (stream.writableLength > MOST_BUFFERED) stream.destroy();
  else stream.write(text);
}
