import { boolean, instant, integer, nullable, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

/** `waiting`: somebody of the shop looks at it first */
export const reviewStates = ['waiting', 'shown', 'hidden'] as const;

/** `verified`: at once what somebody says who bought it, all else once it was looked at; `checked`: all of it is looked at first */
export const reviewModes = ['off', 'verified', 'checked'] as const;

export const productReviews = defineTable('reviews.product_reviews', {
  doc: 'What a shopper says of a product, one each. Whoever is forgotten takes it with them.',
  columns: {
    /** Of product and customer: the same person says it again in the same row */
    id: uuid(),
    productId: uuid(),
    customerId: uuid(),
    /** Where it was written; null: the main store. Every store shows it */
    storeId: nullable(uuid()),
    /** 1 to 5 */
    stars: integer(),
    title: personal('to tell other shoppers what somebody says of what they bought', text()),
    body: personal('to tell other shoppers what somebody says of what they bought', text()),
    /** As they want to be called beside it */
    name: personal('to tell other shoppers who says it', text()),
    /** BCP 47: of the page it was written on */
    lang: text(),
    /** They had bought it, and it had left or was taken along */
    verified: boolean(),
    state: oneOf(reviewStates),
    /** What the shop says to it, for all to read; empty: nothing */
    answer: text(),
    answeredAt: nullable(instant()),
    writtenAt: instant(),
    changedAt: instant(),
    /** Goes up whenever its writer changes it, so that nobody shows what they have not read */
    revision: integer(),
  },
  key: ['id'],
  indexes: [['productId', 'state', 'writtenAt'], ['customerId'], ['state', 'changedAt']],
  group: 'people',
});
export type ProductReview = Row<typeof productReviews>;

export const reviewSums = defineTable('reviews.review_sums', {
  doc: 'How many reviews of a product are shown, by their stars. Kept in the cloud as they come and go.',
  columns: {
    productId: uuid(),
    one: integer(),
    two: integer(),
    three: integer(),
    four: integer(),
    five: integer(),
  },
  key: ['productId'],
  group: 'catalogue',
  replication: { rows: 'none' },
});
export type ReviewSums = Row<typeof reviewSums>;

export const reviewSettings = defineTable('reviews.review_settings', {
  doc: 'Whether a store shows and takes reviews, and what is shown at once. A store without a row does neither.',
  columns: {
    storeId: uuid(),
    mode: oneOf(reviewModes),
    /** Who got something is asked for a review so many days later, by one letter; null: nobody is */
    askAfterDays: nullable(integer()),
    updatedAt: instant(),
  },
  key: ['storeId'],
  group: 'catalogue',
});
export type ReviewSettings = Row<typeof reviewSettings>;
