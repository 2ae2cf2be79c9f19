import type { Socket } from 'node:net';
import type { VirtualState } from '../../../bridge/print-views.ts';
import { SimulatedLine } from '../simulated-line.ts';
import { readEscpos } from './read-escpos.ts';

/** A printer without paper costs: it takes the very bytes over TCP, answers as a real one does, and keeps what stands on its paper. */
const KEPT = 20;

export class VirtualPrinter {
  #papers: VirtualState['papers'] = [];
  paper: 'there' | 'out' = 'there';
  /** Somebody turned it off: it is not started to print */
  off = false;
  /** Takes lines and never says that it is done, as one that falls in the middle */
  stuck = false;
  readonly #onPaper: (bytes: Uint8Array) => void;
  readonly #now: () => number;
  readonly #line = new SimulatedLine((socket) => this.#serve(socket));

  constructor(onPaper: (bytes: Uint8Array) => void = () => {}, now: () => number = Date.now) {
    this.#onPaper = onPaper;
    this.#now = now;
  }

  get address(): string {
    return this.#line.address;
  }

  get on(): boolean {
    return this.#line.on;
  }

  state(): VirtualState {
    return { papers: this.#papers, paper: this.paper, on: this.on };
  }

  clear(): void {
    this.#papers = [];
  }

  async start(): Promise<this> {
    await this.#line.start();
    return this;
  }

  stop(): Promise<void> {
    return this.#line.stop();
  }

  #serve(socket: Socket): void {
    let kept = Buffer.alloc(0);
    socket.on('data', (piece) => {
      kept = Buffer.concat([kept, piece]);
      // Status is asked for between jobs; inside one these three bytes are data.
      while (kept.length >= 3 && kept[0] === 0x10 && kept[1] === 0x04) {
        socket.write(Uint8Array.of(this.#status(kept[2] ?? 0)));
        kept = kept.subarray(3);
      }
      const { asked } = readEscpos(kept);
      if (asked === null || this.stuck) return;
      this.#print(kept);
      kept = Buffer.alloc(0);
      socket.write(Buffer.from([0x37, 0x22, ...Buffer.from(asked, 'latin1'), 0]));
    });
    socket.on('end', () => {
      if (kept.length > 0 && !this.stuck) this.#print(kept);
      socket.end();
    });
  }

  #status(which: number): number {
    const out = this.paper === 'out';
    if (which === 2) return out ? 0x12 | 0x20 : 0x12;
    return out ? 0x12 | 0x60 : 0x12;
  }

  #print(bytes: Uint8Array): void {
    this.#papers = [{ at: this.#now(), printed: readEscpos(bytes) }, ...this.#papers].slice(0, KEPT);
    this.#onPaper(bytes);
  }
}
