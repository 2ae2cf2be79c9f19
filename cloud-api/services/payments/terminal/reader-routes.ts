import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { recordAudit } from '../../../platform/audit/record-audit.ts';
import type { DeviceCaller } from '../../../platform/auth/caller.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { accountsIn, type OpenAccount, openAccount } from '../accounts/account-rows.ts';
import { isTest } from '../accounts/accounts.ts';
import type { PaymentsContext } from '../context.ts';
import { NoAnswer, ProviderBusy, ProviderRefused } from '../providers/provider.ts';
import { presented, type ProviderTerminal } from '../providers/terminal.ts';
import { mayAtTill } from './terminal-routes.ts';

const text = (most: number) => z.string().trim().min(1).max(most);
const reader = z.object({
  id: z.string(),
  label: z.string(),
  model: z.string(),
  serial: z.string(),
  place: z.string(),
  online: z.boolean(),
  busy: z.boolean().describe('It waits for a card now'),
  simulated: z.boolean().describe('No machine: for trying'),
});
const place = z.object({ id: z.string(), name: z.string() });
const personId = z.uuid().describe('Who is signed in at the desk; needs `till.manage` in the cloud, now');
const path = '/sync/v1/terminal/readers';
const tag = 'Card readers';
const access = { as: 'device' } as const;

interface AtAccount {
  readonly account: OpenAccount;
  readonly terminal: ProviderTerminal;
}

/** The account that drives readers, with its provider. @throws HttpProblem where none is connected */
async function atAccount(context: PaymentsContext, tenantId: string): Promise<AtAccount> {
  const accounts = await context.inOneTrip(tenantId, (db) => accountsIn(context, db, tenantId));
  for (const { id, provider } of accounts) {
    const terminal = context.provider(provider)?.terminal;
    const account = terminal && (await openAccount(context, tenantId, id));
    if (terminal && account) return { account, terminal };
  }
  throw new HttpProblem(
    409,
    'payments.no-readers',
    'No payment provider that drives card readers is connected. Nothing was changed. Connect Stripe under Payments first.',
  );
}

/** What a provider says no to, or does not answer, in words for who sets a till up. */
async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProviderRefused) {
      const refused =
        error.problem.code === 'payments.not-set-up'
          ? 'Stripe does not let this key do that. Nothing was changed. Give the key the rights on Terminal that the guide names.'
          : 'Stripe did not take it. Nothing was changed. Look at the code that the reader shows, which is good for a few minutes, and at the address.';
      throw new HttpProblem(409, 'payments.reader-refused', refused, { code: error.problem.code });
    }
    if (!(error instanceof NoAnswer || error instanceof ProviderBusy)) throw error;
    throw new HttpProblem(
      503,
      'payments.provider-away',
      'The payment provider does not answer. Try again in a moment.',
      {},
      { 'retry-after': '5' },
    );
  }
}

/** Card readers of the shop's account at a provider, for who sets tills up. */
export function readerRoutes(context: PaymentsContext): Route[] {
  const setUp = async (caller: unknown, staffId: string) => {
    const { tenantId } = caller as DeviceCaller;
    const name = await mayAtTill(context, tenantId, staffId, 'till.manage');
    return { ...(await atAccount(context, tenantId)), name };
  };
  const note = (caller: unknown, act: string, staffId: string, by: string, key: string, label: string) => {
    const { tenantId, deviceId } = caller as DeviceCaller;
    return context.inTenant(tenantId, (db) =>
      recordAudit(db, tenantId, [
        {
          ...{ mutationId: randomUUID(), action: `payments.${act}@1`, actorId: staffId, actorName: by, deviceId },
          ...{ outcome: 'applied', args: null, occurredAt: context.now() },
          body: { changes: [{ table: 'card_readers', key: { id: key }, label, did: 'added' }], added: {}, more: 0 },
        },
      ]),
    );
  };
  return [
    route(
      {
        ...{ method: 'GET', path, tag, access },
        summary: 'Card readers of the shop at its payment provider',
        query: z.strictObject({ personId }),
        answers: {
          200: {
            description: 'Readers, and the places that one can stand at',
            schema: z.object({
              provider: z.string(),
              test: z.boolean().describe('Nothing that is paid there is real money'),
              readers: z.array(reader),
              places: z.array(place),
            }),
          },
        },
      },
      async ({ query, caller }) => {
        const { account, terminal } = await setUp(caller, query.personId);
        const [readers, places] = await asking(() =>
          Promise.all([terminal.readers(account), terminal.places(account)]),
        );
        const test = isTest(account, account.secrets);
        return { provider: account.provider, test, readers: [...readers], places: [...places] };
      },
    ),
    route(
      {
        ...{ method: 'POST', path, tag, access },
        summary: 'Register a card reader by the code that it shows',
        description: 'Needs `till.manage`. At a test account `simulated-wpe` registers a reader that is no machine.',
        body: z.strictObject({ personId, code: text(100), label: text(60), place: text(100) }),
        answers: { 201: { description: 'Registered', schema: reader } },
      },
      async ({ body: { personId: staffId, ...body }, caller, reply }) => {
        const { account, terminal, name } = await setUp(caller, staffId);
        const made = await asking(() => terminal.register(account, body));
        await note(caller, 'registerReader', staffId, name, made.id, made.label);
        return reply.status(201).send(made);
      },
    ),
    route(
      {
        ...{ method: 'POST', path: '/sync/v1/terminal/places', tag, access },
        summary: 'Add a place that card readers stand at',
        description: 'The provider wants the address of each. Needs `till.manage`.',
        body: z.strictObject({
          ...{ personId, name: text(100), line1: text(200), city: text(100), postcode: text(20) },
          country: z.string().regex(/^[A-Z]{2}$/),
          region: z.string().trim().max(100).default(''),
        }),
        answers: { 201: { description: 'Added', schema: place } },
      },
      async ({ body: { personId: staffId, ...body }, caller, reply }) => {
        const { account, terminal, name } = await setUp(caller, staffId);
        const made = await asking(() => terminal.addPlace(account, body));
        await note(caller, 'addReaderPlace', staffId, name, made.id, made.name);
        return reply.status(201).send(made);
      },
    ),
    route(
      {
        ...{ method: 'GET', path: `${path}/:reader`, tag, access },
        summary: 'Whether a card reader is there now',
        params: z.object({ reader: z.string().min(1).max(100) }),
        answers: { 200: { description: 'As the provider knows it', schema: reader } },
      },
      async ({ params, caller }) => {
        const { account, terminal } = await atAccount(context, (caller as DeviceCaller).tenantId);
        const found = await asking(() => terminal.reader(account, params.reader));
        if (!found) throw notFound('card reader');
        return found;
      },
    ),
    route(
      {
        ...{ method: 'POST', path: `${path}/:reader/present`, tag, access },
        summary: 'Present a card to a simulated reader',
        description: 'For trying, at a test account only. Needs `till.manage`.',
        params: z.object({ reader: z.string().min(1).max(100) }),
        body: z.strictObject({ personId, how: z.enum(presented) }),
        answers: { 204: { description: 'Presented' } },
      },
      async ({ params, body, caller, reply }) => {
        const { account, terminal } = await setUp(caller, body.personId);
        if (!isTest(account, account.secrets)) throw notFound('simulated reader');
        await asking(() => terminal.present(account, params.reader, body.how));
        return reply.status(204).send();
      },
    ),
  ];
}
