import type { TipChoice } from '../../../bridge/display-views.ts';
import type { Host } from '../../host.ts';

/** What the customer said at the display, until the till has taken it. */
interface Kept {
  offer: readonly TipChoice[] | null;
  /** 0: no tip; null: nothing was chosen */
  tip: number | null;
  mail: { readonly orderId: string; readonly to: string } | null;
  /** The order whose receipt was asked for last */
  mailed: string;
}

const none = { offer: null, tip: null, mail: null, mailed: '' } as const;

/**
 * Between the two sides of a counter: the till offers, the customer says, the till takes it. Nobody is signed in at a display, so
 * that nothing is done there: it is said, and done by whoever sells. Kept in memory, for as long as the customer stands there.
 */
export class CustomerWishes {
  readonly #kept = new Map<string, Kept>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  #at(registerId: string): Kept {
    const kept = this.#kept.get(registerId) ?? { ...none };
    this.#kept.set(registerId, kept);
    return kept;
  }

  at(registerId: string): Readonly<Kept> {
    return this.#kept.get(registerId) ?? none;
  }

  /** An offer that changes asks again; null takes it away. */
  offerTip(registerId: string, offer: readonly TipChoice[] | null): void {
    const kept = this.#at(registerId);
    if (JSON.stringify(kept.offer) === JSON.stringify(offer)) return;
    Object.assign(kept, { offer, tip: null });
    this.#changed();
  }

  /** @returns false where that was not offered */
  chooseTip(registerId: string, amount: number): boolean {
    const kept = this.#at(registerId);
    if (!kept.offer || (amount !== 0 && !kept.offer.some((choice) => choice.amount === amount))) return false;
    kept.tip = amount;
    this.#changed();
    return true;
  }

  mail(registerId: string, mail: NonNullable<Kept['mail']>): void {
    Object.assign(this.#at(registerId), { mail, mailed: mail.orderId });
    this.#changed();
  }

  /** @returns false where another window of the till has taken it */
  taken(registerId: string, what: 'tip' | 'mail'): boolean {
    const kept = this.#at(registerId);
    if (kept[what] === null) return false;
    kept[what] = null;
    this.#changed();
    return true;
  }
}

const known = new WeakMap<object, CustomerWishes>();

export function wishesOf({ desk, changed }: Pick<Host, 'desk' | 'changed'>): CustomerWishes {
  const made = known.get(desk.reader) ?? new CustomerWishes(() => changed('wishes'));
  known.set(desk.reader, made);
  return made;
}

/** For queries, which have the reader alone. */
export const wishesBehind = (reader: object, registerId: string) => known.get(reader)?.at(registerId) ?? none;
