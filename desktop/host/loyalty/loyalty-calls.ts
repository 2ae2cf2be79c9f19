import { noProgramme, pointsOfNobody, pointsShort, tooFewPoints } from '@tillhouse/shared/domains/loyalty/errors.ts';
import { worthOf } from '@tillhouse/shared/domains/loyalty/rules.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import * as z from 'zod';
import { payingBasket, refuseMore } from '../basket/leg-calls.ts';
import { insertLeg, legsOf } from '../basket/legs.ts';
import { locationOfRegister, storeFacts } from '../basket/price-basket.ts';
import { basketView } from '../basket/view.ts';
import { groundOf } from '../commands/run-command.ts';
import { isHeard } from '../credit/take-credit.ts';
import type { Reader } from '../database/reader.ts';
import { type Calls, call } from '../define-call.ts';
import { within } from '../devices/terminals/attempts.ts';
import { HostProblem } from '../problem.ts';
import { pointsOf, programmeOf, usedAlone } from './points-of.ts';

const offlineLimit = (most: number, left: number) =>
  new HostProblem(
    'loyalty.offline-limit',
    'refused',
    `This till does not hear from the cloud, so one customer uses at most ${most} points at it until it does; ${left} of that are left. Nothing was used. Use fewer, or take the rest another way.`,
    { most, left },
  );

interface Wanted {
  readonly customerId: string | null;
  readonly currency: string;
  readonly points: number;
  /** Used for this basket before */
  readonly open: number;
  readonly now: number;
}

/** What they pay. @throws DomainError `loyalty.of-nobody`, `loyalty.no-programme`, `loyalty.too-few`, `loyalty.short`; HostProblem `loyalty.offline-limit` */
function paidWith(reader: Reader, { customerId, currency, points, open, now }: Wanted): number {
  if (customerId === null) throw pointsOfNobody({ customerId: '' });
  const programme = programmeOf(reader);
  if (programme?.status !== 'running' || programme.currency !== currency) throw noProgramme({ currency });
  if (points + open < programme.redeemFrom) throw tooFewPoints({ least: programme.redeemFrom, wanted: points });
  const { balance } = pointsOf(reader, programme, customerId, now);
  if (points + open > balance) throw pointsShort({ customerId, balance: balance - open, wanted: points });
  if (!isHeard(reader, now)) {
    const left = Math.max(0, programme.offlinePoints - usedAlone(reader, customerId));
    if (points > left) throw offlineLimit(programme.offlinePoints, left);
  }
  return worthOf(programme, points);
}

export const loyaltyCalls = {
  'basket.takePoints': call(
    z.strictObject({
      basketId: z.string().max(100),
      due: z.number().int(),
      legId: z.uuid(),
      points: z.number().int().min(1).max(1_000_000),
    }),
    async (host, window, { legId, points, ...shown }) => {
      const { window: fresh } = groundOf(host, window);
      const { reader } = host.desk;
      await host.desk.transaction('foreground', async (connection) => {
        const legs = legsOf(within(connection), shown.basketId);
        if (legs.some((one) => one.id === legId)) return;
        const { basket, priced, registerId } = payingBasket(host, fresh, connection, shown);
        const { customerId, orderId } = basket;
        const { currency } = storeFacts(reader, locationOfRegister(reader, registerId));
        const open = sum(legs.map((one) => one.points ?? 0));
        const amount = paidWith(reader, { customerId, currency, points, open, now: host.now() });
        refuseMore(priced, amount);
        const leg = { id: legId, kind: 'store-credit' as const, amount, reference: '', attemptId: null };
        insertLeg(connection, orderId, { ...leg, creditId: customerId, points }, host.now());
      });
      return basketView(reader, fresh, host.now());
    },
  ),
} satisfies Partial<Calls>;
