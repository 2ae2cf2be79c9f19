import { SimulatedLine } from '../simulated-line.ts';
import type { PanState, ScaleModel, ScaleUnit } from './scale-protocols.ts';

/** A scale without a pan: it answers on TCP as a real one does, with what it is told lies on it. */
export class SimulatedScale {
  readonly model: ScaleModel;
  readonly unit: ScaleUnit;
  /** Thousandths of its unit */
  weight = 0;
  /** What is the matter; null: what lies on it can be read */
  trouble: Exclude<PanState, 'stable' | 'zero'> | null = null;
  deaf = false;
  readonly #line: SimulatedLine;

  constructor({
    model = 'mt-8217',
    unit = 'KGM',
    port = 0,
  }: { model?: ScaleModel; unit?: ScaleUnit; port?: number } = {}) {
    this.model = model;
    this.unit = unit;
    this.#line = new SimulatedLine((socket) => {
      socket.on('data', (piece) => {
        if (piece.includes(0x57) && !this.deaf) socket.write(this.model === 'nci' ? this.#nci() : this.#mt8217());
      });
    }, port);
  }

  get address(): string {
    return this.#line.address;
  }

  async start(): Promise<this> {
    await this.#line.start();
    return this;
  }

  stop(): Promise<void> {
    return this.#line.stop();
  }

  #digits(): string {
    return (this.weight / 1_000).toFixed(3).padStart(6, '0');
  }

  #mt8217(): string {
    const bits = { moving: 0x01, over: 0x02, under: 0x04, fault: 0x08 } as const;
    if (this.trouble) return `\u0002?${String.fromCharCode(0x60 | bits[this.trouble])}\r`;
    return this.weight === 0 ? '\u0002?p\r' : `\u0002${this.#digits()}\r`;
  }

  #nci(): string {
    const status = { moving: '10', over: '02', under: '01', fault: '40' } as const;
    const digits = this.trouble === 'over' ? '^^^^^^' : this.trouble === 'under' ? '______' : this.#digits();
    const said = this.trouble ? status[this.trouble] : this.weight === 0 ? '20' : '00';
    return `\n${digits}${this.unit === 'KGM' ? 'KG' : 'LB'}\r\nS${said}\r\u0003`;
  }
}
