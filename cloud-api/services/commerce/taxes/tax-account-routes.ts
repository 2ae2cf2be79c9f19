import { randomUUID } from 'node:crypto';
import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { taxRecords } from '@tillhouse/shared/domains/orders/tax-record-schema.ts';
import {
  type TaxAccount,
  taxAccounts,
  type TaxProviderName,
  taxProviders as names,
} from '@tillhouse/shared/domains/pricing/tax-account-schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import * as z from 'zod';
import type { Change } from '../../../platform/audit/changes.ts';
import type { Person } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { CommerceContext } from '../context.ts';
import { type Texts, endsOf, inTables, misfits, noteAccount, sealSecrets, secretsWith } from '../sealed-accounts.ts';
import { opened, openTaxAccount } from './tax-accounts.ts';

const texts = z.record(z.string().max(40), z.string().trim().min(1).max(500));
const places = z
  .array(z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/))
  .min(1)
  .max(300)
  .describe('Where it counts: `US`, `US-NY`');
const codes = z
  .record(z.string().max(40), z.string().trim().min(1).max(25))
  .describe('By tax class of the shop: its code in the provider’s list of goods; `standard` is that of all others');
const shippingCode = z.string().trim().max(25).describe('The code of delivery in that list');
const shown = z.object({
  id: z.uuid(),
  storeId: z.uuid().nullable().describe('Null: the main store'),
  provider: z.enum(names),
  status: z.enum(['active', 'paused']),
  places,
  codes: z.record(z.string(), z.string()),
  shippingCode: z.string(),
  settings: z.record(z.string(), z.string()),
  secretEnds: z.record(z.string(), z.string()).describe('The last four characters of each secret that is there'),
});
const access = { as: 'person', permission: 'settings.manage' } as const;
const params = z.object({ id: z.uuid() });
const tag = 'Tax providers';
const path = '/v1/tax-accounts';
const table = 'tax_accounts';

/** Stores at providers that tax their online orders. Secrets are sealed by the tenant's key and shown to nobody afterwards. */
export function taxAccountRoutes(context: CommerceContext): Route[] {
  const { pool, taxProviders } = context;
  const view = async (tenantId: string, row: TaxAccount) => {
    const { secrets, createdAt: _made, updatedAt: _at, status, ...rest } = await opened(context, tenantId, row);
    return {
      ...rest,
      status: status === 'active' ? ('active' as const) : ('paused' as const),
      secretEnds: endsOf(secrets),
    };
  };
  return [
    route(
      {
        ...{ method: 'GET', path, tag, access },
        summary: 'Providers that tax online orders',
        answers: { 200: { description: 'Accounts', schema: z.object({ accounts: z.array(shown) }) } },
      },
      async ({ caller }) => {
        const { tenantId } = caller as Person;
        const rows = await inTables(pool, tenantId, (tx) => tx.list(taxAccounts, {}));
        const there = rows.filter(({ status }) => status !== 'removed').sort((a, b) => a.createdAt - b.createdAt);
        return { accounts: await Promise.all(there.map((row) => view(tenantId, row))) };
      },
    ),
    route(
      {
        ...{ method: 'POST', path, tag, access },
        summary: 'Have a provider tax the online orders of a store',
        description:
          'What each provider asks for: docs/taxes.md. Checkouts whose goods go to one of `places` are taxed by its answer from then on; without an answer in its time by the rates of the store. A store has one that is active.',
        body: z.strictObject({
          storeId: z.uuid().nullable().default(null),
          provider: z.enum(names),
          places,
          codes: codes.default({}),
          shippingCode: shippingCode.default(''),
          settings: texts.default({}),
          secrets: texts,
        }),
        answers: { 201: { description: 'Connected', schema: z.object({ id: z.uuid() }) } },
      },
      async ({ body, caller, reply }) => {
        const person = caller as Person;
        const { tenantId } = person;
        const { secrets, ...asked } = body;
        refuseTexts(context, asked.provider, asked.settings, secrets);
        const id = randomUUID();
        const sealed = await sealSecrets(context, { table, tenantId, id }, secrets);
        const at = context.now();
        const row: TaxAccount = { ...asked, id, status: 'active', sealed, createdAt: at, updatedAt: at };
        await inTables(pool, tenantId, async (tx, db) => {
          if (row.storeId !== null && !(await tx.get(storeSettings, { id: row.storeId }))) throw notFound('store');
          await refuseSecond(db, tx, tenantId, row);
          await tx.insert(taxAccounts, row);
          await note(context, db, person, 'add', {
            key: { id },
            label: row.provider,
            did: 'added',
            after: told(row, secrets),
          });
        });
        context.onCommitted();
        return reply.status(201).send({ id });
      },
    ),
    route(
      {
        ...{ method: 'PATCH', path: `${path}/:id`, tag, access, params },
        summary: 'Change where a provider of taxes counts and how, pause it, or give it other secrets',
        description: 'A paused one is asked for no checkout; what was recorded with it is still taken back there.',
        body: z.strictObject({
          status: z.enum(['active', 'paused']).optional(),
          places: places.optional(),
          codes: codes.optional(),
          shippingCode: shippingCode.optional(),
          settings: texts.optional(),
          secrets: texts.optional().describe('Those that are left out stay as they are'),
        }),
        answers: { 204: { description: 'Changed' } },
      },
      async ({ params: { id }, body, caller, reply }) => {
        const person = caller as Person;
        const { tenantId } = person;
        const { secrets: given, ...change } = body;
        await inTables(pool, tenantId, async (tx, db) => {
          const [row] = await tx.getForUpdate(taxAccounts, [{ id }]);
          if (!row || row.status === 'removed') throw notFound('tax provider');
          const { secrets, sealed } = await secretsWith(context, { table, tenantId }, row, given);
          refuseTexts(context, row.provider, change.settings ?? row.settings, secrets);
          const patch = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
          const after: TaxAccount = { ...row, ...patch, sealed, updatedAt: context.now() };
          if (after.status === 'active') await refuseSecond(db, tx, tenantId, after);
          const { id: _id, ...kept } = after;
          await tx.update(taxAccounts, { id }, kept);
          const changed = { before: told(row, {}), after: told(after, given ?? {}) };
          await note(context, db, person, 'change', { key: { id }, label: row.provider, did: 'changed', ...changed });
        });
        context.onCommitted();
        return reply.status(204).send();
      },
    ),
    route(
      {
        ...{ method: 'POST', path: `${path}/:id/check`, tag, access, params },
        summary: 'Ask a provider of taxes whether it lets us in',
        description: 'With the secrets that are there; it records nothing.',
        answers: {
          200: { description: 'What it said', schema: z.object({ works: z.boolean(), message: z.string() }) },
        },
      },
      async ({ params: { id }, caller }) => {
        const account = await openTaxAccount(context, (caller as Person).tenantId, id);
        if (!account || account.status === 'removed') throw notFound('tax provider');
        return taxProviders[account.provider].check(account);
      },
    ),
    route(
      {
        ...{ method: 'DELETE', path: `${path}/:id`, tag, access, params },
        summary: 'Disconnect a provider of taxes',
        description:
          'Its secrets are destroyed, so nothing is recorded or taken back there any more. Refused while something still waits to be.',
        answers: { 204: { description: 'Disconnected' } },
      },
      async ({ params: { id }, caller, reply }) => {
        const person = caller as Person;
        await inTables(pool, person.tenantId, async (tx, db) => {
          const [row] = await tx.getForUpdate(taxAccounts, [{ id }]);
          if (!row || row.status === 'removed') throw notFound('tax provider');
          for (const state of ['waiting', 'sent'] as const)
            if ((await tx.list(taxRecords, { accountId: id, state })).length > 0) throw inUse();
          await tx.update(taxAccounts, { id }, { status: 'removed', sealed: null, updatedAt: context.now() });
          await note(context, db, person, 'remove', { key: { id }, label: row.provider, did: 'removed' });
        });
        context.onCommitted();
        return reply.status(204).send();
      },
    ),
  ];
}

const inUse = () =>
  new HttpProblem(
    409,
    'taxes.account-in-use',
    'Orders still wait to be recorded with this provider. Nothing was changed. Pause it, and disconnect it when none waits.',
  );

/** Of two that are connected or switched on at once the second waits for the first, and is refused. */
async function refuseSecond(db: Connection, tx: Tx, tenantId: string, { id, storeId }: TaxAccount): Promise<void> {
  await db.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`tax-accounts:${tenantId}`]);
  const active = await tx.list(taxAccounts, { status: 'active' });
  if (!active.some((each) => each.id !== id && each.storeId === storeId)) return;
  throw new HttpProblem(
    409,
    'taxes.account-there',
    'Another provider taxes this store already. Nothing was changed. Pause that one first.',
  );
}

/** Exactly what the provider asks for, and nothing that is not used. */
function refuseTexts(
  { taxProviders }: CommerceContext,
  provider: TaxProviderName,
  settings: Texts,
  secrets: Texts,
): void {
  const known = taxProviders[provider];
  for (const [what, asked, given] of [
    ['settings', known.settings, settings],
    ['secrets', known.secrets, secrets],
  ] as const) {
    const wrong = misfits(asked, given);
    if (!wrong) continue;
    throw new HttpProblem(
      422,
      'taxes.account-incomplete',
      `The ${what} of this provider are ${asked.join(', ') || 'none'}. Nothing was changed. Give each of them, and no other.`,
      { what, ...wrong },
    );
  }
}

const told = (
  { provider, status, places: where, codes: of, shippingCode: delivery, settings }: TaxAccount,
  secrets: Texts,
) => ({
  ...{ provider, status, places: where, codes: of, shippingCode: delivery, settings, secrets: Object.keys(secrets) },
});

function note(
  { now }: CommerceContext,
  db: Connection,
  person: Person,
  act: 'add' | 'change' | 'remove',
  change: Omit<Change, 'table'>,
): Promise<void> {
  return noteAccount(db, person, { ...change, table, action: `taxes.${act}Account@1`, at: now() });
}
