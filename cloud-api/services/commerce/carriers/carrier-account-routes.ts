import { randomUUID } from 'node:crypto';
import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import {
  type CarrierAccount,
  carrierAccounts,
  carrierLabels,
} from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import { addressLacks } from '@tillhouse/shared/domains/shipping/address.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import * as z from 'zod';
import type { Change } from '../../../platform/audit/changes.ts';
import type { Person } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { CommerceContext } from '../context.ts';
import { type Texts, endsOf, inTables, misfits, noteAccount, sealSecrets, secretsWith } from '../sealed-accounts.ts';
import { opened, openCarrierAccount } from './carrier-accounts.ts';
import { changeOfAccount, newAccount, shownAccount } from './carrier-schemas.ts';
import { newsUrlOf } from './mount-carrier-news.ts';
import { checkAccount } from './check-account.ts';
import { tellStore } from './tell-stores.ts';

const access = { as: 'person', permission: 'settings.manage' } as const;
const params = z.object({ id: z.uuid() });
const tag = 'Carriers';
const path = '/v1/carrier-accounts';
const table = 'carrier_accounts';

type Row = Omit<CarrierAccount, 'sealed'>;

/** Stores at carriers. Secrets are sealed by the tenant's key and shown to nobody afterwards. */
export function carrierAccountRoutes(context: CommerceContext): Route[] {
  const { pool, carriers, now } = context;
  const view = async (tenantId: string, row: CarrierAccount) => {
    const {
      secrets,
      createdAt: _made,
      updatedAt: _at,
      tenantId: _tenant,
      status,
      ...rest
    } = await opened(context, tenantId, row);
    const newsUrl = newsUrlOf(context, { tenantId, id: row.id, secrets });
    return {
      ...rest,
      status: status === 'active' ? ('active' as const) : ('paused' as const),
      ...{ secretEnds: endsOf(secrets), newsUrl },
    };
  };
  return [
    route(
      {
        ...{ method: 'GET', path, tag, access },
        summary: 'Carriers that the stores send with',
        answers: { 200: { description: 'Accounts', schema: z.object({ accounts: z.array(shownAccount) }) } },
      },
      async ({ caller }) => {
        const { tenantId } = caller as Person;
        const rows = await inTables(pool, tenantId, (tx) => tx.list(carrierAccounts, {}));
        const there = rows.filter(({ status }) => status !== 'removed').sort((a, b) => a.createdAt - b.createdAt);
        return { accounts: await Promise.all(there.map((row) => view(tenantId, row))) };
      },
    ),
    route(
      {
        ...{ method: 'POST', path, tag, access },
        summary: 'Connect a store to a carrier',
        description:
          'What each carrier asks for: docs/shipping.md. A rate of a zone may then cost what the carrier asks, and labels may be bought.',
        body: newAccount,
        answers: { 201: { description: 'Connected', schema: z.object({ id: z.uuid() }) } },
      },
      async ({ body, caller, reply }) => {
        const person = caller as Person;
        const { tenantId } = person;
        const { secrets, ...asked } = body;
        refuseSecrets(context, asked.carrier, secrets);
        refuseAddress(asked.shipFrom);
        const id = randomUUID();
        const sealed = await sealSecrets(context, { table, tenantId, id }, secrets);
        const at = now();
        const made = {
          ...asked,
          id,
          status: 'active' as const,
          checked: null,
          revision: 1,
          ...{ fails: 0, restUntil: null },
          createdAt: at,
          updatedAt: at,
        };
        await inTables(pool, tenantId, async (tx, db) => {
          if (asked.storeId !== null && !(await tx.get(storeSettings, { id: asked.storeId }))) throw notFound('store');
          await tx.insert(carrierAccounts, { ...made, sealed });
          await tellStore(tx, asked.storeId);
          const after = told(made, secrets);
          await note(context, db, person, 'add', { key: { id }, label: made.name, did: 'added', after });
        });
        context.onCommitted();
        return reply.status(201).send({ id });
      },
    ),
    route(
      {
        ...{ method: 'PATCH', path: `${path}/:id`, tag, access, params },
        summary: 'Change an account at a carrier, pause it, or give it other secrets',
        description: 'A paused one is asked for no checkout and no label; what it sent is followed all the same.',
        body: changeOfAccount,
        answers: { 204: { description: 'Changed' } },
      },
      async ({ params: { id }, body, caller, reply }) => {
        const person = caller as Person;
        const { tenantId } = person;
        const { secrets: given, ...change } = body;
        await inTables(pool, tenantId, async (tx, db) => {
          const [row] = await tx.getForUpdate(carrierAccounts, [{ id }]);
          if (!row || row.status === 'removed') throw notFound('carrier account');
          const { secrets, sealed } = await secretsWith(context, { table, tenantId }, row, given);
          refuseSecrets(context, row.carrier, secrets);
          if (change.shipFrom) refuseAddress(change.shipFrom);
          const patch = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
          // What was wrong with it may be mended: it is asked again at once.
          const anew = { revision: row.revision + 1, checked: null, fails: 0, restUntil: null, updatedAt: now() };
          const after = { ...row, ...patch, sealed, ...anew };
          const { id: _id, ...kept } = after;
          await tx.update(carrierAccounts, { id }, kept);
          const changed = { before: told(row, {}), after: told(after, given ?? {}) };
          await note(context, db, person, 'change', { key: { id }, label: row.name, did: 'changed', ...changed });
        });
        context.onCommitted();
        return reply.status(204).send();
      },
    ),
    route(
      {
        ...{ method: 'POST', path: `${path}/:id/check`, tag, access, params },
        summary: 'Ask a carrier whether it lets an account in',
        description:
          'It is asked what a parcel within its own postcode costs. Nothing is bought; what it says stays with the account.',
        answers: {
          200: { description: 'What it said', schema: z.object({ works: z.boolean(), message: z.string() }) },
        },
      },
      async ({ params: { id }, caller }) => {
        const { tenantId } = caller as Person;
        const account = await openCarrierAccount(context, tenantId, id);
        if (!account) throw notFound('carrier account');
        const said = await checkAccount(carriers[account.carrier], account, localDayAndHour(now(), 'UTC').date);
        await inTables(pool, tenantId, async (tx) => {
          const [row] = await tx.getForUpdate(carrierAccounts, [{ id }]);
          // What was changed meanwhile, such as its secrets, was not what the carrier was asked about.
          if (row?.revision !== account.revision || row.status === 'removed') return;
          await tx.update(carrierAccounts, { id }, { checked: { ...said, at: now() } });
        });
        return said;
      },
    ),
    route(
      {
        ...{ method: 'DELETE', path: `${path}/:id`, tag, access, params },
        summary: 'Disconnect a carrier',
        description:
          'Its secrets are destroyed, so nothing is asked, bought or followed there any more. Refused while nobody knows what became of a label.',
        answers: { 204: { description: 'Disconnected' } },
      },
      async ({ params: { id }, caller, reply }) => {
        const person = caller as Person;
        await inTables(pool, person.tenantId, async (tx, db) => {
          const [row] = await tx.getForUpdate(carrierAccounts, [{ id }]);
          if (!row || row.status === 'removed') throw notFound('carrier account');
          for (const state of ['asked', 'unknown'] as const)
            if ((await tx.list(carrierLabels, { accountId: id, state })).length > 0) throw inUse();
          await tx.update(carrierAccounts, { id }, { status: 'removed', sealed: null, updatedAt: now() });
          await tellStore(tx, row.storeId);
          await note(context, db, person, 'remove', { key: { id }, label: row.name, did: 'removed' });
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
    'carriers.account-in-use',
    'Nobody knows yet whether a label was bought with this account. Nothing was changed. Look it up first, or say what became of it.',
  );

function refuseAddress(address: CarrierAccount['shipFrom']): void {
  const lacks = addressLacks(address).map((lack) => lack.replace('delivery.', ''));
  const missing = [...lacks, ...(address.phone === '' ? ['phone'] : [])];
  if (missing.length === 0) return;
  throw new HttpProblem(
    422,
    'carriers.ship-from',
    'A carrier could not fetch a parcel at this address. Nothing was changed. Fill in what is missing.',
    { missing },
  );
}

/** Exactly what the carrier asks for, and nothing that is not used. */
function refuseSecrets({ carriers }: CommerceContext, carrier: CarrierAccount['carrier'], given: Texts): void {
  const asked = carriers[carrier].secrets;
  const wrong = misfits(asked, given);
  if (!wrong) return;
  throw new HttpProblem(
    422,
    'carriers.account-incomplete',
    `The secrets of this carrier are ${asked.join(', ')}. Nothing was changed. Give each of them, and no other.`,
    wrong,
  );
}

const told = ({ carrier, name, mode, status, accountNumber, services }: Row, secrets: Texts) => ({
  ...{ carrier, name, mode, status, accountNumber, services, secrets: Object.keys(secrets) },
});

function note(
  { now }: CommerceContext,
  db: Connection,
  person: Person,
  act: 'add' | 'change' | 'remove',
  change: Omit<Change, 'table'>,
): Promise<void> {
  return noteAccount(db, person, { ...change, table, action: `shipping.${act}Carrier@1`, at: now() });
}
