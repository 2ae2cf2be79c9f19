import * as z from 'zod/mini';
import { creditKinds } from '../credit/schema.ts';
import { instant, id, quantity, text, words } from '../../kernel/args.ts';
import { returnConditions, returnReasons } from '../orders/schema.ts';
import { decided, lineSnapshot, loads } from './sale-args.ts';

/** Where the price of a unit that came back comes from. */
export const priceSource = z.strictObject({
  /** `sold`: what it was sold for lately, at its lowest; `list`: what it costs now, where that is less or nobody bought it */
  from: z.enum(['sold', 'list']),
  /** Of `sold`: the sale */
  number: z.optional(text(60)),
  soldAt: z.optional(instant),
});
export type PriceSource = z.infer<typeof priceSource>;

export const noReceiptLine = z.strictObject({
  key: words(64),
  variantId: id,
  quantity,
  reason: z.enum(returnReasons),
  condition: z.enum(returnConditions),
  restock: z.enum(['available', 'damaged', 'none']),
  /** Put in by the host: the line of a sale at the lowest price of late; null where it was not sold */
  soldLineId: z.optional(z.nullable(id)),
  /** Filled in at the desk; amounts are negative */
  snapshot: z.optional(z.extend(lineSnapshot, { variantId: z.nullable(id) })),
  source: z.optional(priceSource),
});

export const noReceiptArgs = z.strictObject({
  orderId: id,
  registerId: id,
  sessionId: id,
  /** Who brings it; store credit is theirs */
  customerId: z.nullable(id),
  lines: z.array(noReceiptLine).check(z.minLength(1), z.maxLength(50)),
  payBack: z.strictObject({
    kind: z.enum(['cash', 'store-credit']),
    /** Put in at the desk: the store credit that it goes to */
    credit: z.optional(z.extend(loads, { kind: z.enum(creditKinds) })),
  }),
  /** Who brought it and what was seen of them: a name on a card, why there is no receipt */
  note: words(300),
  decided: z.optional(decided),
});
export type NoReceiptArgs = z.infer<typeof noReceiptArgs>;
