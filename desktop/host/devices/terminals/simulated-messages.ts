import * as z from 'zod';

/** What a till and the simulated terminal say to each other. Each request has a number, which its answers repeat. */

const n = z.number().int();
const key = z.string().min(1).max(64);
const amount = z.number().int().min(1);
const reason = z.string().max(200);

export const request = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('hello'), n }),
  z.strictObject({
    ask: z.literal('start'),
    n,
    key,
    purpose: z.enum(['charge', 'refund']),
    amount,
    currency: z.string().length(3),
    original: z.string().max(80),
    tipPercents: z.array(z.number().int()).max(4).readonly().optional(),
  }),
  z.strictObject({ ask: z.literal('state'), n, key }),
  z.strictObject({ ask: z.literal('cancel'), n, key }),
  z.strictObject({ ask: z.literal('reverse'), n, key }),
]);
export type Request = z.infer<typeof request>;

const state = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('approved'),
    amount,
    tip: z.number().int().min(0).optional(),
    reference: z.string().min(1).max(80),
    card: z.strictObject({
      terminal: z.string().max(80),
      approvalCode: z.string().max(40),
      brand: z.string().max(40),
      last4: z.string().regex(/^(\d{4})?$/),
      entry: z.enum(['contactless', 'chip', 'swipe', 'keyed', 'unknown']),
    }),
  }),
  z.strictObject({ state: z.literal('declined'), reason }),
  z.strictObject({ state: z.literal('cancelled'), reason }),
  z.strictObject({ state: z.literal('reversed') }),
  z.strictObject({ state: z.literal('running') }),
  z.strictObject({ state: z.literal('never') }),
]);

export const answer = z.discriminatedUnion('say', [
  z.strictObject({ say: z.literal('terminal'), n, name: z.string(), serial: z.string(), says: z.string() }),
  z.strictObject({
    say: z.literal('progress'),
    n,
    step: z.enum(['present-card', 'enter-pin', 'authorising', 'remove-card']),
  }),
  z.strictObject({ say: z.literal('state'), n, key, of: state }),
  z.strictObject({ say: z.literal('reverse'), n, key, done: z.boolean(), reason }),
  z.strictObject({ say: z.literal('heard'), n }),
]);
export type Answer = z.infer<typeof answer>;
