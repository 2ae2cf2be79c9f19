import type { DeskFile } from '../../database/open-desk.ts';
import { insertLeg } from '../../basket/legs.ts';
import { type CardOutcome, type TerminalAdapter, TerminalSilent, TerminalUnreached } from './adapter.ts';
import {
  type Attempt,
  attemptById,
  changeAttempt,
  insertAttempt,
  type NewAttempt,
  openAt,
  outside,
  unfinished,
  within,
} from './attempts.ts';
import { stillOpen } from './card-problems.ts';

export interface CardFlowOptions {
  readonly desk: Pick<DeskFile, 'transaction' | 'repeatable' | 'reader'>;
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** @returns null where the address is none that this program can reach */
  readonly terminalAt: (address: string, signal: AbortSignal) => TerminalAdapter | null;
  /** Milliseconds before the first question after a lost answer; twice as long before each next, up to `longest` */
  readonly firstWait?: number;
  readonly longestWait?: number;
  /** Between two questions to a terminal that is still at it */
  readonly runningWait?: number;
}

/**
 * Brings every card payment of this desk to an end that the till and the terminal agree on. The rule it holds: a key goes
 * out once, and only after it is durable here; after that the terminal is only ever asked what became of it. An approval
 * that nobody wants any more is taken back.
 */
export class CardFlow {
  readonly #options: CardFlowOptions;
  readonly #driven = new Map<string, Promise<void>>();
  readonly #pauses = new Set<() => void>();
  readonly #ending = new AbortController();

  constructor(options: CardFlowOptions) {
    this.#options = options;
  }

  /** Goes on with what the last host left; also asks at once instead of at the next turn. */
  wake(): void {
    for (const end of [...this.#pauses]) end();
    for (const { id } of unfinished(outside(this.#options.desk.reader))) this.#drive(id, false);
  }

  /**
   * Makes the attempt durable, then hands it to its terminal and returns. Begun again under its id, it goes on as it is.
   * @param check runs in the same transaction, before anything is written
   * @throws HostProblem `card.still-open` where the register's last one has no known end
   */
  async begin(attempt: NewAttempt, by: string, check: Parameters<DeskFile['transaction']>[1]): Promise<void> {
    const { desk, now } = this.#options;
    const fresh = await desk.transaction('foreground', async (connection) => {
      if (attemptById(within(connection), attempt.id)) return false;
      await check(connection);
      const open = openAt(within(connection), attempt.registerId);
      if (open) throw stillOpen(open.id);
      insertAttempt(connection, attempt, by, now());
      return true;
    });
    if (fresh) this.#drive(attempt.id, true);
  }

  /** The customer or the cashier wants it ended; the terminal says how it ended. */
  async cancel(id: string): Promise<void> {
    const attempt = attemptById(outside(this.#options.desk.reader), id);
    if (attempt?.state !== 'open') return;
    await this.#terminalOf(attempt)
      ?.cancel(id)
      .catch((error: unknown) => {
        if (!(error instanceof TerminalSilent)) throw error;
      });
  }

  /** What waits for the end of one payment; for tests and for screens that show it at once. */
  async ended(id: string): Promise<void> {
    await this.#driven.get(id);
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    for (const end of [...this.#pauses]) end();
    await Promise.allSettled(this.#driven.values());
  }

  #terminalOf({ terminal }: Attempt): TerminalAdapter | null {
    return this.#options.terminalAt(terminal, this.#ending.signal);
  }

  #drive(id: string, fresh: boolean): void {
    if (this.#driven.has(id) || this.#ending.signal.aborted) return;
    const driven = this.#bring(id, fresh)
      .catch((error: unknown) => this.#options.log(`card payment ${id}: ${String(error)}`))
      .finally(() => this.#driven.delete(id));
    this.#driven.set(id, driven);
  }

  async #bring(id: string, fresh: boolean): Promise<void> {
    const { desk, firstWait = 500, longestWait = 15_000, runningWait = 1_000 } = this.#options;
    let wait = firstWait;
    let first = fresh;
    while (!this.#ending.signal.aborted) {
      const attempt = attemptById(outside(desk.reader), id);
      if (attempt?.state !== 'open' && attempt?.state !== 'reversing') return;
      const terminal = this.#terminalOf(attempt);
      const begins = first;
      first = false;
      try {
        if (!terminal) throw new TerminalSilent('this desk cannot reach such an address');
        if (attempt.state === 'reversing') await this.#reverse(attempt, terminal);
        else if (begins) await this.#end(id, await this.#start(attempt, terminal));
        else if (await this.#askAfter(attempt, terminal)) await this.#pause(runningWait);
        wait = firstWait;
      } catch (error) {
        if (!(error instanceof TerminalSilent)) throw error;
        if (this.#ending.signal.aborted) return;
        if (begins && error instanceof TerminalUnreached) {
          await this.#change(id, { state: 'never', reason: error.says ?? 'The terminal could not be reached' });
          return;
        }
        await this.#progress(id, 'asking');
        await this.#pause(wait);
        wait = Math.min(wait * 2, longestWait);
      }
    }
  }

  #start(attempt: Attempt, terminal: TerminalAdapter): Promise<CardOutcome> {
    const { id: key, purpose, amount, currency, original, asksTip, orderId, startedBy: by } = attempt;
    const tipPercents = asksTip === null ? undefined : (JSON.parse(asksTip) as number[]);
    const request = { key, purpose, amount, currency, original, orderId, by, ...(tipPercents && { tipPercents }) };
    return terminal.start(request, (step) => void this.#progress(key, step).catch(() => {}));
  }

  /** @returns whether the terminal is still at it */
  async #askAfter({ id }: Attempt, terminal: TerminalAdapter): Promise<boolean> {
    const said = await terminal.ask(id);
    if (said.state === 'running') {
      await this.#progress(id, 'running');
      return true;
    }
    if (said.state === 'never')
      await this.#change(id, {
        state: 'never',
        reason: said.reason ?? 'The terminal never had it, and refuses it from now on',
      });
    else await this.#end(id, said);
    return false;
  }

  /** What the terminal said, and what this desk makes of it: one transaction. */
  async #end(id: string, said: CardOutcome): Promise<void> {
    const { desk, now } = this.#options;
    await desk.transaction('foreground', async (connection) => {
      const attempt = attemptById(within(connection), id);
      if (attempt?.state !== 'open') return;
      if (said.state !== 'approved') {
        const { state } = said;
        changeAttempt(connection, id, { state, ...('reason' in said && { reason: said.reason }) }, now());
        return;
      }
      const { orderId, purpose, amount, wanted, tip, asksTip } = attempt;
      // What the customer added at the terminal, where it was to ask.
      const added = asksTip === null ? 0 : (said.tip ?? 0);
      const basket =
        purpose === 'refund' ||
        connection.allNow('SELECT 1 FROM desk_baskets WHERE order_id = ?', [orderId]).length > 0;
      const kept = { reference: said.reference, card: { key: id, ...said.card } };
      let unwanted = '';
      if (said.amount !== amount + added) unwanted = 'The terminal approved another amount than was asked';
      else if (!wanted) unwanted = 'It was approved after this till had gone another way';
      else if (!basket) unwanted = 'Its basket was gone when it was approved';
      if (unwanted) return changeAttempt(connection, id, { state: 'reversing', reason: unwanted, ...kept }, now());
      changeAttempt(connection, id, { state: 'approved', reason: '', ...kept }, now());
      if (purpose === 'charge') {
        const taken = { amount: amount - tip, tip: tip + added };
        const leg = { id, kind: 'card' as const, ...taken, reference: said.reference, attemptId: id };
        insertLeg(connection, orderId, leg, now());
      }
    });
  }

  async #reverse(attempt: Attempt, terminal: TerminalAdapter): Promise<void> {
    const said = await terminal.reverse(attempt.id);
    if (said.done) return this.#change(attempt.id, { state: 'reversed' });
    const reason = [attempt.reason, `The terminal does not take it back: ${said.reason}`].filter(Boolean).join('. ');
    await this.#change(attempt.id, { state: 'case', reason });
  }

  async #change(id: string, change: Parameters<typeof changeAttempt>[2]): Promise<void> {
    const { desk, now } = this.#options;
    await desk.transaction('foreground', async (connection) => {
      const { state } = attemptById(within(connection), id) ?? {};
      // A person may have settled it meanwhile.
      if (state === 'open' || state === 'reversing') changeAttempt(connection, id, change, now());
    });
  }

  /** For the screen alone, so that it is not waited for. */
  async #progress(id: string, progress: string): Promise<void> {
    if (this.#ending.signal.aborted) return;
    const sql =
      "UPDATE desk_card_attempts SET progress = ? WHERE id = ? AND state IN ('open', 'reversing') AND progress <> ?";
    await this.#options.desk.repeatable(async (connection) => {
      if (attemptById(within(connection), id)?.progress !== progress) connection.runNow(sql, [progress, id, progress]);
    });
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#pauses.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#pauses.add(end);
      if (this.#ending.signal.aborted) end();
    });
  }
}
