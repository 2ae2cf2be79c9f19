import { type Fulfilment, fulfilments } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import { parcelEvents } from '@tillhouse/shared/domains/orders/parcel-schema.ts';
import {
  type CarrierAccount,
  carrierAccounts,
  type ParcelAsk,
  parcelAsks,
} from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import type { CommerceContext } from '../context.ts';
import { inTables } from '../sealed-accounts.ts';
import { NotLetIn } from './ask-carrier.ts';
import { FOLLOWED_MS, isFollowed, nextAsk } from './ask-schedule.ts';
import { CarrierBusy, CarrierRefused, NoCarrierAnswer } from './carrier.ts';
import { opened } from './carrier-accounts.ts';
import { newsUrlOf } from './mount-carrier-news.ts';
import { noteParcel } from './note-parcels.ts';
import { answersAgain, rests, restUntil } from './rest-account.ts';
import { whoKnowsParcel, wordsOfCarriers } from './who-knows-parcel.ts';

const TAKEN_UP_AT_ONCE = 500;
const ACCOUNTS_AT_ONCE = 8;
const MOST_ACCOUNTS = 200;
/** Of one account in a round: then it is the turn of others. */
const PARCELS_A_ROUND = 20;
/** Whoever takes a parcel up has so long before another process may: longer than a carrier is waited for. */
const CLAIM_MS = 180_000;

const iso = (ms: number): string => new Date(ms).toISOString();

/**
 * Finds parcels under way that a connected carrier could be asked about and nobody asks about yet. @returns whether there may be more
 */
export async function takeUpParcels(system: Pool, context: CommerceContext): Promise<boolean> {
  const now = context.now();
  const found = await withTransaction(system, (db) =>
    db.rows<{ tenant_id: string; id: string }>(
      `SELECT f.tenant_id, f.id FROM fulfilments f
        WHERE f.tenant_id IN (SELECT tenant_id FROM carrier_accounts WHERE status <> 'removed')
          AND f.how = 'shipped' AND f.tracking <> '' AND (f.state IS NULL OR f.state NOT IN ('delivered', 'returned'))
          AND f.occurred_at > $1
          AND NOT EXISTS (SELECT 1 FROM parcel_asks p WHERE p.tenant_id = f.tenant_id AND p.fulfilment_id = f.id)
          AND EXISTS (
            SELECT 1 FROM carrier_accounts a WHERE a.tenant_id = f.tenant_id AND a.status <> 'removed' AND (
              a.carrier = (SELECT known.carrier FROM unnest($2::text[], $3::text[]) AS known(word, carrier)
                            WHERE known.word = split_part(regexp_replace(lower(btrim(f.carrier)), '\\s+', ' ', 'g'), ' ', 1))
              OR EXISTS (SELECT 1 FROM carrier_labels l WHERE l.tenant_id = f.tenant_id AND l.fulfilment_id = f.id
                            AND l.account_id = a.id AND l.kind = 'outbound' AND l.state = 'bought')))
        ORDER BY f.occurred_at DESC LIMIT ${TAKEN_UP_AT_ONCE}`,
      [iso(now - FOLLOWED_MS), wordsOfCarriers.map(([word]) => word), wordsOfCarriers.map(([, carrier]) => carrier)],
    ),
  );
  let taken = false;
  for (const [tenantId, parcels] of Map.groupBy(found, (row) => row.tenant_id))
    await inTables(context.pool, tenantId, async (tx) => {
      for (const { id } of parcels) {
        const parcel = await tx.get(fulfilments, { id });
        const account = parcel && (await whoKnowsParcel(tx, parcel));
        if (!parcel || !account || !isFollowed(parcel, now)) continue;
        const nextAt = await askedNext(tx, context, { tenantId, account, parcel, askedAt: null });
        const row = { fulfilmentId: id, accountId: account.id, nextAt, tries: 0, askedAt: null };
        taken = (await tx.insertOnce(parcelAsks, row)) || taken;
      }
    });
  // Where the statement finds what the rules above do not take, it would find the same again.
  return taken && found.length === TAKEN_UP_AT_ONCE;
}

/**
 * Asks carriers about the parcels whose turn it is: accounts beside each other, the parcels of one after each other. An account that
 * does not answer rests, so that it keeps nobody else waiting, and is tried by one parcel afterwards.
 * @param goesOn false: the cloud stops; what was begun is ended @returns whether there may be more
 */
export async function askAboutParcels(
  system: Pool,
  context: CommerceContext,
  goesOn: () => boolean = () => true,
): Promise<boolean> {
  const now = context.now();
  const due = await withTransaction(system, (db) =>
    db.rows<{ tenant_id: string; account_id: string }>(
      `SELECT p.tenant_id, p.account_id FROM parcel_asks p
         LEFT JOIN carrier_accounts a ON a.tenant_id = p.tenant_id AND a.id = p.account_id
        WHERE p.next_at <= $1 AND (a.rest_until IS NULL OR a.rest_until <= $1)
        GROUP BY p.tenant_id, p.account_id ORDER BY min(p.next_at) LIMIT ${MOST_ACCOUNTS}`,
      [iso(now)],
    ),
  );
  const left = due.values();
  let more = due.length === MOST_ACCOUNTS;
  const worker = async (): Promise<void> => {
    for (const { tenant_id: tenantId, account_id: accountId } of left)
      try {
        more = (await askOfAccount(context, { tenantId, accountId }, goesOn)) || more;
      } catch (error) {
        context.log.warn({ err: error, accountId }, 'a carrier is asked about parcels later');
      }
  };
  await Promise.all(Array.from({ length: ACCOUNTS_AT_ONCE }, worker));
  return more && goesOn();
}

interface Of {
  readonly tenantId: string;
  readonly accountId: string;
}

/** @returns whether it has more to be asked about */
async function askOfAccount(context: CommerceContext, of: Of, goesOn: () => boolean): Promise<boolean> {
  for (let asked = 0; asked < PARCELS_A_ROUND; asked += 1) {
    if (!goesOn()) return false;
    const taken = await inTables(context.pool, of.tenantId, (tx, db) => claim({ tx, db }, context, of));
    if (taken === 'none') return false;
    if (taken !== 'over' && !(await ask(context, of.tenantId, taken))) return false;
  }
  return true;
}

interface Taken {
  readonly account: CarrierAccount;
  readonly parcel: Fulfilment;
}

/** The next parcel of an account, for this process alone; `over`: one of which nothing more is to be asked here. */
async function claim(
  { tx, db }: { readonly tx: Tx; readonly db: Connection },
  { now }: CommerceContext,
  { tenantId, accountId }: Of,
): Promise<Taken | 'none' | 'over'> {
  const at = now();
  const [row] = await db.rows<{ fulfilment_id: string; tries: number }>(
    `SELECT fulfilment_id, tries FROM parcel_asks WHERE tenant_id = $1 AND account_id = $2 AND next_at <= $3
      ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [tenantId, accountId, iso(at)],
  );
  if (!row) return 'none';
  const key = { fulfilmentId: row.fulfilment_id };
  const parcel = await tx.get(fulfilments, { id: key.fulfilmentId });
  const account = parcel && isFollowed(parcel, at) ? await whoKnowsParcel(tx, parcel) : undefined;
  if (!parcel || !account) {
    await tx.delete(parcelAsks, key);
    return 'over';
  }
  if (account.id !== accountId) {
    await tx.update(parcelAsks, key, { accountId: account.id });
    return 'over';
  }

  if (rests(account, at)) return 'none';
  await tx.update(parcelAsks, key, { nextAt: at + CLAIM_MS, tries: row.tries + 1, askedAt: at });
  return { account, parcel };
}

/** @returns whether the account may be asked more */
async function ask(context: CommerceContext, tenantId: string, { account, parcel }: Taken): Promise<boolean> {
  const { id: fulfilmentId, tracking } = parcel;
  const later = (patch: (tx: Tx) => Promise<Partial<ParcelAsk> | null>) =>
    inTables(context.pool, tenantId, async (tx) => {
      const to = await patch(tx);
      if (to) await tx.update(parcelAsks, { fulfilmentId }, to);
      else await tx.delete(parcelAsks, { fulfilmentId });
    });
  const byPlan = () =>
    later(async (tx) => {
      const stands = await tx.get(fulfilments, { id: fulfilmentId });
      const now = context.now();
      if (!stands || !isFollowed(stands, now)) return null;
      return { nextAt: await askedNext(tx, context, { tenantId, account, parcel: stands, askedAt: now }) };
    });
  try {
    const open = await opened(context, tenantId, account);
    const events = await context.carriers[account.carrier].track(open, tracking);
    await noteParcel(context, tenantId, account.carrier, { tracking, events });
  } catch (error) {
    const silent = error instanceof NotLetIn || error instanceof CarrierBusy || error instanceof NoCarrierAnswer;
    // What is said of one parcel keeps none of the others.
    if (silent) {
      const until = await restUntil(context, tenantId, account, error);
      await later(() => Promise.resolve({ nextAt: until }));
      return false;
    }
    const level = error instanceof CarrierRefused ? 'debug' : 'warn';
    context.log[level]({ err: error, fulfilmentId }, 'a carrier said nothing of a parcel');
    await byPlan();
    return true;
  }
  await answersAgain(context, tenantId, account);
  await byPlan();
  return true;
}

interface Asked {
  readonly tenantId: string;
  readonly account: CarrierAccount;
  readonly parcel: Fulfilment;
  readonly askedAt: number | null;
}

async function askedNext(
  tx: Tx,
  context: CommerceContext,
  { tenantId, account, parcel, askedAt }: Asked,
): Promise<number> {
  const { secrets } = await opened(context, tenantId, (await tx.get(carrierAccounts, { id: account.id })) ?? account);
  const pushes = newsUrlOf(context, { tenantId, id: account.id, secrets }) !== null;
  const said = (await tx.list(parcelEvents, { fulfilmentId: parcel.id })).filter(({ source }) => source !== '');
  const heardAt = said.length === 0 ? null : Math.max(...said.map(({ recordedAt }) => recordedAt));
  return nextAsk(parcel, { heardAt, askedAt, pushes, now: context.now() });
}
