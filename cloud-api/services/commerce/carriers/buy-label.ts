import { type CarrierLabel, carrierLabels } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import { carrierTitles } from '@tillhouse/shared/domains/shipping/carriers.ts';
import type { Person } from '../../../platform/auth/caller.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import type { CommerceContext } from '../context.ts';
import { inTables } from '../sealed-accounts.ts';
import {
  type BoughtLabel,
  CarrierBusy,
  CarrierRefused,
  type OpenCarrierAccount,
  type ShipmentAsked,
} from './carrier.ts';
import { openCarrierAccount } from './carrier-accounts.ts';
import { tellLabel } from './tell-label.ts';
import { newsUrlOf } from './mount-carrier-news.ts';
import type { LabelAsked } from './carrier-schemas.ts';

/** Longer than anybody waits for a carrier: whoever asked it is gone. */
const GONE_MS = 60_000;

type Context = Pick<CommerceContext, 'pool' | 'keyring' | 'carriers' | 'now' | 'log' | 'publicOrigin' | 'onCommitted'>;

/** At most 30 letters and digits, that stand on the label; nobody else's are the same. */
export const referenceOf = (id: string): string => `TH${id.replaceAll('-', '').slice(0, 26).toUpperCase()}`;

/** As it is to be seen: one that nobody waits for any more is unknown. */
export const seenLabel = (label: CarrierLabel, now: number): CarrierLabel =>
  label.state === 'asked' && now - label.updatedAt > GONE_MS ? { ...label, state: 'unknown' } : label;

/**
 * Buys a label once: that it is asked for is written before the carrier hears of it, and what has no answer is looked up there and never
 * asked for again by itself. The same id again is told how it stands.
 */
export async function buyLabel(
  context: Context,
  person: Pick<Person, 'tenantId' | 'staffId' | 'name'>,
  asked: LabelAsked,
): Promise<CarrierLabel> {
  const { tenantId, staffId: actorId, name: actorName } = person;
  const account = await openCarrierAccount(context, tenantId, asked.accountId);
  if (!account) throw notFound('carrier account');
  const at = context.now();
  const fresh: CarrierLabel = {
    ...{ id: asked.id, accountId: account.id, carrier: account.carrier, orderId: asked.orderId },
    ...{ fulfilmentId: asked.fulfilmentId, kind: asked.kind, service: asked.service, state: 'asked' },
    ...{ reference: referenceOf(asked.id), shipOn: asked.shipOn, theirs: '', trackings: [], cost: null },
    ...{
      currency: null,
      documents: [],
      problem: '',
      voidAskedAt: null,
      actorId,
      actorName,
      createdAt: at,
      updatedAt: at,
    },
  };
  const there = await inTables(context.pool, tenantId, async (tx, db) => {
    const key = asked.fulfilmentId ?? asked.id;
    await db.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`carrier-labels:${tenantId}:${key}`]);
    const known = await tx.get(carrierLabels, { id: asked.id });
    if (known) return known;
    if (account.status !== 'active') throw paused();
    const { fulfilmentId, kind } = asked;
    const others = fulfilmentId === null ? [] : await tx.list(carrierLabels, { fulfilmentId, kind });
    if (others.some(({ state }) => state === 'asked' || state === 'unknown' || state === 'bought')) throw labelThere();
    await tx.insert(carrierLabels, fresh);
    return null;
  });
  if (there) {
    if (there.accountId !== account.id || there.service !== asked.service || there.kind !== asked.kind) throw other();
    return seenLabel(there, at);
  }
  const bought = await settle(context, account, fresh, await ask(context, account, fresh, asked));
  if (bought.state === 'bought') await follow(context, account, bought);
  return bought;
}

/** Has the carrier push what happens to it. Where it will not, it is asked. */
async function follow(context: Context, account: OpenCarrierAccount, { trackings }: CarrierLabel): Promise<void> {
  const [url, { follow: begin }] = [newsUrlOf(context, account), context.carriers[account.carrier]];
  if (!url || !begin) return;
  await begin(account, trackings, url).catch((error: unknown) => {
    context.log.warn({ err: error, accountId: account.id }, 'a carrier will push no news of a parcel');
  });
}

type Came =
  | { readonly is: 'bought'; readonly label: BoughtLabel }
  | { readonly is: 'refused' | 'unknown'; readonly problem: string };

async function ask(
  { carriers, log }: Context,
  account: OpenCarrierAccount,
  { reference, kind }: CarrierLabel,
  { service, to, parcels, shipOn, format, customs }: LabelAsked,
): Promise<Came> {
  const carrier = carriers[account.carrier];
  const shipment: ShipmentAsked = { service, to, parcels, shipOn, reference, format, customs };
  try {
    const label = await (kind === 'return' ? carrier.returnLabel : carrier.label)(account, shipment);
    return { is: 'bought', label };
  } catch (error) {
    if (error instanceof CarrierRefused) return { is: 'refused', problem: error.message };
    const title = carrierTitles[account.carrier];
    if (error instanceof CarrierBusy) return { is: 'refused', problem: `${title} is busy, and did nothing.` };
    log.warn({ err: error, accountId: account.id }, 'nobody knows what became of a label');
    return { is: 'unknown', problem: `${title} did not answer. Nobody knows whether it was bought.` };
  }
}

async function settle(
  { pool, now, onCommitted }: Context,
  { tenantId }: OpenCarrierAccount,
  row: CarrierLabel,
  came: Came,
): Promise<CarrierLabel> {
  const settled = await inTables(pool, tenantId, async (tx, db) => {
    const [known] = await tx.getForUpdate(carrierLabels, [{ id: row.id }]);
    if (!known) throw notFound('label');
    // Somebody else found out meanwhile.
    if (known.state !== 'asked' && known.state !== 'unknown') return known;
    const after: CarrierLabel = {
      ...known,
      ...(came.is === 'bought' ? boughtAs(came.label) : { state: came.is, problem: came.problem.slice(0, 500) }),
      updatedAt: now(),
    };
    const { id, ...kept } = after;
    await tx.update(carrierLabels, { id }, kept);
    if (after.state === 'bought') await tellLabel(db, tenantId, after, 'bought');
    return after;
  });
  onCommitted();
  return settled;
}

const boughtAs = ({ theirs, trackings, cost, documents }: BoughtLabel) => ({
  ...{ state: 'bought' as const, theirs, trackings: [...trackings], documents: [...documents], problem: '' },
  ...{ cost: cost?.amount ?? null, currency: cost?.currency ?? null },
});

/** Looks one up whose answer was lost. It stays unknown where the carrier tells nothing of it. */
export async function lookForLabel(context: Context, tenantId: string, id: string): Promise<CarrierLabel> {
  const row = await labelOf(context, tenantId, id);
  if (seenLabel(row, context.now()).state !== 'unknown') return row;
  const account = await openCarrierAccount(context, tenantId, row.accountId);
  if (!account) throw notFound('carrier account');
  const { reference, shipOn } = row;
  const found = await called(account, () =>
    context.carriers[row.carrier].find(account, { reference, shipOn, format: 'pdf' }),
  );
  const title = carrierTitles[row.carrier];
  const none = `${title} tells of no such label, which does not prove that there is none. Look again in an hour, or at ${title} itself.`;
  return settle(context, account, row, found ? { is: 'bought', label: found } : { is: 'unknown', problem: none });
}

/** A person looked at the carrier: nothing was bought. */
export function notBought({ pool, now }: Context, tenantId: string, id: string): Promise<CarrierLabel> {
  return inTables(pool, tenantId, async (tx) => {
    const [row] = await tx.getForUpdate(carrierLabels, [{ id }]);
    if (!row) throw notFound('label');
    const { state } = seenLabel(row, now());
    if (state === 'refused') return row;
    if (state !== 'unknown') throw settled();
    const patch = { state: 'refused' as const, problem: 'Somebody looked: it was not bought.', updatedAt: now() };
    await tx.update(carrierLabels, { id }, patch);
    return { ...row, ...patch };
  });
}

/**
 * Gives one back that was not used. That the carrier is asked is written first, so that of two who give it back at once one asks; who
 * died in between keeps it for a minute.
 */
export async function voidLabel(context: Context, tenantId: string, id: string): Promise<CarrierLabel> {
  const { accountId } = await labelOf(context, tenantId, id);
  const account = await openCarrierAccount(context, tenantId, accountId);
  const change = async (patch: Partial<CarrierLabel>, state: 'void-refused' | 'voided') => {
    await inTables(context.pool, tenantId, async (tx, db) => {
      await tx.update(carrierLabels, { id }, patch);
      await tellLabel(db, tenantId, { ...row, updatedAt: context.now() }, state);
    });
    context.onCommitted();
  };
  const { row, mine } = await inTables(context.pool, tenantId, async (tx, db) => {
    const [known] = await tx.getForUpdate(carrierLabels, [{ id }]);
    if (!known) throw notFound('label');
    if (known.state === 'voided') return { row: known, mine: false };
    if (known.state !== 'bought') throw settled();
    if (!account) throw notFound('carrier account');
    const at = context.now();
    if (known.voidAskedAt !== null && at - known.voidAskedAt < GONE_MS) throw voiding();
    await tx.update(carrierLabels, { id }, { voidAskedAt: at });
    await tellLabel(db, tenantId, { ...known, updatedAt: at }, 'void-asked');
    return { row: known, mine: true };
  });
  context.onCommitted();
  if (!mine || !account) return row;
  const { voidLabel: give } = context.carriers[row.carrier];
  try {
    if (give) await called(account, () => give(account, row));
  } catch (error) {
    await change({ voidAskedAt: null }, 'void-refused');
    throw error;
  }
  const patch = { state: 'voided' as const, documents: [], voidAskedAt: null, updatedAt: context.now() };
  await change(patch, 'voided');
  return { ...row, ...patch };
}

async function labelOf({ pool }: Context, tenantId: string, id: string): Promise<CarrierLabel> {
  const row = await inTables(pool, tenantId, (tx) => tx.get(carrierLabels, { id }));
  if (!row) throw notFound('label');
  return row;
}

/** What a carrier says is told to who asked; nothing was changed. */
export async function called<T>({ carrier }: Pick<OpenCarrierAccount, 'carrier'>, work: () => Promise<T>): Promise<T> {
  const title = carrierTitles[carrier];
  try {
    return await work();
  } catch (error) {
    if (error instanceof CarrierRefused)
      throw new HttpProblem(422, 'carriers.refused', `${title} says: ${error.message} Nothing was changed.`);
    throw new HttpProblem(
      503,
      'carriers.no-answer',
      `${title} did not answer as it should. Nothing was changed here; try again in a moment.`,
    );
  }
}

const conflict = (code: string, detail: string) => new HttpProblem(409, code, detail);
const paused = () =>
  conflict(
    'carriers.account-paused',
    'This carrier is paused. Nothing was bought. Switch it on in Settings → Carriers.',
  );
const labelThere = () =>
  conflict('carriers.label-there', 'This parcel has a label already. Nothing was bought. Give that one back first.');
const other = () =>
  conflict('carriers.label-other', 'Another label was asked for under this id. Nothing was bought. Use a new id.');
const voiding = () =>
  conflict(
    'carriers.label-voiding',
    'Somebody is giving this label back just now. Nothing was asked twice. Look again in a moment.',
  );
const settled = () =>
  conflict('carriers.label-settled', 'It is known already what became of this label. Nothing was changed.');
