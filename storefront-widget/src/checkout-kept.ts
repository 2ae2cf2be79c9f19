/** What the browser keeps of a checkout, so that neither a reload nor a way to the bank and back loses it. */

import { uuid } from './uuid.ts';

export interface Attempt {
  /** Idempotency-Key: the same press twice, or again after no answer, is one payment */
  readonly key: string;
  readonly total: number;
  readonly methodId: string;
}

export interface KeptCheckout {
  readonly id: string;
  readonly secret: string;
  /** Sent, and not answered yet */
  readonly attempt: Attempt | null;
  /** As the shopper last saw it; another one is told before they pay */
  readonly seenTotal: number | null;
}

export interface KeptOrder {
  readonly id: string;
  readonly number: string;
  readonly token: string;
}

/** The attempt that is under way, when it is for the same; else a new one. */
export function attemptFor(before: Attempt | null, total: number, methodId: string): Attempt {
  return before?.total === total && before.methodId === methodId ? before : { key: uuid(), total, methodId };
}

const PREFIX = 'tillhouse-checkout:';

function read<T>(storage: () => Storage, key: string): T | null {
  try {
    return JSON.parse(storage().getItem(key) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

function write(storage: () => Storage, key: string, value: unknown): void {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, JSON.stringify(value));
  } catch {
    // Private windows and full storage: it lasts as long as the page.
  }
}

const lasting = () => localStorage;
/** What was typed and not sent is about a person: it goes with the tab. */
const passing = () => sessionStorage;

/** By shop; where the browser keeps nothing it is remembered for as long as the page stands. */
export class Keeper {
  readonly #shop: string;
  readonly #memory = new Map<string, unknown>();

  constructor(shop: string) {
    this.#shop = shop;
  }

  #get<T>(storage: () => Storage, name: string): T | null {
    return read<T>(storage, `${PREFIX}${this.#shop}:${name}`) ?? (this.#memory.get(name) as T | undefined) ?? null;
  }

  #set(storage: () => Storage, name: string, value: unknown): void {
    this.#memory.set(name, value);
    write(storage, `${PREFIX}${this.#shop}:${name}`, value);
  }

  get checkout(): KeptCheckout | null {
    const kept = this.#get<Partial<KeptCheckout>>(lasting, 'open');
    if (typeof kept?.id !== 'string' || typeof kept.secret !== 'string') return null;
    return { id: kept.id, secret: kept.secret, attempt: kept.attempt ?? null, seenTotal: kept.seenTotal ?? null };
  }

  set checkout(kept: KeptCheckout | null) {
    this.#set(lasting, 'open', kept);
  }

  /** Idempotency-Key of a beginning that is not answered yet */
  get beginning(): string | null {
    const key = this.#get<unknown>(lasting, 'beginning');
    return typeof key === 'string' ? key : null;
  }

  set beginning(key: string | null) {
    this.#set(lasting, 'beginning', key);
  }

  /** How the shopper wanted to pay, also when they come back from it */
  get method(): string | null {
    const id = this.#get<unknown>(lasting, 'method');
    return typeof id === 'string' ? id : null;
  }

  set method(id: string | null) {
    this.#set(lasting, 'method', id);
  }

  get draft(): Readonly<Record<string, string>> {
    return this.#get<Record<string, string>>(passing, 'draft') ?? {};
  }

  set draft(values: Readonly<Record<string, string>> | null) {
    this.#set(passing, 'draft', values);
  }

  get order(): KeptOrder | null {
    const kept = this.#get<Partial<KeptOrder>>(lasting, 'order');
    if (typeof kept?.id !== 'string' || typeof kept.token !== 'string') return null;
    return { id: kept.id, number: kept.number ?? '', token: kept.token };
  }

  set order(order: KeptOrder | null) {
    this.#set(lasting, 'order', order);
  }
}
