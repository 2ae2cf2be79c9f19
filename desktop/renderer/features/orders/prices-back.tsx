import * as z from 'zod/mini';
import type { OrderEvent, OrderPage } from '../../../bridge/order-page.ts';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import styles from './order-page.module.css';
import { sourceText } from './price-source.ts';

const priced = z.array(
  z.object({
    lineId: z.string(),
    unitPrice: z.number(),
    from: z._default(z.enum(['sold', 'list']), 'list'),
    number: z.optional(z.string()),
    soldAt: z.optional(z.number()),
  }),
);

/** Of goods without a receipt: what each was taken to be worth, and why. */
export function PricesBack({ event, order }: { readonly event: OrderEvent; readonly order: OrderPage }) {
  const read = priced.safeParse(event.after?.['withoutReceipt']);
  if (!read.success) return null;
  return (
    <ul className={styles.touched}>
      {read.data.map(({ lineId, unitPrice, ...source }) => (
        <li key={lineId}>
          {t('{title}: {price}, {source}', {
            title: order.lines.find(({ id }) => id === lineId)?.title ?? '',
            price: moneyText({ amount: unitPrice, currency: order.currency }),
            source: sourceText(source),
          })}
        </li>
      ))}
    </ul>
  );
}
