import * as z from 'zod/mini';
import { amount, count, currency, delta, id, instant, words } from '../../kernel/args.ts';
import { decimalsOf } from '../../kernel/currencies.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { customers } from '../customers/schema.ts';
import { momentOf } from '../ledger/post-entry.ts';
import { currencyUnknown } from '../pricing/errors-calculation.ts';
import {
  noProgramme,
  notOver,
  pointsOfNobody,
  pointsShort,
  programmeChanged,
  tiersUnordered,
  valueStands,
} from './errors.ts';
import { movePoints } from './move-points.ts';
import { overAt, PROGRAMME_ID, worthOf } from './rules.ts';
import { loyaltyProgrammes, pointAccounts, pointMovements } from './schema.ts';

const points = count.check(z.gte(1), z.lte(1_000_000));
const rate = count.check(z.lte(10_000));

export const saveProgramme = defineMutator({
  name: 'loyalty.saveProgramme',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'How customers earn and use points. `pointValue` in minor units of `currency`; both stand once somebody has points. `pointsPerUnit`: points for a whole unit of the currency; a tier’s is instead of it. `seen`: the `updatedAt` of what was changed.',
  args: z.strictObject({
    status: z.enum(['running', 'stopped']),
    currency,
    pointValue: amount.check(z.gte(1), z.lte(1_000_000)),
    pointsPerUnit: rate,
    redeemFrom: points,
    offlinePoints: count,
    monthsGood: count.check(z.lte(1_200)),
    tiers: z.array(z.strictObject({ name: words(40), from: points, pointsPerUnit: rate })).check(z.maxLength(10)),
    seen: z.optional(instant),
  }),
  run: async (tx, { seen, ...programme }, ctx) => {
    const { currency: said, pointValue, tiers } = programme;
    if (decimalsOf(said) === undefined) throw currencyUnknown({ currency: said });
    tiers.forEach(({ name, from }, index) => {
      const before = tiers.slice(0, index);
      if (before.some((one) => one.from >= from || one.name === name)) throw tiersUnordered({ name });
    });
    const [known] = await tx.getForUpdate(loyaltyProgrammes, [{ id: PROGRAMME_ID }]);
    const row = { ...programme, id: PROGRAMME_ID, updatedAt: ctx.occurredAt };
    if (!known) {
      await tx.insert(loyaltyProgrammes, row);
      return;
    }
    if (seen !== undefined && known.updatedAt !== seen) throw programmeChanged({});
    const other = known.currency !== said || known.pointValue !== pointValue;
    // Asked for only where it matters: it reads them all.
    if (other && (await tx.list(pointAccounts, {})).length > 0)
      throw valueStands({ pointValue: known.pointValue, currency: known.currency });
    await tx.update(loyaltyProgrammes, { id: PROGRAMME_ID }, row);
  },
});

export const adjust = defineMutator({
  name: 'loyalty.adjust',
  version: 1,
  kind: 'intent',
  permission: 'credit.issue',
  doc: 'Gives a customer points by hand, or takes some, with a reason: never more than are there. They count for no tier. The limit of `credit.issue` is held against what they are worth.',
  args: z.strictObject({
    customerId: id,
    /** Positive: given */
    points: delta.check(
      z.gte(-1_000_000),
      z.lte(1_000_000),
      z.refine((value) => value !== 0, 'nothing'),
    ),
    reason: words(200),
  }),
  needs: async (tx, { points: change }) => {
    const programme = await tx.get(loyaltyProgrammes, { id: PROGRAMME_ID });
    return [{ permission: 'credit.issue', value: programme ? worthOf(programme, Math.abs(change)) : 0 }];
  },
  run: async (tx, { customerId, points: change, reason }, ctx) => {
    const movementId = ctx.idFor('adjusted');
    if (await tx.get(pointMovements, { id: movementId })) return;
    const programme = await tx.get(loyaltyProgrammes, { id: PROGRAMME_ID });
    if (!programme) throw noProgramme({ currency: '' });
    const [account] = await tx.getForUpdate(pointAccounts, [{ id: customerId }]);
    if (!account && !(await tx.get(customers, { id: customerId }))) throw pointsOfNobody({ customerId });
    const balance = account?.balance ?? 0;
    if (change < 0 && balance + change < 0) throw pointsShort({ customerId, balance, wanted: -change });
    const kind = change > 0 ? ('given' as const) : ('taken' as const);
    await movePoints(tx, ctx, programme, { id: movementId, customerId, kind, points: change, reason }, momentOf(ctx));
  },
});

export const expire = defineMutator({
  name: 'loyalty.expire',
  version: 1,
  kind: 'intent',
  permission: 'credit.issue',
  doc: 'Takes the points of a customer who earned and used none for as long as the programme says. The cloud does it every day.',
  args: z.strictObject({ customerId: id }),
  run: async (tx, { customerId }, ctx) => {
    const [account] = await tx.getForUpdate(pointAccounts, [{ id: customerId }]);
    const programme = await tx.get(loyaltyProgrammes, { id: PROGRAMME_ID });
    const movementId = ctx.idFor('expired');
    if (await tx.get(pointMovements, { id: movementId })) return;
    if (!account || !programme) throw notOver({ customerId });
    const moved = await tx.list(pointMovements, { customerId });
    const over = overAt(programme, Math.max(0, ...moved.map(({ occurredAt }) => occurredAt)));
    if (over === null || over > ctx.occurredAt) throw notOver({ customerId });
    if (account.balance <= 0) return;
    const movement = { id: movementId, customerId, kind: 'expired' as const, points: -account.balance };
    await movePoints(tx, ctx, programme, movement, momentOf(ctx));
  },
});
