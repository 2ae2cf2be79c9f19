import * as z from 'zod/mini';
import { taxing } from '../pricing/provider-tax.ts';
import { vatEvidence } from '../pricing/reverse-charge.ts';
import { chosenCarrier } from '../shipping/carriers.ts';
import { deliveryTaxed, reliefOfOrder, taxOfLine } from './frozen-parts.ts';

/** Minor units, quantities and positions alike. */
const whole = z.number().check(z.int());
const discount = z.strictObject({ promotionId: z.string(), name: z.string(), amount: whole });

/**
 * An online order as it was priced, with everything that placing it writes: nothing is priced again between the moment a
 * shopper said yes to a total and the order that is born of it. Amounts are minor units of `currency`.
 */
export const frozenOrder = z.strictObject({
  storeId: z.nullable(z.string()),
  currency: z.string(),
  pricesIncludeTax: z.boolean(),
  timeZone: z.string(),
  customerId: z.nullable(z.string()),
  customerName: z.string(),
  /** Where its goods are held, and leave from */
  locationId: z.string(),
  relief: z.nullable(reliefOfOrder),
  lines: z.array(
    z.strictObject({
      key: z.string(),
      variantId: z.string(),
      quantity: whole,
      scale: whole,
      sku: z.string(),
      title: z.string(),
      variantTitle: z.string(),
      tracked: z.boolean(),
      taxClass: z.string(),
      /** What the buyer pays: `0` with relief */
      taxRate: z.string(),
      unitPrice: whole,
      discount: whole,
      net: whole,
      tax: whole,
      total: whole,
      taxes: z.array(taxOfLine),
      discounts: z.array(discount),
    }),
  ),
  /** Off the delivery */
  shippingDiscounts: z.array(discount),
  /** Promotions of which uses are counted */
  uses: z.array(z.strictObject({ promotionId: z.string(), code: z.string() })),
  subtotal: whole,
  taxTotal: whole,
  shippingTotal: whole,
  /** How delivery is taxed; one that was frozen before it was says nothing */
  shippingTaxed: z.optional(z.nullable(deliveryTaxed)),
  total: whole,
  /** By which provider of taxes and how; one that was frozen before there were any says nothing */
  taxing: z.optional(z.nullable(taxing)),
  delivery: z.nullable(
    z.strictObject({
      recipient: z.string(),
      address: z.string(),
      country: z.nullable(z.string()),
      method: z.string(),
      // One that was frozen before these were kept has none of them.
      kind: z.optional(z.enum(['ship', 'pick-up'])),
      earliest: z.optional(z.nullable(z.string())),
      latest: z.optional(z.nullable(z.string())),
      email: z.optional(z.nullable(z.string())),
      phone: z.optional(z.nullable(z.string())),
      taxedIn: z.optional(z.nullable(z.string())),
      buyerReference: z.optional(z.nullable(z.string())),
      vatEvidence: z.optional(z.nullable(vatEvidence)),
      carrier: z.optional(z.nullable(chosenCarrier)),
    }),
  ),
});
export type FrozenOrder = z.infer<typeof frozenOrder>;
