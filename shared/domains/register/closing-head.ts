import * as z from 'zod/mini';
import { count, instant } from '../../kernel/args.ts';

/** A signed end of the audit chain, as `audit_heads` holds it, copied onto the closing record of a drawer. */
export const closingHead = z.strictObject({
  position: count,
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  signedBy: z.string().check(z.maxLength(60)),
  signature: z.string().check(z.maxLength(120)),
  signedAt: instant,
});
export type ClosingHead = z.infer<typeof closingHead>;
