import type { Socket } from 'node:net';
import { SimulatedLine } from '../../simulated-line.ts';
import type { CardRequest } from '../adapter.ts';
import { frameOf, hearFrames } from '../frames.ts';
import { type Answer, type Request, request } from '../simulated-messages.ts';
import { type Script, TerminalBook } from './book.ts';

export interface SimulatorOptions {
  readonly port?: number;
  readonly name?: string;
  /** A terminal asked how a payment goes; default: what was scripted next, or it goes well */
  readonly scriptFor?: (request: CardRequest) => Script;
  /** Everything that happens at it, for its page and for tests that kill a till at each of these moments */
  readonly onMoment?: (moment: Moment, key: string) => void;
}

export type Moment = 'arrived' | 'booked' | 'answered' | 'lost' | 'asked' | 'reversed' | 'cancelled' | 'fell';

const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
const BEAT_MS = 1_000;

/** A terminal on a TCP port of this machine that books as a real one does and fails as it is told. */
export class SimulatedTerminal {
  readonly book = new TerminalBook();
  readonly #next: Script[] = [];
  readonly #running = new Map<string, { cancelled: boolean; wake: () => void }>();
  readonly #options: SimulatorOptions;
  readonly #line: SimulatedLine;
  /** Takes lines and says nothing, as one whose program hangs */
  deaf = false;
  #refusesReverse = false;

  constructor(options: SimulatorOptions = {}) {
    this.#options = options;
    this.#line = new SimulatedLine((socket) => this.#serve(socket), options.port);
  }

  get name(): string {
    return this.#options.name ?? 'Simulated terminal';
  }

  get address(): string {
    return this.#line.address;
  }

  get scripted(): readonly Script[] {
    return this.#next;
  }

  script(...scripts: readonly Script[]): void {
    this.#next.push(...scripts);
  }

  refuseReversals(refuse: boolean): void {
    this.#refusesReverse = refuse;
  }

  async start(): Promise<this> {
    await this.#line.start();
    return this;
  }

  /** Ends every line and what was running, as a power cut does; the book stays. Starts again on its port. */
  async stop(): Promise<void> {
    for (const { wake } of this.#running.values()) wake();
    this.#running.clear();
    await this.#line.stop();
  }

  #moment(moment: Moment, key: string): void {
    this.#options.onMoment?.(moment, key);
  }

  #serve(socket: Socket): void {
    hearFrames(socket, (message) => {
      const asked = request.safeParse(message);
      if (!asked.success) return void socket.destroy();
      if (!this.deaf) void this.#answer(socket, asked.data);
    });
  }

  async #answer(socket: Socket, asked: Request): Promise<void> {
    const { n } = asked;
    const say = (said: Answer) => void (socket.destroyed || socket.write(frameOf(said)));
    if (asked.ask === 'hello') return say({ say: 'terminal', n, name: this.name, serial: 'SIM-0001', says: 'Ready' });
    const { key } = asked;
    if (asked.ask === 'state') {
      say({ say: 'state', n, key, of: this.book.state(key, this.#running.has(key)) });
      return this.#moment('asked', key);
    }
    if (asked.ask === 'cancel') {
      const running = this.#running.get(key);
      if (running) {
        running.cancelled = true;
        running.wake();
      }
      this.#moment('cancelled', key);
      return say({ say: 'heard', n });
    }
    if (asked.ask === 'reverse') {
      const refused = this.#refusesReverse;
      const { done, reason } = refused
        ? { done: false, reason: 'The day was closed at the bank' }
        : this.book.reverse(key);
      this.#moment('reversed', key);
      return say({ say: 'reverse', n, key, done, reason });
    }
    await this.#pay(asked, say);
  }

  async #pay(asked: Extract<Request, { ask: 'start' }>, say: (said: Answer) => void): Promise<void> {
    const { n, ask: _ask, ...rest } = asked;
    const wanted = { ...rest, orderId: '', by: '' };
    const { key } = wanted;
    const known = this.book.arrives(wanted);
    this.#moment('arrived', key);
    if (known) return say({ say: 'state', n, key, of: known });
    // The same key again while it runs: one customer, one card, one line of the book.
    if (this.#running.has(key)) return;
    const script = this.#options.scriptFor?.(wanted) ?? this.#next.shift() ?? {};
    let wake = () => {};
    const woken = new Promise<void>((done) => {
      wake = done;
    });
    const running = { cancelled: false, wake };
    this.#running.set(key, running);
    say({ say: 'progress', n, step: 'present-card' });
    const until = Date.now() + (script.takes ?? 0);
    while (!running.cancelled && this.#running.has(key) && Date.now() < until) {
      await Promise.race([woken, sleep(Math.min(BEAT_MS, Math.max(1, until - Date.now())))]);
      say({ say: 'progress', n, step: 'present-card' });
    }
    if (!this.#running.has(key)) return;
    say({ say: 'progress', n, step: 'authorising' });
    if (script.restart === 'before') return this.#fall(key);
    const outcome = this.book.write(wanted, running.cancelled ? { ends: 'cancel' } : script, this.name);
    this.#running.delete(key);
    this.#moment('booked', key);
    if (script.restart === 'after') return this.#fall(key);
    if (script.answer === 'lost') return this.#moment('lost', key);
    const times = script.answer === 'twice' ? 2 : 1;
    for (let time = 0; time < times; time++) say({ say: 'state', n, key, of: outcome });
    this.#moment('answered', key);
  }

  async #fall(key: string): Promise<void> {
    await this.stop();
    this.#moment('fell', key);
    await this.start();
  }
}
