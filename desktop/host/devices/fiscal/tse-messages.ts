import * as z from 'zod';

/** What a till and the simulated TSE say to each other: one request a line, one answer. */

const client = z.string().regex(/^[A-Za-z0-9._-]{1,40}$/);
const transaction = z.number().int().min(1);

export const tseRequest = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('facts') }),
  z.strictObject({ ask: z.literal('start'), client }),
  z.strictObject({
    ask: z.literal('finish'),
    client,
    transaction,
    processType: z.string().max(40),
    processData: z.string().max(500),
  }),
  /** Log entries from this signature on; an answer holds some, the next begins behind its last */
  z.strictObject({ ask: z.literal('log'), from: z.number().int().min(1) }),
]);
export type TseRequest = z.infer<typeof tseRequest>;

export const tseEntry = z.strictObject({
  counter: z.number().int(),
  operation: z.enum(['StartTransaction', 'FinishTransaction']),
  client: z.string(),
  transaction,
  processType: z.string(),
  processData: z.string(),
  /** Whole seconds since 1970 */
  second: z.number().int(),
  /** base64 of the log message that is signed, in DER, and of its signature */
  message: z.string(),
  signature: z.string(),
});
export type TseEntry = z.infer<typeof tseEntry>;

export const tseAnswer = z.discriminatedUnion('say', [
  z.strictObject({
    say: z.literal('facts'),
    name: z.string(),
    serial: z.string(),
    publicKey: z.string(),
    counter: z.number().int(),
    problem: z.string(),
  }),
  z.strictObject({ say: z.literal('started'), transaction }),
  z.strictObject({
    say: z.literal('finished'),
    entry: tseEntry,
    startedSecond: z.number().int(),
    serial: z.string(),
    publicKey: z.string(),
  }),
  z.strictObject({ say: z.literal('not-open') }),
  z.strictObject({ say: z.literal('refused'), why: z.string() }),
  z.strictObject({ say: z.literal('log'), entries: z.array(tseEntry), more: z.boolean() }),
]);
export type TseAnswer = z.infer<typeof tseAnswer>;
