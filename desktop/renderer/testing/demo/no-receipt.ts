import type { NoReceiptArgs } from '@tillhouse/shared/domains/register/no-receipt-args.ts';
import type { NoReceiptWorth } from '../../../bridge/no-receipt-calls.ts';
import { NOW } from './catalog.ts';
import { tiles } from './till.ts';

/** A tenth off what it costs now, as if it had been sold so; every second one was not sold of late. */
export function noReceiptWorth(args: Record<string, unknown>): NoReceiptWorth {
  const { lines } = args as Pick<NoReceiptArgs, 'lines'>;
  const priced = lines.map(({ key, variantId, quantity }, index): NoReceiptWorth['lines'][number] => {
    const price = tiles.find((tile) => tile.variantId === variantId)?.price ?? 0;
    const sold = index % 2 === 0;
    const unitPrice = sold ? Math.floor(price * 0.9) : price;
    const source = sold
      ? { from: 'sold' as const, number: 'B2-1-00356', soldAt: NOW - 9 * 86_400_000 }
      : { from: 'list' as const };
    return { key, unitPrice, total: unitPrice * quantity, scale: 0, tracked: true, source };
  });
  const worth = priced.reduce((sum, { total }) => sum + total, 0);
  return { lines: priced, worth, tax: Math.round(worth / 6), cash: worth, cashLimit: 2_000 };
}
