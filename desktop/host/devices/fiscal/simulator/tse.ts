import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Socket } from 'node:net';
import { SimulatedLine } from '../../simulated-line.ts';
import { frameOf, hearFrames } from '../../terminals/frames.ts';
import { certifiedBytes, serialOf } from '../log-message.ts';
import { type TseAnswer, type TseEntry, type TseRequest, tseRequest } from '../tse-messages.ts';

/** What outlives the program of a TSE: its key and everything that it signed. */
export interface KeptTse {
  /** PKCS #8 in PEM */
  readonly key: string;
  readonly log: readonly TseEntry[];
}

export interface TseOptions {
  readonly port?: number;
  readonly kept?: KeptTse;
  readonly onChange?: (kept: KeptTse) => void;
  /** Epoch milliseconds: a TSE has a clock of its own */
  readonly now?: () => number;
}

const PAGE = 40;

/** A technical security device on a TCP port of this machine that signs as the law says and fails as it is told. */
export class SimulatedTse {
  readonly name = 'Simulated TSE';
  readonly publicKey: string;
  readonly serial: string;
  /** Empty: it signs. Else it refuses with this: "broken", "full" */
  problem = '';
  /** Milliseconds before it answers */
  takes = 0;
  /** Takes lines and says nothing */
  deaf = false;
  readonly #options: TseOptions;
  readonly #key: KeyObject;
  readonly #log: TseEntry[];
  readonly #line: SimulatedLine;

  constructor(options: TseOptions = {}) {
    this.#options = options;
    this.#line = new SimulatedLine((socket) => this.#serve(socket), options.port);
    this.#log = [...(options.kept?.log ?? [])];
    this.#key = options.kept
      ? createPrivateKey(options.kept.key)
      : generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const { x = '', y = '' } = this.#key.export({ format: 'jwk' });
    const halves = [x, y].map((half) => Buffer.from(half, 'base64url'));
    const point = Buffer.concat([Buffer.from([4]), ...halves]);
    this.publicKey = point.toString('base64');
    this.serial = serialOf(point);
  }

  get address(): string {
    return this.#line.address;
  }

  get log(): readonly TseEntry[] {
    return this.#log;
  }

  /** Numbers of transactions that were started and not ended. */
  get open(): readonly number[] {
    const ended = new Set(this.#log.flatMap((one) => (one.operation === 'FinishTransaction' ? one.transaction : [])));
    return this.#log.flatMap(({ operation, transaction }) =>
      operation === 'StartTransaction' && !ended.has(transaction) ? transaction : [],
    );
  }

  async start(): Promise<this> {
    await this.#line.start();
    return this;
  }

  /** As if its plug were pulled; what it signed stays. Starts again on its port. */
  stop(): Promise<void> {
    return this.#line.stop();
  }

  #serve(socket: Socket): void {
    hearFrames(socket, (message) => {
      const asked = tseRequest.safeParse(message);
      if (!asked.success) return void socket.destroy();
      if (this.deaf) return;
      setTimeout(() => {
        if (this.#line.on) socket.write(frameOf(this.#answer(asked.data)));
      }, this.takes);
    });
  }

  #answer(asked: TseRequest): TseAnswer {
    const { name, serial, publicKey, problem } = this;
    if (asked.ask === 'facts') return { say: 'facts', name, serial, publicKey, counter: this.#log.length, problem };
    if (asked.ask === 'log') {
      const entries = this.#log.slice(asked.from - 1, asked.from - 1 + PAGE);
      return { say: 'log', entries, more: this.#log.length > asked.from - 1 + PAGE };
    }
    if (problem) return { say: 'refused', why: problem };
    const { client } = asked;
    if (asked.ask === 'start') {
      const last = this.#log.reduce((most, { transaction }) => Math.max(most, transaction), 0);
      const empty = { processType: '', processData: '' };
      this.#sign({ operation: 'StartTransaction', client, transaction: last + 1, ...empty });
      return { say: 'started', transaction: last + 1 };
    }
    const { transaction, processType, processData } = asked;
    const of = this.#log.filter((one) => one.transaction === transaction && one.client === client);
    const began = of.find(({ operation }) => operation === 'StartTransaction');
    const ended = of.find(({ operation }) => operation === 'FinishTransaction');
    if (!began || (ended && ended.processData !== processData)) return { say: 'not-open' };
    const entry =
      ended ?? this.#sign({ operation: 'FinishTransaction', client, transaction, processType, processData });
    return { say: 'finished', entry, startedSecond: began.second, serial, publicKey };
  }

  #sign(what: Pick<TseEntry, 'operation' | 'client' | 'transaction' | 'processType' | 'processData'>): TseEntry {
    const { now = Date.now } = this.#options;
    const counter = this.#log.length + 1;
    const second = Math.floor(now() / 1_000);
    const bytes = certifiedBytes({ ...what, serial: this.serial, counter, second });
    const signature = sign('sha256', bytes, { key: this.#key, dsaEncoding: 'ieee-p1363' }).toString('base64');
    const entry = { ...what, counter, second, message: bytes.toString('base64'), signature };
    this.#log.push(entry);
    this.#options.onChange?.({ key: String(this.#key.export({ format: 'pem', type: 'pkcs8' })), log: this.#log });
    return entry;
  }
}
