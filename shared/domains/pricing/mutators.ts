import * as z from 'zod/mini';
import { amount, id, rate, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { type EditedField, noteEdits, priceField } from '../catalog/field-edits.ts';
import { variants } from '../catalog/schema.ts';
import { breaksRepeated, priceChanged, variantUnknown } from './errors.ts';
import { pricesChanged, taxRateChanged } from './events.ts';
import { quantityBreak } from './list-terms.ts';
import { historyAfter } from './price-history.ts';
import { priceListOr } from './price-list.ts';
import { type Price, prices, taxRates } from './schema.ts';

const change = z.strictObject({
  variantId: id,
  base: z.nullable(amount),
  value: z.nullable(amount),
  compareAt: z.optional(z.strictObject({ base: z.nullable(amount), value: z.nullable(amount) })),
  /** All of them, in the place of those there are; left out: they stay */
  breaks: z.optional(z.array(quantityBreak).check(z.maxLength(10))),
});

export const setPrice = defineMutator({
  name: 'pricing.setPrice',
  version: 1,
  kind: 'intent',
  permission: 'prices.edit',
  doc: 'Sets prices of up to 500 variants in one list (null: the default one; value null: no price). Refused when a price is no longer the one its editor saw.',
  args: z.strictObject({
    priceListId: z.nullable(id),
    changes: z.array(change).check(z.minLength(1), z.maxLength(500)),
  }),
  run: async (tx, args, ctx) => {
    const { id: priceListId } = await priceListOr(tx, args.priceListId);
    const keys = args.changes.map(({ variantId }) => ({ variantId, priceListId }));
    const known = new Map(
      (
        await tx.getMany(
          variants,
          keys.map((key) => ({ id: key.variantId })),
        )
      ).map((row) => [row.id, row]),
    );
    const now = new Map((await tx.getForUpdate(prices, keys)).map((row) => [row.variantId, row]));
    const edited: EditedField[] = [];
    for (const { variantId, base, value, compareAt, breaks } of args.changes) {
      const variant = known.get(variantId);
      if (!variant) throw variantUnknown({ variantId });
      const row = now.get(variantId);
      const refuse = (field: 'amount' | 'compareAt', wanted: { base: number | null; value: number | null }) => {
        const current = row?.[field] ?? null;
        if (current === wanted.base || current === wanted.value) return;
        throw priceChanged({ variantId, sku: variant.sku, field, current, ...wanted });
      };
      refuse('amount', { base, value });
      if (compareAt) refuse('compareAt', compareAt);
      if (breaks && new Set(breaks.map(({ minQuantity }) => minQuantity)).size < breaks.length)
        throw breaksRepeated({ variantId, sku: variant.sku });
      const steps = breaks?.length === 0 ? null : (breaks ?? row?.breaks ?? null);
      const next = {
        amount: value,
        compareAt: compareAt ? compareAt.value : (row?.compareAt ?? null),
        breaks: steps && [...steps].sort((a, b) => a.minQuantity - b.minQuantity),
      };
      await writePrice(tx, { variantId, priceListId }, next, row, ctx.occurredAt);
      const before = row?.amount ?? null;
      if (before !== value)
        edited.push({ subject: 'price', subjectId: variantId, field: priceField(priceListId), before });
    }
    await noteEdits(tx, ctx, edited);
    const changes = args.changes.map(({ variantId, value }) => ({
      variantId,
      amount: value,
      before: now.get(variantId)?.amount ?? null,
    }));
    await tx.emit(pricesChanged, { priceListId, changes });
  },
});

const stepsText = (steps: Price['breaks']) => (steps ?? []).map((step) => `${step.minQuantity}:${step.amount}`).join();

async function writePrice(
  tx: Tx,
  key: { variantId: string; priceListId: string },
  next: { amount: number | null } & Pick<Price, 'compareAt' | 'breaks'>,
  row: Price | undefined,
  at: number,
): Promise<void> {
  const { amount, compareAt, breaks } = next;
  const same = row && row.amount === amount && row.compareAt === compareAt;
  if (same && stepsText(row.breaks) === stepsText(breaks)) return;
  if (amount === null) {
    if (row) await tx.delete(prices, key);
  } else if (row) {
    await tx.update(prices, key, { amount, compareAt, breaks, history: historyAfter(row, amount, at), updatedAt: at });
  } else {
    await tx.insert(prices, { ...key, amount, compareAt, breaks, history: null, updatedAt: at });
  }
}

export const saveTaxRate = defineMutator({
  name: 'pricing.saveTaxRate',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Sets the rate of a tax class as an exact fraction. Sales already made keep theirs.',
  args: z.strictObject({ taxClass: words(40), name: words(60), rate }),
  run: async (tx, args, ctx) => {
    const row = { ...args, updatedAt: ctx.occurredAt };
    if (!(await tx.insertOnce(taxRates, row))) await tx.update(taxRates, { taxClass: args.taxClass }, row);
    await tx.emit(taxRateChanged, { taxClass: args.taxClass, rate: args.rate });
  },
});
