import type { HistoryLine } from './history-line.ts';

interface Seen {
  readonly descriptions: Map<string, number>;
  readonly prices: Map<number, number>;
}

/** What the first reading of a file learns: names and prices of its goods, its customers, where invoices end. */
export class HistorySurvey {
  readonly goods = new Map<string, Seen>();
  /** Customer → country as written last */
  readonly customers = new Map<string, string>();
  /** Invoice → how many of its lines can be brought in */
  readonly invoices = new Map<string, number>();
  lines = 0;
  rejected = 0;

  add(line: HistoryLine): void {
    this.invoices.set(line.invoice, (this.invoices.get(line.invoice) ?? 0) + 1);
    if (line.customer) this.customers.set(line.customer, line.country);
    let seen = this.goods.get(line.code);
    if (!seen) {
      seen = { descriptions: new Map(), prices: new Map() };
      this.goods.set(line.code, seen);
    }
    const { descriptions, prices } = seen;
    if (line.description) descriptions.set(line.description, (descriptions.get(line.description) ?? 0) + 1);
    if (line.price > 0 && line.kind === 'sale') prices.set(line.price, (prices.get(line.price) ?? 0) + 1);
  }

  /** The name that most lines use, and the price most lines were sold at; the first seen on a tie. */
  product(code: string): { title: string; otherTitles: number; price: number | null } {
    const { descriptions, prices } = this.goods.get(code) ?? { descriptions: new Map(), prices: new Map() };
    return {
      title: mostUsed(descriptions) ?? code,
      otherTitles: Math.max(0, descriptions.size - 1),
      price: mostUsed(prices) ?? null,
    };
  }
}

function mostUsed<T>(counts: ReadonlyMap<T, number>): T | undefined {
  let best: T | undefined;
  let most = 0;
  for (const [value, count] of counts) if (count > most) [best, most] = [value, count];
  return best;
}

/** Codes that are a service or a note, not goods: their lines are kept without a product. */
export function isGoods(code: string): boolean {
  return /\d/.test(code) && code !== 'C2' && !code.startsWith('GIFT_');
}
