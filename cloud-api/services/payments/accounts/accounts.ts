import { randomUUID } from 'node:crypto';
import type { Change } from '../../../platform/audit/changes.ts';
import { recordAudit } from '../../../platform/audit/record-audit.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import type { PaymentsContext } from '../context.ts';
import type { AccountRules } from './account-rules.ts';
import type { AccountCheck } from '../providers/provider.ts';
import { type KnownProvider, knownProviders, type ProviderName } from '../providers/known.ts';
import {
  type Account,
  listAccounts,
  lastTold,
  lockAccount,
  openAccount,
  saveAccount,
  sealSecrets,
  type Texts,
  type Told,
} from './account-rows.ts';

/** Somebody of a tenant who does it. */
export interface By {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
}

export interface NewAccount {
  readonly provider: ProviderName;
  readonly name: string;
  readonly settings: Texts;
  readonly secrets: Texts;
  readonly rules?: AccountRules;
}

export interface AccountChange {
  readonly name?: string | undefined;
  readonly status?: 'active' | 'paused' | undefined;
  readonly settings?: Texts | undefined;
  readonly secrets?: Texts | undefined;
  readonly rules?: AccountRules | undefined;
}

/** As the office sees it: which secrets are there, never what they are. */
export interface ShownAccount extends Account {
  readonly secretsSet: readonly string[];
  /** Their last four characters, so that people know which is there */
  readonly secretEnds: Texts;
  /** What its provider told last by itself; null: nothing yet */
  readonly told: Told | null;
  /** Nothing that is paid there is real money. */
  readonly test: boolean;
}

export async function shownAccounts(context: PaymentsContext, tenantId: string): Promise<ShownAccount[]> {
  const [accounts, told] = await context.inTenant(tenantId, async (db) => [
    await listAccounts(db, tenantId),
    await lastTold(db, tenantId),
  ]);
  return Promise.all(
    accounts.map(async (account) => {
      const opened = await openAccount(context, tenantId, account.id);
      const secrets = opened?.secrets ?? {};
      const names = Object.keys(secrets).sort();
      const ends = names.map((name) => [name, (secrets[name] ?? '').slice(-4)] as const);
      const known = { secretsSet: names, secretEnds: Object.fromEntries(ends), told: told.get(account.id) ?? null };
      return { ...account, ...known, test: isTest(account, secrets) };
    }),
  );
}

/** Keys say it themselves: Stripe's `sk_test_…` and `rk_test_…`, Mollie's `test_…`; of PayPal and Square it is the mode. */
export const isTest = ({ provider, settings }: Account, { secretKey = '', apiKey = '' }: Texts): boolean =>
  provider === 'test' || /^[a-z]+_test_/.test(secretKey) || /^test_/.test(apiKey) || settings['mode'] === 'sandbox';

export async function addAccount(context: PaymentsContext, by: By, added: NewAccount): Promise<string> {
  const known: KnownProvider = knownProviders[added.provider];
  refuseTexts('settings', known.settings, added.settings);
  refuseTexts('secrets', known.secrets, added.secrets);
  const id = randomUUID();
  const sealed = await sealSecrets(context, by.tenantId, id, added.secrets);
  const { provider, name, settings, rules = {} } = added;
  const account: Account = { id, provider, name, status: 'active', settings, rules };
  await context.inTenant(by.tenantId, async (db) => {
    await refuseSecond(db, by.tenantId, account);
    await saveAccount(db, by.tenantId, account, sealed, context.now());
    const after = { provider, name, settings, rules, secrets: Object.keys(added.secrets) };
    await record(context, db, by, 'addAccount', { key: { id }, label: name, did: 'added', after });
  });
  context.offered.delete(by.tenantId);
  context.onCommitted();
  return id;
}

export async function changeAccount(
  context: PaymentsContext,
  by: By,
  id: string,
  change: AccountChange,
): Promise<void> {
  const opened = await openAccount(context, by.tenantId, id);
  if (!opened || id === by.tenantId) throw notFound('payment account');
  const known: KnownProvider = knownProviders[opened.provider as ProviderName];
  const secrets = change.secrets && { ...opened.secrets, ...change.secrets };
  if (change.settings) refuseTexts('settings', known.settings, change.settings);
  if (secrets) refuseTexts('secrets', known.secrets, secrets);
  const sealed = secrets && (await sealSecrets(context, by.tenantId, id, secrets));
  await context.inTenant(by.tenantId, async (db) => {
    const before = await lockAccount(db, by.tenantId, id);
    if (!before) throw notFound('payment account');
    const { name = before.name, status = before.status, settings = before.settings, rules = before.rules } = change;
    const after: Account = { ...before, name, status, settings, rules };
    if (status === 'active') await refuseSecond(db, by.tenantId, after);
    await saveAccount(db, by.tenantId, after, sealed, context.now());
    const changed = { name, status, settings, rules, secrets: Object.keys(change.secrets ?? {}) };
    const was = {
      name: before.name,
      status: before.status,
      settings: before.settings,
      rules: before.rules,
      secrets: [],
    };
    await record(context, db, by, 'changeAccount', {
      ...{ key: { id }, label: name, did: 'changed', before: was, after: changed },
    });
  });
  context.offered.delete(by.tenantId);
  context.onCommitted();
}

/** Whether its provider lets us in with the secrets that are there; it moves nothing. */
export async function checkAccount(context: PaymentsContext, tenantId: string, id: string): Promise<AccountCheck> {
  const account = await openAccount(context, tenantId, id);
  if (!account || account.status === 'removed') throw notFound('payment account');
  const check = context.provider(account.provider)?.check;
  return check ? check(account) : { works: true, message: 'There is nobody to ask: it is paid on trust.' };
}

/** What is under way there has to be settled first; its secrets go, so nothing can be paid back through it afterwards. */
export async function removeAccount(context: PaymentsContext, by: By, id: string): Promise<void> {
  await context.inTenant(by.tenantId, async (db) => {
    const before = await lockAccount(db, by.tenantId, id);
    if (!before) throw notFound('payment account');
    const [open] = await db.rows(
      `SELECT 1 FROM payments.attempts WHERE tenant_id = $1 AND account_id = $2 AND look_at IS NOT NULL LIMIT 1`,
      [by.tenantId, id],
    );
    if (open) {
      throw new HttpProblem(
        409,
        'payments.account-in-use',
        'Payments of this account are still under way. Nothing was changed. Pause it, and remove it when they are settled.',
      );
    }
    await saveAccount(db, by.tenantId, { ...before, status: 'removed' }, null, context.now());
    await record(context, db, by, 'removeAccount', { key: { id }, label: before.name, did: 'removed' });
  });
  context.offered.delete(by.tenantId);
  context.onCommitted();
}

async function refuseSecond(db: Connection, tenantId: string, { id, provider }: Account): Promise<void> {
  // Two at once: the second meets the unique index, and is a fault rather than a second account.
  const others = await listAccounts(db, tenantId);
  if (!others.some((each) => each.id !== id && each.provider === provider && each.status === 'active')) return;
  throw new HttpProblem(
    409,
    'payments.account-there',
    'This store has an active account at this provider already. Nothing was changed. Pause that one first.',
    { provider },
  );
}

/** Exactly what the provider asks for, and nothing that is not used. */
function refuseTexts(what: string, asked: Texts, given: Texts): void {
  const missing = Object.keys(asked).filter((name) => !name.endsWith('?') && !given[name]);
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(asked, name) && !Object.hasOwn(asked, `${name}?`));
  if (missing.length === 0 && unknown.length === 0) return;
  throw new HttpProblem(
    422,
    'payments.account-incomplete',
    `The ${what} of this provider are ${Object.keys(asked).join(', ') || 'none'}. Nothing was changed. Give each of them, and no other.`,
    { what, missing, unknown },
  );
}

function record(
  { now }: PaymentsContext,
  db: Connection,
  by: By,
  act: string,
  change: Omit<Change, 'table'>,
): Promise<void> {
  return recordAudit(db, by.tenantId, [
    {
      ...{ mutationId: randomUUID(), action: `payments.${act}@1`, actorId: by.id, actorName: by.name, deviceId: null },
      ...{ outcome: 'applied', args: null, occurredAt: now() },
      body: { changes: [{ table: 'payment_accounts', ...change }], added: {}, more: 0 },
    },
  ]);
}
