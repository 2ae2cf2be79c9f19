import type { Reader } from '../database/reader.ts';
import { heardOf, notesOf } from './keep-notes.ts';
import type { Heard, Note, Ready } from './note.ts';
import { ownNotes } from './own-notes.ts';

/** Notes sent before the other side has said that it keeps them. */
const AT_ONCE = 40;

export interface ExchangeOptions {
  readonly reader: Reader;
  readonly self: string;
  readonly peerId: string;
  readonly ready: Ready;
  readonly locationIds: readonly string[];
  readonly send: (notes: readonly Note[]) => void;
}

/** Tells one neighbour, batch after batch, all that it has not heard yet: of this desk, and of those that told this one. */
export class Exchange {
  readonly #options: ExchangeOptions;
  /** How far the other side has heard, and what need not be looked at again for it */
  readonly #heard = new Map<string, number>();
  #onItsWay = false;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    const { reader, self, ready } = options;
    for (const [origin, seq] of Object.entries(ready.heard)) this.#heard.set(origin, seq);
    const last = reader.get<{ n: number | null }>('SELECT max(order_no) AS n FROM main.sync_outbox')?.n ?? 0;
    // It heard a later file of this desk than this one is: what this one did since has places that were given before.
    if ((ready.heard[self] ?? 0) > last) this.#heard.delete(self);
  }

  #of(origin: string): number {
    return this.#heard.get(origin) ?? 0;
  }

  got(heard: Heard): void {
    this.#onItsWay = false;
    for (const [origin, seq] of Object.entries(heard)) this.#heard.set(origin, Math.max(this.#of(origin), seq));
    this.go();
  }

  go(): void {
    if (this.#onItsWay) return;
    const notes = this.#next();
    if (notes.length === 0) return;
    this.#onItsWay = true;
    this.#options.send(notes);
  }

  #next(): Note[] {
    const { reader, self, peerId, ready, locationIds } = this.#options;
    const concerns = ({ locationId }: Note) => locationId === null || locationIds.includes(locationId);
    for (;;) {
      const before = this.#of(self);
      const { notes, upTo } = ownNotes(reader, self, before, ready.from);
      const told = notes.filter(concerns);
      if (told.length > 0) return told;
      this.#heard.set(self, upTo);
      if (upTo === before) break;
    }
    for (const [origin, seq] of Object.entries(heardOf(reader))) {
      if (origin === peerId || origin === self || seq <= this.#of(origin)) continue;
      const told = notesOf(reader, origin, this.#of(origin), AT_ONCE).filter(concerns);
      if (told.length > 0) return told;
      this.#heard.set(origin, seq);
    }
    return [];
  }
}
