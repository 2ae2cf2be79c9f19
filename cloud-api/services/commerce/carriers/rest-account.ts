import { type CarrierAccount, carrierAccounts } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import { carrierTitles } from '@tillhouse/shared/domains/shipping/carriers.ts';
import type { CommerceContext } from '../context.ts';
import { inTables } from '../sealed-accounts.ts';
import { NotLetIn } from './ask-carrier.ts';
import { CarrierBusy } from './carrier.ts';

const FIRST_REST_MS = 300_000;
const LONGEST_REST_MS = 6 * 3_600_000;

type Context = Pick<CommerceContext, 'pool' | 'now'>;

export const rests = ({ restUntil }: Pick<CarrierAccount, 'restUntil'>, now: number): boolean =>
  restUntil !== null && restUntil > now;

/**
 * An account that did not let us ask is left alone for a while, longer each time. That it does not know us any more is shown where
 * carriers are connected. @returns until when
 */
export function restUntil(
  { pool, now }: Context,
  tenantId: string,
  { id, carrier, revision }: CarrierAccount,
  why: unknown,
): Promise<number> {
  return inTables(pool, tenantId, async (tx) => {
    const [row] = await tx.getForUpdate(carrierAccounts, [{ id }]);
    const at = now();
    const asked = why instanceof CarrierBusy ? (why.afterMs ?? 0) : 0;
    const backOff = Math.min(FIRST_REST_MS * 2 ** Math.min(row?.fails ?? 0, 12), LONGEST_REST_MS);
    const until = at + Math.max(asked, backOff);
    // Gone, given other secrets, or found to be silent by another meanwhile.
    if (row?.revision !== revision || row.status === 'removed') return until;
    if (row.restUntil !== null && row.restUntil > at) return row.restUntil;
    const message = why instanceof NotLetIn ? `${carrierTitles[carrier]} says: ${why.message}` : null;
    const checked = message === null ? row.checked : { at, works: false, message: message.slice(0, 500) };
    await tx.update(carrierAccounts, { id }, { fails: row.fails + 1, restUntil: until, checked });
    return until;
  });
}

/** It told of a parcel: what was wrong with it is over. */
export async function answersAgain(
  { pool, now }: Context,
  tenantId: string,
  { id, carrier, fails, revision }: CarrierAccount,
): Promise<void> {
  if (fails === 0) return;
  await inTables(pool, tenantId, async (tx) => {
    const [row] = await tx.getForUpdate(carrierAccounts, [{ id }]);
    if (row?.revision !== revision || row.status === 'removed') return;
    const message = `${carrierTitles[carrier]} answers, and knows the account.`;
    const patch = row.checked?.works === false ? { checked: { at: now(), works: true, message } } : {};
    await tx.update(carrierAccounts, { id }, { ...patch, fails: 0, restUntil: null });
  });
}
