import { checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { orderDeliveries } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import { carrierLabels } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import { bringsBack } from '@tillhouse/shared/domains/shipping/returns-label.ts';
import { orderLetters, RETURNS_LABEL } from '@tillhouse/shared/domains/shoppers/order-letter-schema.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import type { CommerceContext } from '../context.ts';
import { inTables } from '../sealed-accounts.ts';

const MINUTE = 60_000;

/**
 * Lays down a letter that brings a returns label to who bought the order, as often as somebody asks, once a minute. @returns to whom
 * @throws HttpProblem
 */
export function mailLabel(
  { pool, now }: Pick<CommerceContext, 'pool' | 'now'>,
  tenantId: string,
  id: string,
): Promise<string> {
  return inTables(pool, tenantId, async (tx) => {
    const label = await tx.get(carrierLabels, { id });
    if (!label) throw notFound('label');
    const { orderId } = label;
    if (!bringsBack(label) || orderId === null)
      throw new HttpProblem(
        422,
        'carriers.no-returns-label',
        'This is no returns label with a paper. Nothing was mailed. Buy one, or print it at its carrier.',
      );
    const delivery = await tx.get(orderDeliveries, { orderId });
    const [checkout] = await tx.list(checkouts, { orderId });
    const to = delivery?.email ?? checkout?.contact?.email ?? '';
    if (to === '')
      throw new HttpProblem(
        422,
        'carriers.nobody-to-mail',
        'No e-mail address is known of who bought this. Nothing was mailed. Print the label and send it with a letter.',
      );
    const at = now();
    const about = `${RETURNS_LABEL}${id}:${Math.floor(at / MINUTE)}`;
    await tx.insertOnce(orderLetters, { orderId, about, nextAt: at, tries: 0, sentAt: null, tracking: '' });
    return to;
  });
}
