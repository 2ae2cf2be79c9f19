import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';
import * as z from 'zod';
import type { PaymentsFor } from '../../../platform/payments/payments.ts';
import type { Holding } from '../providers/provider.ts';
import type { Texts } from './account-rows.ts';

const minor = z
  .number()
  .int()
  .min(0)
  .max(10 ** 13);

/** For whom and for how much a way to pay is offered. What is left out bounds nothing. */
export const accountRules = z.strictObject({
  position: z.number().int().min(0).max(1_000).optional().describe('Lower ones stand first at the checkout'),
  amounts: z
    .array(
      z.strictObject({ currency: z.string().regex(/^[A-Z]{3}$/), least: minor.nullable(), most: minor.nullable() }),
    )
    .max(40)
    .optional()
    .describe('Minor units, both inclusive; a currency that is not here is not bounded'),
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .max(250)
    .optional()
    .describe('Where it is delivered to; empty or left out: anywhere'),
  stores: z
    .array(z.uuid())
    .max(200)
    .optional()
    .describe('Shops on the web that it is offered in; empty or left out: all'),
  instructions: z
    .string()
    .trim()
    .max(1_500)
    .optional()
    .describe('What a shopper who pays later is told; `{amount}`, `{reference}` and the settings in braces are put in'),
  taken: z
    .enum(['placed', 'sent'])
    .optional()
    .describe(
      'When what is authorised is taken: `placed` (left out), with the order; `sent`, with each parcel its part. What a way to pay takes at once is taken at once',
    ),
  express: z
    .boolean()
    .optional()
    .describe(
      'Offered as a button of its own on products, baskets and at the head of the checkout, where the provider can tell who pays and where it goes; left out: not',
    ),
  runsOut: z
    .enum(['task', 'take'])
    .optional()
    .describe(
      'What is done before an authorisation runs out that goods were not sent for: `task` (left out), a person is told; `take`, what is left is taken',
    ),
});
export type AccountRules = z.infer<typeof accountRules>;

/** Between what amounts it is offered in a currency. */
export const boundsOf = ({ amounts = [] }: AccountRules, of: Pick<PaymentsFor, 'currency'>) =>
  amounts.find(({ currency }) => currency === of.currency);

/** Whether a shopper may pay by it: an unknown country, amount or store is not held against them. */
export function offers(rules: AccountRules, of: PaymentsFor): boolean {
  const { countries = [], stores = [] } = rules;
  const bounds = boundsOf(rules, of);
  if (of.amount !== null && bounds?.least != null && of.amount < bounds.least) return false;
  if (of.amount !== null && bounds?.most != null && of.amount > bounds.most) return false;
  if (of.storeId && stores.length > 0 && !stores.includes(of.storeId)) return false;
  return of.country === null || countries.length === 0 || countries.includes(of.country);
}

/** When the money of an attempt is taken, and whether that may be in parts. */
export const takingOf = ({ taken, runsOut }: AccountRules, holds: Holding) => ({
  ...{ takes: taken === 'sent' && holds !== 'none' ? ('sent' as const) : ('placed' as const) },
  ...{ takesInTime: runsOut === 'take', inParts: holds === 'parts' },
  ...{ heldUntil: null, toTake: 0, isLast: true },
});

const LAST = 1_001;

/** As a checkout lists them; those without a place come last, in the order they were connected. */
export const inOrder = <A extends { readonly rules: AccountRules }>(accounts: readonly A[]): A[] =>
  accounts.toSorted((a, b) => (a.rules.position ?? LAST) - (b.rules.position ?? LAST));

interface Owed {
  /** Minor units */
  readonly amount: number;
  readonly currency: string;
  readonly reference: string;
}

/** What a shopper is told to do, with the amount, the reference and the account put in; null: nothing. */
export function instructionsFor(
  { rules, settings }: { readonly rules: AccountRules; readonly settings: Texts },
  { amount, currency, reference }: Owed,
): string | null {
  if (!rules.instructions) return null;
  const places = decimalsOf(currency) ?? 2;
  const values: Texts = { ...settings, amount: `${(amount / 10 ** places).toFixed(places)} ${currency}`, reference };
  return rules.instructions.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}
