import { connect, type Socket } from 'node:net';
import { addressOf } from '../terminals/simulated-adapter.ts';
import { type Reading, type ScaleModel, scaleProtocols, type ScaleUnit } from './scale-protocols.ts';

export interface ScalePlace {
  readonly model: ScaleModel;
  readonly address: string;
  readonly unit: ScaleUnit;
}

/** A scale, or that it does not answer. */
export type Heard = Reading | { readonly pan: 'unreached' };

const unreached = { pan: 'unreached' } as const;

/** An answer is a few bytes; what goes on longer is no scale. */
const LONGEST = 256;

/** The line to one scale: it stays while it is asked, since a pan is read several times a second. One question at a time. */
export class ScaleLine {
  readonly #place: ScalePlace;
  readonly #patience: number;
  #socket: Socket | undefined;
  #last: Promise<Heard> = Promise.resolve(unreached);

  /** @param patience until a line stands, and from a question to its answer */
  constructor(place: ScalePlace, patience = 800) {
    this.#place = place;
    this.#patience = patience;
  }

  read(): Promise<Heard> {
    this.#last = this.#last.then(() => this.#ask()).catch(() => unreached);
    return this.#last;
  }

  /** Also one that is only being opened. */
  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  async #ask(): Promise<Heard> {
    const { model, unit } = this.#place;
    const socket = await this.#open();
    if (!socket) return unreached;
    const protocol = scaleProtocols[model];
    return new Promise((resolve) => {
      let heard = '';
      const end = (answer: Heard) => {
        clearTimeout(timer);
        socket.off('data', onData).off('close', lost);
        // A late answer would be taken for that of the next question.
        if (answer.pan === 'unreached') this.close();
        resolve(answer);
      };
      const lost = () => end(unreached);
      const onData = (piece: Buffer) => {
        // Seven bits: the eighth is parity on many lines.
        heard += String.fromCharCode(...[...piece].map((byte) => byte & 0x7f));
        const reading = protocol.read(heard, unit);
        if (reading) end(reading);
        else if (heard.length > LONGEST) end(unreached);
      };
      const timer = setTimeout(lost, this.#patience);
      socket.on('data', onData).on('close', lost);
      socket.write(protocol.ask);
    });
  }

  #open(): Promise<Socket | null> {
    if (this.#socket && !this.#socket.destroyed) return Promise.resolve(this.#socket);
    const target = addressOf(this.#place.address);
    if (!target) return Promise.resolve(null);
    return new Promise((resolve) => {
      const socket = connect({ ...target, noDelay: true });
      this.#socket = socket;
      const timer = setTimeout(() => socket.destroy(), this.#patience);
      socket.on('error', () => socket.destroy());
      socket.once('connect', () => {
        clearTimeout(timer);
        resolve(socket);
      });
      socket.once('close', () => {
        clearTimeout(timer);
        resolve(null);
      });
    });
  }
}
