import { type TaxRecord, taxRecords } from '@tillhouse/shared/domains/orders/tax-record-schema.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../../platform/access/store-records.ts';
import { runCommand } from '../../../platform/commands/run-command.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withTenant, withTransaction } from '../../../platform/db/transaction.ts';
import type { Log } from '../../../platform/http/log.ts';
import { type AccountKeeper, inTables } from '../sealed-accounts.ts';
import type { TaxProviders } from './known.ts';
import { openTaxAccount } from './tax-accounts.ts';
import { TaxBusy, TaxRefused, type TheirRecord, type ToRecord } from './tax-provider.ts';

const BATCH = 50;
/** Whoever takes one up has so long before another process may: longer than a provider is waited for. */
const CLAIM_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;

export interface RecordTaxes extends AccountKeeper {
  readonly providers: TaxProviders;
  /** Epoch milliseconds */
  readonly now: () => number;
  readonly onCommitted: () => void;
}

/**
 * Has providers of taxes keep in their books what orders say: the one sweeper of `tax_records`. That it is sent is written before the
 * first byte; what was sent and has no answer is looked up, and sent again only where their book shows that nothing was done, or
 * answers the same key as at first. A refusal waits for a person.
 * @returns whether more may be due
 */
export async function recordTaxesDue(system: Pool, by: RecordTaxes, log: Log): Promise<boolean> {
  const due = await withTransaction(system, (db) =>
    db.rows<{ tenant_id: string; id: string }>(
      `SELECT tenant_id, id FROM tax_records WHERE next_at <= $1 ORDER BY next_at LIMIT ${BATCH}`,
      [new Date(by.now()).toISOString()],
    ),
  );
  for (const { tenant_id: tenantId, id } of due) {
    try {
      await recordOne(by, tenantId, id);
    } catch (error) {
      log.warn({ err: error, recordId: id }, 'a provider of taxes is asked again later');
    }
  }
  return due.length === BATCH;
}

const waitFor = (tries: number): number => Math.min(2_000 * 2 ** Math.min(tries, 12), LONGEST_WAIT_MS);

interface Taken extends ToRecord {
  /** It was sent before, and nobody knows how that went */
  readonly unknown: boolean;
}

/** Marks it as sent, unless what it takes back from is not there yet. */
async function take({ pool, now }: RecordTaxes, tenantId: string, id: string): Promise<Taken | undefined> {
  return inTables(pool, tenantId, async (tx) => {
    const [record] = await tx.getForUpdate(taxRecords, [{ id }]);
    const at = now();
    if (!record || record.nextAt === null || record.nextAt > at) return undefined;
    const original =
      record.originalId === null ? null : ((await tx.get(taxRecords, { id: record.originalId })) ?? null);
    if (record.kind === 'reversal' && original?.state !== 'recorded') {
      const refused = original?.state === 'failed';
      const problem = refused ? 'What it takes back from was not recorded.' : '';
      const nextAt = at + (refused ? LONGEST_WAIT_MS : waitFor(3));
      await tx.update(taxRecords, { id }, { nextAt, problem, updatedAt: at });
      return undefined;
    }
    const tries = record.tries + 1;
    const nextAt = at + CLAIM_MS + waitFor(record.tries);
    await tx.update(taxRecords, { id }, { state: 'sent', tries, nextAt, updatedAt: at });
    return { record: { ...record, state: 'sent', tries }, original, unknown: record.state === 'sent' };
  });
}

export async function recordOne(by: RecordTaxes, tenantId: string, id: string): Promise<void> {
  const taken = await take(by, tenantId, id);
  if (!taken) return;
  const { record, unknown } = taken;
  const account = await openTaxAccount(by, tenantId, record.accountId);
  const provider = by.providers[record.provider];
  try {
    if (!account || account.status === 'removed') throw new TaxRefused('The account at the provider was disconnected.');
    const known = unknown ? await provider.look(account, taken) : null;
    const there = known === null || known === 'again' ? await provider.record(account, taken) : known;
    await settle(by, tenantId, record, recorded(there));
  } catch (error) {
    // Refused when it was sent once more, it may all the same have been done the first time.
    if (error instanceof TaxRefused) {
      const reason = error.message.slice(0, 500);
      await settle(by, tenantId, record, { state: 'failed', problem: reason, nextAt: null });
      return flag(by, tenantId, record, reason);
    }
    if (error instanceof TaxBusy)
      return settle(by, tenantId, record, {
        state: unknown ? 'sent' : 'waiting',
        nextAt: by.now() + waitFor(record.tries),
      });
    await settle(by, tenantId, record, {
      problem: 'The provider did not answer; whether it has it is looked up.',
      nextAt: by.now() + waitFor(record.tries),
    });
    throw error;
  }
}

const recorded = ({ theirs, theirLines, theirTax }: TheirRecord): Partial<TaxRecord> => ({
  ...{
    state: 'recorded',
    theirs: theirs.slice(0, 200),
    theirLines: { ...theirLines },
    theirTax,
    problem: '',
    nextAt: null,
  },
});

/** Nobody else settled it meanwhile. */
async function settle(by: RecordTaxes, tenantId: string, { id }: TaxRecord, patch: Partial<TaxRecord>): Promise<void> {
  await inTables(by.pool, tenantId, async (tx) => {
    const [record] = await tx.getForUpdate(taxRecords, [{ id }]);
    if (record?.state === 'sent') await tx.update(taxRecords, { id }, { ...patch, updatedAt: by.now() });
  });
}

/** A person is told, once for each time that it was sent. */
async function flag(by: RecordTaxes, tenantId: string, { id, tries }: TaxRecord, reason: string): Promise<void> {
  const name = 'orders.taxRefused';
  const args = { recordId: id, reason };
  const command = { id: idFor(id, `refused ${tries}`), name, version: newestVersion(name), args, occurredAt: by.now() };
  await withTenant(by.pool, tenantId, (db) => runCommand(db, tenantId, systemActor, command));
  by.onCommitted();
}
