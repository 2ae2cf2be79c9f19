import type { CardOutcome, CardRequest, CardState } from '../adapter.ts';

/** How the next payment goes. What is not named goes well. */
export interface Script {
  /** What the bank and the customer do */
  readonly ends?: 'approve' | 'decline' | 'cancel' | 'partial';
  /** Of a decline; `Do not honour` */
  readonly reason?: string;
  /** What becomes of the answer: it comes, it is booked and never sent, or it comes twice */
  readonly answer?: 'once' | 'lost' | 'twice';
  /** The terminal falls in the middle and comes back: before it booked, or after */
  readonly restart?: 'before' | 'after';
  /** Milliseconds that the customer takes; the till hears signs of life meanwhile */
  readonly takes?: number;
  /** Minor units that the customer gives as a tip where the till has it asked for */
  readonly tip?: number;
  /** Of the card that is held to it */
  readonly card?: { readonly brand: string; readonly last4: string; readonly entry: 'contactless' | 'chip' | 'swipe' };
}

/** A line of the terminal's own book: what the bank will settle. */
export interface BookLine extends CardRequest {
  readonly outcome: CardOutcome;
}

/** What a terminal keeps through a restart, as real ones do: one line a key, booked once. */
export class TerminalBook {
  readonly lines = new Map<string, BookLine>();
  /** Keys that were asked about before they were heard of; they are refused for ever */
  readonly #refused = new Set<string>();
  /** How often a key arrived to be booked, for tests: more than once is a till that sent a second charge */
  readonly arrived = new Map<string, number>();
  #next = 4_000;

  /** @returns what is known already, or null where the terminal may begin */
  arrives(request: CardRequest): CardOutcome | null {
    this.arrived.set(request.key, (this.arrived.get(request.key) ?? 0) + 1);
    const known = this.lines.get(request.key);
    if (known) return known.outcome;
    if (this.#refused.has(request.key))
      return { state: 'declined', reason: 'This payment was given up before it began' };
    return null;
  }

  write(request: CardRequest, script: Script, terminal: string): CardOutcome {
    const known = this.lines.get(request.key);
    if (known) return known.outcome;
    this.#next += 1;
    const number = String(this.#next);
    const { brand, last4, entry } = script.card ?? { brand: 'Visa', last4: '4417', entry: 'contactless' };
    const ends = script.ends ?? 'approve';
    let outcome: CardOutcome;
    if (ends === 'decline') outcome = { state: 'declined', reason: script.reason ?? 'Do not honour' };
    else if (ends === 'cancel') outcome = { state: 'cancelled', reason: 'The customer pressed Cancel' };
    else {
      const tip = request.tipPercents ? (script.tip ?? 0) : undefined;
      outcome = {
        state: 'approved',
        amount: ends === 'partial' ? Math.max(1, Math.floor(request.amount / 2)) : request.amount + (tip ?? 0),
        ...(tip !== undefined && { tip }),
        reference: `T${number}`,
        card: { terminal, approvalCode: `08${number}`, brand, last4, entry },
      };
    }
    this.lines.set(request.key, { ...request, outcome });
    return outcome;
  }

  state(key: string, running: boolean): CardState {
    if (running) return { state: 'running' };
    const known = this.lines.get(key);
    if (known) return known.outcome;
    this.#refused.add(key);
    return { state: 'never' };
  }

  /** Idempotent: what is given back already stays so. */
  reverse(key: string): { done: boolean; reason: string } {
    const line = this.lines.get(key);
    if (!line) return { done: false, reason: 'This terminal does not know the payment' };
    if (line.outcome.state === 'approved') this.lines.set(key, { ...line, outcome: { state: 'reversed' } });
    return { done: true, reason: '' };
  }

  /** Minor units that the bank settles: charges less refunds */
  settles(): number {
    let sum = 0;
    for (const { purpose, outcome } of this.lines.values())
      if (outcome.state === 'approved') sum += purpose === 'charge' ? outcome.amount : -outcome.amount;
    return sum;
  }
}
