import * as z from 'zod';
import { givenApproval } from '../session/give-approval.ts';

const id = z.number().int().positive();
const name = z.string().max(80);

/** What a window may say; anything else ends the connection. */
export const toHost = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('hello'),
    code: z.string().max(100).optional(),
    session: z.string().max(100).optional(),
  }),
  z.strictObject({ t: z.literal('query'), id, name, params: z.unknown() }),
  z.strictObject({ t: z.literal('call'), id, name, args: z.unknown() }),
  z.strictObject({
    t: z.literal('mutate'),
    id,
    name,
    args: z.unknown(),
    mutationId: z.uuid().optional(),
    approval: givenApproval.optional(),
  }),
]);

/** Bytes of one message; the largest a screen sends is an edit of a product of 2,000 variants. */
export const MAX_MESSAGE = 2_000_000;
