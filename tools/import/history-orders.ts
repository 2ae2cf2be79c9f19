import type { HistoryLine } from './history-line.ts';
import { isGoods } from './history-survey.ts';
import { SalesToReturn } from './link-sales.ts';
import { idOf } from '@tillhouse/shared/kernel/source-ids.ts';

export interface OrderMaking {
  /** Part of every id: `online-retail` */
  readonly source: string;
  readonly currency: string;
  readonly locationId: string;
  /** The variant of a stock code that the shop has under another id; else the one this import made. */
  readonly variantOf: (code: string) => string;
  /** How many lines an invoice has, from the survey */
  readonly linesOf: (invoice: string) => number;
}

export interface MadeOrder {
  readonly order: Record<string, unknown>;
  readonly lineCount: number;
  readonly kind: 'sale' | 'return';
  readonly linked: boolean;
}

/** Collects lines into orders; cancellations come last, when every sale that they may give back is known: an invoice is complete when its last line has come, wherever that stands in the file. */
export class HistoryOrders {
  readonly #making: OrderMaking;
  readonly #open = new Map<string, HistoryLine[]>();
  readonly #sales = new SalesToReturn();
  readonly #returns: HistoryLine[][] = [];

  constructor(making: OrderMaking) {
    this.#making = making;
  }

  /** @returns the sale that this line completes */
  add(line: HistoryLine): MadeOrder | null {
    const lines = this.#open.get(line.invoice);
    if (!lines) this.#open.set(line.invoice, [line]);
    else lines.push(line);
    const all = lines ?? [line];
    if (all.length < this.#making.linesOf(line.invoice)) return null;
    this.#open.delete(line.invoice);
    if (line.kind === 'sale') return this.#order(all);
    this.#returns.push(all);
    return null;
  }

  /** The cancellations, in the order of the file; to be asked for once, after the last line. */
  *returns(): Generator<MadeOrder> {
    for (const lines of this.#returns) yield this.#order(lines);
  }

  #order(lines: readonly HistoryLine[]): MadeOrder {
    const { source, currency, locationId, variantOf } = this.#making;
    const first = lines[0] as HistoryLine;
    const id = idOf(source, 'order', first.invoice);
    const { kind } = first;
    if (kind === 'sale') this.#sales.addSale(id, lines);
    const originalOrderId = kind === 'return' ? this.#sales.takeBack(lines) : null;
    const customer = first.customer;
    const order = {
      id,
      number: first.invoice,
      kind,
      placedAt: first.moment.at,
      externalRef: `${source}:${first.invoice}`,
      customerId: customer ? idOf(source, 'customer', customer) : null,
      customerName: customer ? `Customer ${customer}` : 'Guest',
      locationId,
      currency,
      ...(originalOrderId ? { originalOrderId } : {}),
      lines: lines.map((line) => ({
        variantId: isGoods(line.code) ? variantOf(line.code) : null,
        title: (line.description || line.code).slice(0, 300),
        sku: line.code.slice(0, 80),
        quantity: line.quantity,
        unitPrice: line.price,
        // Whole units times minor units: exact as long as both are safe, which their reader made sure of.
        total: line.price * line.quantity,
      })),
    };
    return { order, lineCount: lines.length, kind, linked: originalOrderId !== null };
  }
}
