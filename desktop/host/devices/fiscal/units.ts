import type { FiscalFigures, FiscalOfReceipt, FiscalSigned } from '@tillhouse/shared/domains/register/fiscal.ts';
import { limited, type Signal } from '@tillhouse/sync/client/aborter.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { DeskFile } from '../../database/open-desk.ts';
import { deviceAt, deviceWithin, type FiscalSettings } from '../device-settings.ts';
import { FiscalNotOpen, type FiscalPort, FiscalRefused, FiscalSilent } from './port.ts';

export interface FiscalUnitsOptions {
  readonly desk: Pick<DeskFile, 'transaction' | 'reader'>;
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** Windows show another state */
  readonly onState: () => void;
  readonly portAt: (settings: FiscalSettings, signal: Signal) => FiscalPort;
  /** The longest that a sale waits for it */
  readonly limitMs?: number;
  /** After so long one that is out is asked again */
  readonly againMs?: number;
}

interface Out {
  readonly since: number;
  readonly reason: string;
}

interface Asked {
  readonly registerId: string;
  readonly orderId: string;
  readonly figures: FiscalFigures;
}

interface Ending {
  readonly settings: FiscalSettings;
  readonly limit: Signal;
  readonly orderId: string;
  readonly figures: FiscalFigures;
}

/** The background may wait longer: nobody stands before it. */
const CALM_MS = 5_000;
/** Of what was signed and whose sale failed after it; a basket that is paid again finds it. */
const REMEMBERED = 50;

/**
 * The fiscal devices of this desk's registers. A transaction is opened there with a basket's first item, in the background, and ended in the
 * transaction of its sale, which waits no longer than `limitMs`; one that is out is not waited for at all until it answers again.
 */
export class FiscalUnits {
  readonly #options: FiscalUnitsOptions;
  readonly #out = new Map<string, Out>();
  readonly #starting = new Map<string, Promise<number>>();
  readonly #signed = new Map<string, { readonly what: string; readonly signed: FiscalSigned }>();
  readonly #ending = new AbortController();
  #again: ReturnType<typeof setTimeout> | undefined;
  #tending: Promise<void> | undefined;
  #wanted = false;

  constructor(options: FiscalUnitsOptions) {
    this.#options = options;
  }

  /** Null while it signs. */
  outAt(registerId: string): Out | null {
    return this.#out.get(registerId) ?? null;
  }

  /** Within the transaction of a sale or return. Never rejects: what cannot be signed says so. Null where there is no device. */
  async sign(connection: DeskConnection, { registerId, orderId, figures }: Asked): Promise<FiscalOfReceipt | null> {
    const settings = deviceWithin(connection, registerId, 'fiscal');
    if (!settings) return null;
    const { client } = settings;
    const known = this.#out.get(registerId);
    if (known) return { state: 'out', client, ...known };
    try {
      const limit = this.#limit(this.#options.limitMs ?? 1_000);
      const signed = await this.#finish(connection, { settings, limit, orderId, figures });
      connection.runNow('DELETE FROM desk_fiscal_transactions WHERE order_id = ?', [orderId]);
      return signed;
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).slice(0, 200);
      const unfit = error instanceof FiscalRefused && error.unfit;
      if (!unfit) this.#isOut(registerId, reason);
      return { state: 'out', client, since: this.#out.get(registerId)?.since ?? this.#options.now(), reason };
    }
  }

  async #finish(connection: DeskConnection, { settings, limit, orderId, figures }: Ending): Promise<FiscalSigned> {
    const port = this.#options.portAt(settings, limit);
    const what = JSON.stringify(figures);
    const before = this.#signed.get(orderId);
    if (before?.what === what) return before.signed;
    const [row] = connection.allNow('SELECT number FROM desk_fiscal_transactions WHERE order_id = ?', [orderId]);
    const begun = row ? Number(row.number) : await this.#startedWithin(orderId, limit);
    const signed = await (begun === undefined ? this.#fresh(port, figures) : this.#ended(port, begun, figures));
    this.#signed.set(orderId, { what, signed });
    for (const old of [...this.#signed.keys()].slice(0, -REMEMBERED)) this.#signed.delete(old);
    return signed;
  }

  async #fresh(port: FiscalPort, figures: FiscalFigures): Promise<FiscalSigned> {
    return port.finish(await port.start(), figures);
  }

  /** One that was ended with other figures, before the till fell, is left as it is, and a new one says what was sold. */
  #ended(port: FiscalPort, number: number, figures: FiscalFigures): Promise<FiscalSigned> {
    return port.finish(number, figures).catch((error: unknown) => {
      if (error instanceof FiscalNotOpen) return this.#fresh(port, figures);
      throw error;
    });
  }

  /** One that the background begins at this moment. It may wait longer for it than whoever stands before the till. */
  #startedWithin(orderId: string, limit: Signal): Promise<number | undefined> {
    const starting = this.#starting.get(orderId)?.catch(() => undefined);
    if (!starting) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      const over = () => reject(new FiscalSilent('it did not answer in time'));
      if (limit.aborted) return over();
      limit.addEventListener('abort', over, { once: true });
      void starting.then(resolve).finally(() => limit.removeEventListener('abort', over));
    });
  }

  #port(settings: FiscalSettings, ms: number): FiscalPort {
    return this.#options.portAt(settings, this.#limit(ms));
  }

  /** Aborts after a time, or when the desk ends. */
  #limit(ms: number): Signal {
    return limited(this.#ending.signal, ms);
  }

  #isOut(registerId: string, reason: string): void {
    if (this.#ending.signal.aborted || this.#out.has(registerId)) return;
    this.#out.set(registerId, { since: this.#options.now(), reason });
    this.#options.log(`the fiscal device of ${registerId} is out: ${reason}`);
    this.#options.onState();
    this.#later();
  }

  #later(): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.wake(), this.#options.againMs ?? 15_000);
    this.#again.unref();
  }

  /** Looks after baskets that began or were given up, and asks those that are out whether they sign again. */
  wake(): void {
    if (this.#ending.signal.aborted) return;
    this.#wanted = true;
    this.#tending ??= this.#tend().finally(() => {
      this.#tending = undefined;
    });
  }

  async settled(): Promise<void> {
    while (this.#tending) await this.#tending;
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    clearTimeout(this.#again);
    await this.settled();
  }

  async #tend(): Promise<void> {
    while (this.#wanted && !this.#ending.signal.aborted) {
      this.#wanted = false;
      const sql = "SELECT register_id AS id FROM desk_devices WHERE kind = 'fiscal'";
      for (const { id } of this.#options.desk.reader.all<{ id: string }>(sql))
        await this.#tendOne(id).catch((error: unknown) => {
          // The file closes under it when the host ends.
          if (!this.#ending.signal.aborted) this.#isOut(id, error instanceof Error ? error.message : String(error));
        });
    }
  }

  async #tendOne(registerId: string): Promise<void> {
    const { reader } = this.#options.desk;
    const settings = deviceAt(reader, registerId, 'fiscal');
    if (!settings) return;
    if (this.#out.has(registerId)) await this.#asked(registerId, settings);
    if (this.#out.has(registerId)) return;
    const selling = `SELECT 1 FROM desk_basket_lines l WHERE l.basket_id = b.id AND l.removed_at IS NULL`;
    const begun = reader.all<{ orderId: string }>(
      `SELECT b.order_id AS orderId FROM desk_baskets b WHERE b.place = ? AND b.parked_at IS NULL AND EXISTS (${selling})
         AND NOT EXISTS (SELECT 1 FROM desk_fiscal_transactions t WHERE t.order_id = b.order_id)`,
      [registerId],
    );
    for (const { orderId } of begun) await this.#begin(registerId, settings, orderId);
    const over = reader.all<{ orderId: string; number: number }>(
      `SELECT t.order_id AS orderId, t.number FROM desk_fiscal_transactions t WHERE t.register_id = ?
         AND NOT EXISTS (SELECT 1 FROM desk_baskets b WHERE b.order_id = t.order_id AND EXISTS (${selling}))`,
      [registerId],
    );
    for (const { orderId, number } of over) {
      await this.#port(settings, CALM_MS)
        .abandon(number)
        .catch((error: unknown) => {
          // It was ended, with its sale.
          if (!(error instanceof FiscalNotOpen)) throw error;
        });
      await this.#write('DELETE FROM desk_fiscal_transactions WHERE order_id = ?', [orderId]);
    }
  }

  async #asked(registerId: string, settings: FiscalSettings): Promise<void> {
    try {
      const { problem } = await this.#port(settings, CALM_MS).facts();
      if (problem) return this.#later();
      this.#out.delete(registerId);
      this.#options.log(`the fiscal device of ${registerId} signs again`);
      this.#options.onState();
    } catch {
      this.#later();
    }
  }

  async #begin(registerId: string, settings: FiscalSettings, orderId: string): Promise<void> {
    const starting = this.#port(settings, CALM_MS).start();
    this.#starting.set(orderId, starting);
    try {
      const row = [orderId, registerId, await starting, this.#options.now()];
      const sql =
        'INSERT OR IGNORE INTO desk_fiscal_transactions (order_id, register_id, number, started_at) VALUES (?, ?, ?, ?)';
      await this.#write(sql, row);
    } finally {
      this.#starting.delete(orderId);
    }
  }

  #write(sql: string, params: (string | number)[]): Promise<void> {
    return this.#options.desk.transaction('background', async (connection) => {
      connection.runNow(sql, params);
    });
  }
}
