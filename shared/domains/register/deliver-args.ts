import * as z from 'zod/mini';
import { id, mailAddress, text, words } from '../../kernel/args.ts';

/** What is paid at a till and leaves later: how, where from, and to whom. */
export const deliverArgs = z.strictObject({
  kind: z.enum(['ship', 'pick-up']),
  /** Where its goods are committed: they leave from there, or are collected there */
  locationId: id,
  recipient: words(120),
  /** Street, place and postcode, a line each; empty of what is collected */
  address: text(400),
  /** Null: that of the store */
  country: z.nullable(z.string().check(z.regex(/^[A-Z]{2}$/, 'not a country such as FR'))),
  /** `Royal Mail 48`, or nothing */
  method: text(60),
  email: z.nullable(mailAddress),
  phone: z.nullable(text(40)),
});
export type DeliverArgs = z.infer<typeof deliverArgs>;
