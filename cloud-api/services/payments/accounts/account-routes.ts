import * as z from 'zod';
import type { Person } from '../../../platform/auth/caller.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { PaymentsContext } from '../context.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { readPayouts } from '../payouts/read-payouts.ts';
import { knownProviders, providerNames } from '../providers/known.ts';
import { openAccount } from './account-rows.ts';
import { accountRules } from './account-rules.ts';
import { addAccount, type By, changeAccount, checkAccount, removeAccount, shownAccounts } from './accounts.ts';

const texts = z.record(z.string().max(40), z.string().trim().min(1).max(2_000));
const name = z.string().trim().min(1).max(80);
const shown = z.object({
  id: z.uuid(),
  provider: z.enum(providerNames),
  name: z.string(),
  status: z.enum(['active', 'paused']),
  settings: z.record(z.string(), z.string()),
  secretsSet: z.array(z.string()).describe('Secrets that are there; what they are is shown to nobody'),
  secretEnds: z.record(z.string(), z.string()).describe('The last four characters of each'),
  rules: accountRules,
  told: z
    .object({ at: z.number().describe('Epoch milliseconds'), kind: z.string(), open: z.number().int() })
    .nullable()
    .describe('What the provider told last by itself; `open`: so many could not be worked off yet'),
  test: z.boolean().describe('Nothing that is paid there is real money'),
  webhookUrl: z.string().nullable().describe('The address to give to the provider, where it tells us by itself'),
});
const access = { as: 'person', permission: 'settings.manage' } as const;
const params = z.object({ id: z.uuid() });
const tag = 'Payment accounts';

const byOf = (person: Person): By => ({ tenantId: person.tenantId, id: person.staffId, name: person.name });

/** Connecting a store with its payment providers. */
export function accountRoutes(context: PaymentsContext): Route[] {
  const webhookUrl = (provider: keyof typeof knownProviders, id: string): string | null =>
    knownProviders[provider].tells ? `${context.publicOrigin()}/payments/v1/webhooks/${provider}/${id}` : null;
  return [
    route(
      {
        method: 'GET',
        path: '/v1/payment-accounts',
        summary: 'Payment providers that are connected',
        tag,
        access,
        answers: { 200: { description: 'Accounts', schema: z.object({ accounts: z.array(shown) }) } },
      },
      async ({ caller }) => {
        const accounts = await shownAccounts(context, (caller as Person).tenantId);
        return {
          accounts: accounts.map((each) => ({
            ...each,
            webhookUrl: webhookUrl(each.provider as keyof typeof knownProviders, each.id),
          })),
        };
      },
    ),
    route(
      {
        method: 'POST',
        path: '/v1/payment-accounts',
        summary: 'Connect a payment provider',
        description:
          'What each provider asks for: docs/payments.md. Secrets are sealed, and shown to nobody afterwards. From the first account on, the built-in test provider is offered to shoppers only where it is connected too.',
        tag,
        access,
        body: z.strictObject({
          provider: z.enum(providerNames),
          name,
          settings: texts.default({}),
          secrets: texts.default({}),
          rules: accountRules.default({}),
        }),
        answers: {
          201: { description: 'Connected', schema: z.object({ id: z.uuid(), webhookUrl: z.string().nullable() }) },
        },
      },
      async ({ body, caller, reply }) => {
        const id = await addAccount(context, byOf(caller as Person), body);
        return reply.status(201).send({ id, webhookUrl: webhookUrl(body.provider, id) });
      },
    ),
    route(
      {
        method: 'PATCH',
        path: '/v1/payment-accounts/:id',
        summary: 'Rename a payment account, pause it, or give it other settings or secrets',
        description: 'A paused account is offered to nobody; what was paid by it can still be taken and paid back.',
        tag,
        access,
        params,
        body: z.strictObject({
          name: name.optional(),
          status: z.enum(['active', 'paused']).optional(),
          settings: texts.optional(),
          rules: accountRules.optional(),
          secrets: texts.optional().describe('Those that are left out stay as they are'),
        }),
        answers: { 204: { description: 'Changed' } },
      },
      async ({ params: { id }, body, caller, reply }) => {
        await changeAccount(context, byOf(caller as Person), id, body);
        return reply.status(204).send();
      },
    ),
    route(
      {
        method: 'POST',
        path: '/v1/payment-accounts/:id/check',
        summary: 'Ask a payment provider whether it lets us in',
        description: 'With the secrets that are there; it moves nothing.',
        tag,
        access,
        params,
        answers: {
          200: { description: 'What it said', schema: z.object({ works: z.boolean(), message: z.string() }) },
        },
      },
      ({ params: { id }, caller }) => checkAccount(context, (caller as Person).tenantId, id),
    ),
    route(
      {
        method: 'POST',
        path: '/v1/payment-accounts/:id/payouts',
        summary: 'Read at once what a payment provider paid out lately',
        description: 'Of the last 35 days; what is new of it is booked. It moves nothing over there.',
        tag,
        access,
        params,
        answers: {
          200: {
            description: 'How many payouts are new or changed; null: this provider tells of none',
            schema: z.object({ news: z.number().int().nullable() }),
          },
        },
      },
      async ({ params: { id }, caller }) => {
        const { tenantId } = caller as Person;
        const account = await openAccount(context, tenantId, id);
        if (!account || account.status === 'removed' || id === tenantId) throw notFound('payment account');
        const news = await readPayouts(context, tenantId, id).catch(() => {
          throw new HttpProblem(
            503,
            'payments.provider-away',
            'The provider does not tell what it paid out: it is away, or the key may not read payouts. Nothing was changed. Try again later.',
          );
        });
        return { news };
      },
    ),
    route(
      {
        method: 'DELETE',
        path: '/v1/payment-accounts/:id',
        summary: 'Disconnect a payment provider',
        description: 'Its secrets are destroyed, so nothing can be paid back through it any more.',
        tag,
        access,
        params,
        answers: { 204: { description: 'Disconnected' } },
      },
      async ({ params: { id }, caller, reply }) => {
        await removeAccount(context, byOf(caller as Person), id);
        return reply.status(204).send();
      },
    ),
  ];
}
