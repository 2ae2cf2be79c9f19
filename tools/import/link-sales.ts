import type { HistoryLine } from './history-line.ts';

interface SoldUnits {
  readonly orderId: string;
  readonly at: number;
  left: number;
}

/** Remembers what customers bought, to find the sale that a cancellation gives back. Newest sale first. */
export class SalesToReturn {
  readonly #sold = new Map<string, SoldUnits[]>();

  #key(line: HistoryLine): string {
    return `${line.customer}|${line.code}|${line.price}`;
  }

  addSale(orderId: string, lines: readonly HistoryLine[]): void {
    for (const line of lines) {
      if (!line.customer) continue;
      const key = this.#key(line);
      const list = this.#sold.get(key);
      const units = { orderId, at: line.moment.at, left: line.quantity };
      if (list) list.push(units);
      else this.#sold.set(key, [units]);
    }
  }

  /** The latest sale before it that holds every line of the cancellation, with its units taken off; null when there is none. */
  takeBack(lines: readonly HistoryLine[]): string | null {
    const perLine = lines.map((line) => ({
      line,
      sold: (this.#sold.get(this.#key(line)) ?? []).filter(
        ({ left, at }) => left >= -line.quantity && at <= line.moment.at,
      ),
    }));
    const candidates = perLine[0]?.sold.map(({ orderId }) => orderId).reverse() ?? [];
    const orderId = candidates.find((id) => perLine.every(({ sold }) => sold.some((units) => units.orderId === id)));
    if (orderId === undefined) return null;
    for (const { line, sold } of perLine) {
      const units = sold.find((one) => one.orderId === orderId);
      if (units) units.left += line.quantity;
    }
    return orderId;
  }
}
