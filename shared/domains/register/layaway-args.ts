import * as z from 'zod/mini';
import { amount, currency, flag, id, mailAddress, quantityOrZero, text, words } from '../../kernel/args.ts';
import { layawayKinds } from './layaway-schema.ts';
import { saleLine } from './sale-args.ts';

export const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/, 'not a day such as 2026-11-30'));

export const putAsideArgs = z.strictObject({
  layawayId: id,
  kind: z.enum(layawayKinds),
  registerId: id,
  sessionId: id,
  customerId: id,
  lines: z.array(saleLine).check(z.minLength(1), z.maxLength(200)),
  coupons: z.optional(z.array(words(64)).check(z.maxLength(20))),
  /** As of a sale */
  buyer: z.optional(z.strictObject({ segments: z.array(words(40)).check(z.maxLength(20)), firstOrder: flag })),
  dueOn: day,
  note: text(300),
  tellTo: z.nullable(mailAddress),
  /** Filled in at the till, in the transaction that puts it aside */
  decided: z.optional(
    z.strictObject({
      locationId: id,
      customerName: text(200),
      currency,
      total: amount,
      uses: z.array(z.strictObject({ promotionId: id, code: text(200) })).check(z.maxLength(200)),
      /** By line: so many are here and set aside at once */
      aside: z.array(quantityOrZero).check(z.maxLength(200)),
    }),
  ),
});
export type PutAsideArgs = z.infer<typeof putAsideArgs>;
