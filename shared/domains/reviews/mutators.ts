import * as z from 'zod/mini';
import { count, flag, id, text, words } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { cloudItselfOnly, cloudOnly } from '../access/errors.ts';
import { storeSettings } from '../access/schema.ts';
import { storeUnknown } from '../access/store-errors.ts';
import { products } from '../catalog/schema.ts';
import { productUnknown } from '../catalog/errors.ts';
import { reviewSettingChange } from './events.ts';
import { reviewChanged, reviewsOff, reviewUnknown } from './errors.ts';
import { MOST_BODY, MOST_NAME, MOST_TITLE } from './limits.ts';
import { type ReviewState, stateWhenWritten } from './rules.ts';
import { type ProductReview, productReviews, reviewModes, reviewSettings } from './schema.ts';
import { recount } from './sums.ts';

function cloudAlone(command: string, { authority, actor }: MutationContext): void {
  if (!authority) throw cloudOnly({ command });
  if (!actor.system) throw cloudItselfOnly({ command });
}

export const write = defineMutator({
  name: 'reviews.write',
  version: 1,
  kind: 'intent',
  permission: 'reviews.moderate',
  doc: 'What a shopper says of a product: 1 to 5 stars, a title and a text as they are, never HTML. Said again it stands in the place of what they said before. It waits for somebody of the shop, unless the store shows at once what buyers say. By the cloud itself.',
  args: z.strictObject({
    review: z.strictObject({
      id,
      productId: id,
      customerId: id,
      storeId: z.nullable(id),
      stars: z.number().check(z.int(), z.gte(1), z.lte(5)),
      title: text(MOST_TITLE),
      body: text(MOST_BODY),
      name: words(MOST_NAME),
      lang: text(35),
      verified: flag,
    }),
    /** Which store’s rule counts */
    settingsOf: id,
  }),
  run: async (tx, { review, settingsOf }, ctx) => {
    cloudAlone('reviews.write', ctx);
    const { mode = 'off' } = (await tx.get(reviewSettings, { storeId: settingsOf })) ?? {};
    if (mode === 'off') throw reviewsOff({ storeId: settingsOf });
    if (!(await tx.get(products, { id: review.productId }))) throw productUnknown({ productId: review.productId });
    const [before] = await tx.getForUpdate(productReviews, [{ id: review.id }]);
    const state = stateWhenWritten(mode, review.verified, before?.state);
    const now = { ...review, state, changedAt: ctx.occurredAt };
    if (before) {
      const same = (['stars', 'title', 'body', 'name'] as const).every((name) => before[name] === review[name]);
      // Said once more it is nothing new to look at.
      if (same && before.verified === review.verified) return;
      await tx.update(productReviews, { id: review.id }, { ...now, revision: before.revision + 1 });
    } else {
      const fresh = { answer: '', answeredAt: null, writtenAt: ctx.occurredAt, revision: 1 };
      await tx.insert(productReviews, { ...now, ...fresh });
    }
    await recount(tx, ctx, before, now);
  },
});

export const withdraw = defineMutator({
  name: 'reviews.withdraw',
  version: 1,
  kind: 'intent',
  permission: 'reviews.moderate',
  doc: 'A shopper takes back what they said of a product, with its stars and the answer to it. By the cloud itself.',
  args: z.strictObject({ reviewId: id }),
  run: async (tx, { reviewId }, ctx) => {
    cloudAlone('reviews.withdraw', ctx);
    const [review] = await tx.getForUpdate(productReviews, [{ id: reviewId }]);
    if (!review) return;
    await tx.delete(productReviews, { id: reviewId });
    await recount(tx, ctx, review, undefined);
  },
});

const seen = z.strictObject({ reviewId: id, /** Of what was read */ revision: count });

/** Locked, and as it was read. @throws DomainError `reviews.unknown`, `reviews.changed-meanwhile` */
async function asSeen(tx: Tx, { reviewId, revision }: z.infer<typeof seen>): Promise<ProductReview> {
  const [review] = await tx.getForUpdate(productReviews, [{ id: reviewId }]);
  if (!review) throw reviewUnknown({ reviewId });
  if (review.revision !== revision) throw reviewChanged({ reviewId, revision: review.revision });
  return review;
}

async function move(tx: Tx, ctx: MutationContext, args: z.infer<typeof seen>, state: ReviewState): Promise<void> {
  const review = await asSeen(tx, args);
  if (review.state === state) return;
  await tx.update(productReviews, { id: review.id }, { state });
  await recount(tx, ctx, review, { ...review, state });
}

export const show = defineMutator({
  name: 'reviews.show',
  version: 1,
  kind: 'intent',
  permission: 'reviews.moderate',
  doc: 'Shows a review to shoppers. Refused when its writer changed it since it was read.',
  args: seen,
  run: (tx, args, ctx) => move(tx, ctx, args, 'shown'),
});

export const hide = defineMutator({
  name: 'reviews.hide',
  version: 1,
  kind: 'intent',
  permission: 'reviews.moderate',
  doc: 'Keeps a review from shoppers; its writer sees it still. Refused when they changed it since it was read.',
  args: seen,
  run: (tx, args, ctx) => move(tx, ctx, args, 'hidden'),
});

export const putBack = defineMutator({
  name: 'reviews.putBack',
  version: 1,
  kind: 'intent',
  permission: 'reviews.moderate',
  doc: 'Lets a review wait again, as if nobody had looked at it. Refused when its writer changed it since it was read.',
  args: seen,
  run: (tx, args, ctx) => move(tx, ctx, args, 'waiting'),
});

export const answer = defineMutator({
  name: 'reviews.answer',
  version: 1,
  kind: 'intent',
  permission: 'reviews.moderate',
  doc: 'Says something to a review in the name of the shop, for all to read, in the place of what was said before; empty takes it away. Refused when its writer changed the review since it was read.',
  args: z.strictObject({ ...seen.shape, answer: text(2_000) }),
  run: async (tx, { answer: said, ...of }, ctx) => {
    const review = await asSeen(tx, of);
    const next = said.trim();
    if (review.answer === next) return;
    const answeredAt = next === '' ? null : ctx.occurredAt;
    await tx.update(productReviews, { id: review.id }, { answer: next, answeredAt });
    await recount(tx, ctx, review, review);
  },
});

export const saveSettings = defineMutator({
  name: 'reviews.saveSettings',
  version: 1,
  kind: 'intent',
  permission: 'reviews.moderate',
  doc: 'Whether a store shows and takes reviews: `off`; `verified`, which shows at once what buyers of the product say; `checked`, where all of it is looked at first. What was shown before stays kept when it is switched off. `askAfterDays`: who got all of an order is asked for a review so many days later, by one letter; left out it stays as it is.',
  args: z.strictObject({
    storeId: id,
    mode: z.enum(reviewModes),
    askAfterDays: z.optional(z.nullable(count.check(z.gte(1), z.lte(90)))),
  }),
  run: async (tx, { storeId, mode, askAfterDays: wanted }, ctx) => {
    if (!(await tx.get(storeSettings, { id: storeId }))) throw storeUnknown({ storeId });
    const known = await tx.get(reviewSettings, { storeId });
    const before = known?.askAfterDays ?? null;
    const askAfterDays = wanted === undefined ? before : wanted;
    if ((known?.mode ?? 'off') === mode && before === askAfterDays) return;
    const row = { mode, askAfterDays, updatedAt: ctx.occurredAt };
    if (!(await tx.insertOnce(reviewSettings, { storeId, ...row }))) await tx.update(reviewSettings, { storeId }, row);
    await tx.emit(reviewSettingChange, { storeId });
  },
});
