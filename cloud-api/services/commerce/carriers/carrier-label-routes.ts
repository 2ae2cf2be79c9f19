import {
  type CarrierLabel,
  carrierAccounts,
  carrierLabels,
} from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import * as z from 'zod';
import type { Person } from '../../../platform/auth/caller.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { CommerceContext } from '../context.ts';
import { inTables } from '../sealed-accounts.ts';
import { buyLabel, called, lookForLabel, notBought, seenLabel, voidLabel } from './buy-label.ts';
import { askParcel } from './ask-parcel.ts';
import { openCarrierAccount } from './carrier-accounts.ts';
import { mailLabel } from './mail-label.ts';
import { country, day, labelAsked, parcels, shownLabel, shownRate } from './carrier-schemas.ts';

const access = { as: 'person', permission: 'orders.fulfil' } as const;
const params = z.object({ id: z.uuid() });
const tag = 'Carriers';
const path = '/v1/carrier-labels';
const RATES_MS = 8_000;

const ratesAsked = z.strictObject({
  storeId: z.uuid().nullable().default(null).describe('Null: the main store'),
  to: z.strictObject({
    city: z.string().trim().max(100),
    region: z.string().trim().max(10).default(''),
    postcode: z.string().trim().max(20).default(''),
    country,
  }),
  parcels,
  shipOn: day,
  currency: z.string().regex(/^[A-Z]{3}$/),
});
const asked = z.array(
  z.object({
    accountId: z.uuid(),
    carrier: shownLabel.shape.carrier,
    name: z.string(),
    rates: z.array(shownRate).nullable().describe('Null: it did not say'),
    problem: z.string().describe('Why it said nothing; else empty'),
  }),
);

/** Labels of carriers: what they would cost, bought once, looked up, given back. */
export function carrierLabelRoutes(context: CommerceContext): Route[] {
  const { pool, now } = context;
  const one = (label: CarrierLabel) => {
    const { updatedAt: _at, voidAskedAt: _void, actorId: _who, actorName: _name, ...shown } = seenLabel(label, now());
    return shown;
  };
  const answers = { 200: { description: 'The label as it stands', schema: shownLabel } };
  return [
    route(
      {
        ...{ method: 'POST', path: '/v1/carrier-rates', tag, access, body: ratesAsked },
        summary: 'What the carriers of a store ask for parcels',
        description: 'All of its active accounts are asked at once; one that does not answer keeps none of the others.',
        answers: { 200: { description: 'By account', schema: z.object({ accounts: asked }) } },
      },
      async ({ body: { storeId, ...wanted }, caller }) => {
        const { tenantId } = caller as Person;
        const rows = await inTables(pool, tenantId, (tx) => tx.list(carrierAccounts, { status: 'active' }));
        const own = rows.filter((row) => row.storeId === storeId);
        const accounts = await Promise.all(
          own.map(async ({ id: accountId, carrier, name, services }) => {
            const of = { accountId, carrier, name };
            const account = await openCarrierAccount(context, tenantId, accountId);
            if (!account) return { ...of, rates: null, problem: '' };
            try {
              const rates = await called(account, () => context.carriers[carrier].rates(account, wanted, RATES_MS));
              const usable = rates.filter(({ service }) => services.length === 0 || services.includes(service));
              return { ...of, rates: usable.sort((a, b) => a.amount - b.amount), problem: '' };
            } catch (error) {
              return { ...of, rates: null, problem: error instanceof Error ? error.message : '' };
            }
          }),
        );
        return { accounts };
      },
    ),
    route(
      {
        ...{ method: 'POST', path: '/v1/carrier-parcels/:id/ask', tag, access, params },
        summary: 'Ask its carrier where a parcel is',
        description:
          'By the account that its label was bought with, else by one of the carrier that it left with. What the carrier says is kept with the parcel, once.',
        answers: {
          200: { description: 'How many events it told', schema: z.object({ events: z.number().int() }) },
        },
      },
      async ({ params: { id }, caller }) => ({ events: await askParcel(context, (caller as Person).tenantId, id) }),
    ),
    route(
      {
        ...{ method: 'POST', path, tag, access, body: labelAsked },
        summary: 'Buy a label, once',
        description:
          'That it is asked for is written before the carrier hears of it. `bought` has its documents; `refused` says why, and nothing was bought; `unknown` is looked up, never asked for again by itself. 409 `carriers.label-there` where the parcel has one.',
        answers,
      },
      async ({ body, caller }) => one(await buyLabel(context, caller as Person, body)),
    ),
    route(
      {
        ...{ method: 'GET', path, tag, access, query: z.object({ orderId: z.uuid() }) },
        summary: 'Labels of an order',
        description: 'Without their documents; newest first.',
        answers: { 200: { description: 'Labels', schema: z.object({ labels: z.array(shownLabel) }) } },
      },
      async ({ query: { orderId }, caller }) => {
        const rows = await inTables(pool, (caller as Person).tenantId, (tx) => tx.list(carrierLabels, { orderId }));
        const labels = rows.sort((a, b) => b.createdAt - a.createdAt).map((row) => ({ ...one(row), documents: [] }));
        return { labels };
      },
    ),
    route(
      {
        ...{ method: 'GET', path: `${path}/:id`, tag, access, params },
        ...{ summary: 'A label with its documents, to print', answers },
      },
      async ({ params: { id }, caller }) => {
        const row = await inTables(pool, (caller as Person).tenantId, (tx) => tx.get(carrierLabels, { id }));
        if (!row) throw notFound('label');
        return one(row);
      },
    ),
    route(
      {
        ...{ method: 'POST', path: `${path}/:id/look`, tag, access, params },
        summary: 'Look up at the carrier what became of a label',
        description: 'By its reference. One whose answer was lost may come without documents: print it at the carrier.',
        answers,
      },
      async ({ params: { id }, caller }) => one(await lookForLabel(context, (caller as Person).tenantId, id)),
    ),
    route(
      {
        ...{ method: 'POST', path: `${path}/:id/not-bought`, tag, access, params },
        ...{ summary: 'Say that an unknown label was not bought: somebody looked at the carrier', answers },
      },
      async ({ params: { id }, caller }) => one(await notBought(context, (caller as Person).tenantId, id)),
    ),
    route(
      {
        ...{ method: 'POST', path: `${path}/:id/mail`, tag, access, params },
        summary: 'Mail a returns label to who bought the order',
        description:
          'With its papers, in the language of the store; again as often as it is asked, once a minute. 422 `carriers.nobody-to-mail` where no address is known.',
        answers: { 200: { description: 'To whom', schema: z.object({ to: z.string() }) } },
      },
      async ({ params: { id }, caller }) => ({ to: await mailLabel(context, (caller as Person).tenantId, id) }),
    ),
    route(
      {
        ...{ method: 'POST', path: `${path}/:id/void`, tag, access, params },
        summary: 'Give a label back that was not used',
        description:
          'DHL Express charges what was used alone: there it is only noted. 422 `carriers.refused` where the carrier says no, 409 `carriers.label-voiding` while somebody else gives it back.',
        answers,
      },
      async ({ params: { id }, caller }) => one(await voidLabel(context, (caller as Person).tenantId, id)),
    ),
  ];
}
