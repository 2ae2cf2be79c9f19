import * as z from 'zod/mini';
import { id, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { openBundles } from './bundle-parts.ts';
import { checkPromotion } from './check-calculation.ts';
import { promotionUnknown } from './errors.ts';
import { promotionChanged } from './events.ts';
import { promotion } from './promotion-args.ts';
import { promotions } from './schema.ts';

export const savePromotion = defineMutator({
  name: 'pricing.savePromotion',
  version: 1,
  kind: 'intent',
  permission: 'prices.edit',
  doc: 'Adds or changes a promotion. Tills take it with their next sync; sales already made keep what they were given.',
  args: z.strictObject({
    promotion: z.extend(promotion, { id, name: words(100) }),
    status: z.enum(['live', 'paused', 'ended']),
  }),
  run: async (tx, { promotion: rule, status }, ctx) => {
    checkPromotion('promotion', rule);
    const others = (await tx.list(promotions, {})).filter((row) => row.id !== rule.id);
    openBundles([...others.map((row) => row.rule), rule]);
    const { id: promotionId, name } = rule;
    const row = { id: promotionId, name, status, rule, updatedAt: ctx.occurredAt, updatedBy: ctx.actor.name };
    if (!(await tx.insertOnce(promotions, row))) await tx.update(promotions, { id: promotionId }, row);
    await tx.emit(promotionChanged, { promotionId, status });
  },
});

export const setPromotionStatus = defineMutator({
  name: 'pricing.setPromotionStatus',
  version: 1,
  kind: 'intent',
  permission: 'prices.edit',
  doc: 'Pauses a promotion, lets it go on, or ends it.',
  args: z.strictObject({ promotionId: id, status: z.enum(['live', 'paused', 'ended']) }),
  run: async (tx, { promotionId, status }, ctx) => {
    const patch = { status, updatedAt: ctx.occurredAt, updatedBy: ctx.actor.name };
    if (!(await tx.update(promotions, { id: promotionId }, patch))) throw promotionUnknown({ promotionId });
    await tx.emit(promotionChanged, { promotionId, status });
  },
});
