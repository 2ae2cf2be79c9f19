import type { MutationContext } from '../../kernel/define-mutator.ts';
import { localDayAndHour } from '../../kernel/instant.ts';
import type { Tx } from '../../kernel/tx.ts';
import { customers, reliefOn } from '../customers/schema.ts';
import { livePromotions } from '../pricing/live-promotions.ts';
import { storeTaxes } from '../pricing/store-taxes.ts';
import { quotedIn } from './quotes-sold.ts';
import type { SaleArgs } from './sale-args.ts';
import { sellingRegister, sellingStore, soldItems } from './till-reads.ts';

/** What a till knows when it prices what lies in a basket, in the transaction that writes it. @throws DomainError of its register and drawer */
export async function saleFacts(
  tx: Tx,
  args: Pick<SaleArgs, 'registerId' | 'sessionId' | 'customerId' | 'lines' | 'coupons'>,
  ctx: MutationContext,
) {
  const { register, session, sequence } = await sellingRegister(tx, args);
  const settings = await sellingStore(tx, ctx, { register, session });
  const variantIds = args.lines.flatMap(({ variantId }) => variantId ?? []);
  const items = await soldItems(tx, settings, variantIds, ctx.occurredAt);
  const { date } = localDayAndHour(ctx.occurredAt, settings.timeZone);
  const customer = args.customerId === null ? undefined : await tx.get(customers, { id: args.customerId });
  return {
    ...{ register, sequence, items, settings, date },
    taxes: await storeTaxes(tx, { store: settings, locationId: register.locationId, date }),
    promotions: await livePromotions(tx, { coupons: args.coupons ?? [], customerId: args.customerId }),
    customerName: customer?.name ?? '',
    groups: customer?.groups ?? [],
    relief: reliefOn(customer, date),
    ...(await quotedIn(tx, args)),
    occurredAt: ctx.occurredAt,
  };
}
