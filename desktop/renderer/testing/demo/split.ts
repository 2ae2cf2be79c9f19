import type { LineShare, SplitBasket } from '../../../bridge/split-views.ts';
import type { Basket } from '../../../bridge/views.ts';
import type { Leg } from '../../../bridge/card-views.ts';

/** A bill of the sample till that is split by item. */
export class DemoSplit {
  parts: { key: string; quantity: number }[][] = [];

  choose(lines: { key: string; quantity: number }[], legs: readonly Leg[]): void {
    const open = this.parts.findIndex((_, index) => legs.every((leg) => leg.part !== index + 1));
    if (open >= 0) this.parts = this.parts.filter((_, index) => index !== open);
    if (lines.length > 0) this.parts = [...this.parts, lines];
  }

  /** The part that is paid now, from 1. */
  open(legs: readonly Leg[]): number | null {
    const at = this.parts.findIndex((_, index) => legs.every((leg) => leg.part !== index + 1));
    return at < 0 ? null : at + 1;
  }

  view(lines: Basket['lines'], legs: readonly Leg[]): SplitBasket | undefined {
    if (this.parts.length === 0) return undefined;
    const gone = (key: string) =>
      this.parts.flat().reduce((sum, share) => sum + (share.key === key ? share.quantity : 0), 0);
    const share = (key: string, quantity: number): LineShare => {
      const line = lines.find(({ id }) => id === key);
      return { key, quantity, total: line ? Math.round((line.total * quantity) / line.quantity) : 0 };
    };
    const parts = this.parts.map((part, index) => {
      const shares = part.map(({ key, quantity }) => share(key, quantity));
      const total = shares.reduce((sum, one) => sum + one.total, 0);
      const paid = legs.filter((leg) => leg.part === index + 1).reduce((sum, leg) => sum + leg.amount, 0);
      return { number: index + 1, lines: shares, total, left: Math.max(0, total - paid) };
    });
    const rest = lines.map(({ id, quantity }) => share(id, quantity - gone(id))).filter(({ quantity }) => quantity > 0);
    return { parts, open: this.open(legs), rest, ownReceipts: true };
  }
}
