import {
  creditBlocked,
  creditExpired,
  creditInOtherCurrency,
  creditOfNobody,
  creditShort,
  creditUnknown,
} from '@tillhouse/shared/domains/credit/errors.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import * as z from 'zod';
import type { CreditRow } from '../../bridge/credit-views.ts';
import type { Basket } from '../../bridge/views.ts';
import { payingBasket, refuseMore } from '../basket/leg-calls.ts';
import { insertLeg, legsOf } from '../basket/legs.ts';
import { locationOfRegister, storeFacts } from '../basket/price-basket.ts';
import { basketView } from '../basket/view.ts';
import { tellCloud } from '../cloud/ask-cloud.ts';
import { type Ground, groundOf } from '../commands/run-command.ts';
import type { Reader } from '../database/reader.ts';
import { within } from '../devices/terminals/attempts.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import type { WindowSession } from '../session/windows.ts';
import { amountText } from '../words.ts';
import { creditRows, policyOf } from './credit-rows.ts';
import { releaseTake, type Take } from './release-take.ts';

/** A desk that heard from the cloud within this asks it before it takes. */
const AWAY_MS = 120_000;
/** A cashier waits no longer than this for the answer. */
const ANSWER_MS = 4_000;
/** After this nobody waits any more for what was asked. */
const LOST_MS = 60_000;

export interface TakeCredit {
  readonly basketId: string;
  readonly due: number;
  readonly legId: string;
  readonly creditId: string;
  readonly amount: number;
}

const offlineLimit = (row: CreditRow, most: number, left: number) =>
  new HostProblem(
    'credit.offline-limit',
    'refused',
    `This till does not hear from the cloud, so it takes at most ${amountText(most, row.currency)} of one card until it does; ${amountText(left, row.currency)} of that is left. Nothing was taken. Take less of it, or the rest another way.`,
    { most, left },
  );

/** Whether this desk heard from the cloud lately enough to ask it. */
export const isHeard = (reader: Reader, now: number): boolean => now - heardAt(reader) < AWAY_MS;

/** A new desk that is still getting its first copy has not had everything once, and yet the cloud answers it. */
function mayAnswer(reader: Reader, now: number): boolean {
  const heard = heardAt(reader);
  return heard === 0 || now - heard < AWAY_MS;
}

function heardAt(reader: Reader): number {
  const row = reader.get<{ value: string }>("SELECT value FROM sync_meta WHERE name = 'last_synced_at'");
  return Number(row?.value ?? 0);
}

/** What this desk took of an account and the cloud has not heard of: in sales that wait to be sent, and for the basket that is being paid. */
function takenAlone(reader: Reader, creditId: string): number {
  const row = reader.get<{ sold: number; open: number }>(
    `SELECT (SELECT coalesce(-sum(m.amount), 0) FROM credit_movements m WHERE m.account_id = ? AND m.kind IN ('redeemed', 'from-points')
        AND EXISTS (SELECT 1 FROM sync_inserts i JOIN sync_outbox b ON b.order_no = i.order_no AND b.state = 'queued'
          WHERE i.table_name = 'orders' AND i.row_key = json_array(m.order_id))) AS sold,
       (SELECT coalesce(sum(l.amount), 0) FROM desk_basket_legs l WHERE l.credit_id = ? AND l.set_aside = 0 AND l.points IS NULL) AS open`,
    [creditId, creditId],
  );
  return (row?.sold ?? 0) + (row?.open ?? 0);
}

/** @throws DomainError `credit.unknown`, `credit.blocked`, `credit.expired`, `credit.other-currency`, `credit.of-nobody` */
function goodRow(
  reader: Reader,
  creditId: string,
  customerId: string | null,
  currency: string,
  now: number,
): CreditRow {
  const [row] = creditRows(reader, [creditId], { now, names: false });
  if (!row) throw creditUnknown({ creditId });
  if (row.kind === 'store-credit' && row.id !== customerId) throw creditOfNobody({ creditId });
  if (row.currency !== currency) throw creditInOtherCurrency({ creditId, currency: row.currency, wanted: currency });
  if (row.status === 'blocked') throw creditBlocked({ creditId });
  if (row.expired) throw creditExpired({ creditId, expiresOn: row.expiresOn ?? '' });
  return row;
}

/**
 * Takes a part of a sale from a gift card or from the customer’s store credit. A desk that hears from the cloud has it set aside there
 * first, under an id that is durable before the question leaves; where no answer comes, and where nobody answers at all, it takes what it
 * knows to be there, up to the allowance, under the same id, so that nothing is taken twice whatever the cloud did.
 * @throws HostProblem `credit.offline-limit`, `basket.changed` and its like; what the cloud refused, in its words
 */
export async function takeCredit(host: Host, window: WindowSession, asked: TakeCredit): Promise<Basket> {
  const ground = groundOf(host, window);
  const { reader } = host.desk;
  const { legId, creditId, amount, basketId } = asked;
  const shown = () => basketView(reader, ground.window, host.now());
  const begun = await host.desk.transaction('foreground', async (connection) => {
    await giveBackLost(host, connection, ground);
    if (legsOf(within(connection), basketId).some((one) => one.id === legId)) return null;
    const { basket, priced, registerId } = payingBasket(host, ground.window, connection, asked);
    const { currency } = storeFacts(reader, locationOfRegister(reader, registerId));
    refuseMore(priced, amount);
    const row = goodRow(reader, creditId, basket.customerId, currency, host.now());
    const note = 'INSERT INTO desk_credit_takes (take_id, credit_id, order_id, asked_at) VALUES (?, ?, ?, ?)';
    connection.runNow(`${note} ON CONFLICT (take_id) DO NOTHING`, [legId, creditId, basketId, host.now()]);
    return row;
  });
  if (!begun) return shown();
  const online = mayAnswer(reader, host.now());
  const answer = online ? await askedCloud(host, ground, { ...asked, currency: begun.currency }) : 'nobody';
  const failed = await host.desk.transaction('foreground', async (connection) => {
    connection.runNow('DELETE FROM desk_credit_takes WHERE take_id = ?', [legId]);
    try {
      if (answer instanceof Error) throw answer;
      if (answer === 'nobody') refuseBeyond(reader, begun, amount);
      const { priced } = payingBasket(host, ground.window, connection, asked);
      refuseMore(priced, amount);
    } catch (error) {
      // Whether its answer was lost or the basket changed meanwhile: what may be set aside goes back.
      if (online && !(answer instanceof Error))
        await releaseTake(connection, ground, { takeId: legId, creditId, orderId: basketId }, host.now());
      return { error };
    }
    const leg = { id: legId, kind: begun.kind, amount, reference: '', attemptId: null };
    insertLeg(connection, basketId, { ...leg, creditId, setAside: answer === 'done' }, host.now());
    return null;
  });
  if (failed) throw failed.error;
  return shown();
}

function refuseBeyond(reader: Reader, row: CreditRow, amount: number): void {
  const open = reader.get<{ n: number }>(
    'SELECT coalesce(sum(l.amount), 0) AS n FROM desk_basket_legs l WHERE l.credit_id = ? AND l.set_aside = 0 AND l.points IS NULL',
    [row.id],
  );
  const there = row.balance - (open?.n ?? 0);
  if (amount > there) throw creditShort({ creditId: row.id, balance: there, wanted: amount });
  const { offlineAmount } = policyOf(reader);
  const left = Math.max(0, offlineAmount - takenAlone(reader, row.id));
  if (amount > left) throw offlineLimit(row, offlineAmount, left);
}

/** `done`: the cloud set it aside; `nobody`: it does not answer, or does not know the card yet; an Error: it refused. */
async function askedCloud(
  host: Host,
  { actor }: Ground,
  { legId, creditId, basketId, amount, currency }: TakeCredit & { readonly currency: string },
): Promise<'done' | 'nobody' | Error> {
  const body = {
    ...{ id: idFor(legId, 'take'), actorId: actor.id, takeId: legId, creditId, orderId: basketId },
    ...{ amount, currency },
  };
  try {
    await tellCloud(host, '/sync/v1/credit/take', body, z.object({ done: z.literal(true) }), ANSWER_MS);
    return 'done';
  } catch (error) {
    if (!(error instanceof HostProblem) || error.kind === 'unavailable') return 'nobody';
    // A card that was sold here a moment ago is still on its way there.
    return error.code === 'credit.unknown' ? 'nobody' : error;
  }
}

/** What was asked for by a till that stopped before the answer was a part of a payment. */
async function giveBackLost(host: Host, connection: DeskConnection, ground: Ground): Promise<void> {
  const lost = connection.allNow(
    'SELECT take_id AS takeId, credit_id AS creditId, order_id AS orderId FROM desk_credit_takes WHERE asked_at < ?',
    [host.now() - LOST_MS],
  ) as unknown as Take[];
  for (const take of lost) {
    connection.runNow('DELETE FROM desk_credit_takes WHERE take_id = ?', [take.takeId]);
    await releaseTake(connection, ground, take, host.now());
  }
}
