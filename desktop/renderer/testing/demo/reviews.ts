import type { ReviewState } from '@tillhouse/shared/domains/reviews/rules.ts';
import type { ReviewQueries, ReviewRow } from '../../../bridge/review-views.ts';
import { NOW, productAt } from './catalog.ts';

const day = 86_400_000;

function review(at: number, more: Partial<ReviewRow> & Pick<ReviewRow, 'stars' | 'name'>): ReviewRow {
  const { id, title, image } = productAt(at % 7);
  return {
    ...{
      id: `rv-${at}`,
      productId: id,
      productTitle: title,
      image,
      title: '',
      body: '',
      lang: 'en-GB',
      verified: true,
    },
    ...{ state: 'waiting', answer: '', answeredAt: null, writtenAt: NOW - at * day, revision: 1, store: 'Larkhall' },
    ...more,
  };
}

const said: readonly ReviewRow[] = [
  review(0, {
    ...{ stars: 5, name: 'Hannah W.', title: 'My favourite mug' },
    body: 'Heavy in the hand, keeps tea warm, and the glaze is even nicer than in the picture.\nI have ordered two more for my sister.',
  }),
  review(1, {
    stars: 2,
    name: 'Tom',
    title: 'Smaller than I thought',
    body: 'Please say how much fits in.',
    verified: false,
  }),
  review(2, {
    stars: 4,
    name: 'ليلى',
    title: 'جميل جدًا',
    body: 'وصل بسرعة والتغليف ممتاز.',
    lang: 'ar-AE',
    store: 'Larkhall Dubai',
  }),
  review(3, { stars: 5, name: 'M.' }),
  review(4, {
    stars: 1,
    name: 'Ola',
    title: 'Came broken',
    body: 'The rim was chipped when I opened the box.',
    revision: 2,
  }),
  review(6, {
    ...{
      stars: 4,
      name: 'Priya',
      title: 'Lovely light',
      body: 'Dims well.',
      state: 'shown',
      answeredAt: NOW - 5 * day,
    },
    answer: 'Thank you, Priya. It likes a warm bulb best.',
  }),
  review(9, { stars: 5, name: 'Jo', body: 'Exactly as described.', state: 'shown' }),
  review(12, {
    stars: 1,
    name: 'buy-now',
    title: 'Cheap pills',
    body: 'https://pills.example',
    verified: false,
    state: 'hidden',
  }),
];
const many = (state: ReviewState) => said.filter((one) => one.state === state).length;

/** What shoppers say at the sample desk. `none`: nobody has been asked yet. */
export const reviewAnswers = (
  none: boolean,
): { [N in keyof ReviewQueries]: (params: ReviewQueries[N]['params']) => ReviewQueries[N]['result'] } => ({
  'reviews.list': ({ state }) => ({
    reviews: none ? [] : said.filter((one) => one.state === state),
    counts: none
      ? { waiting: 0, shown: 0, hidden: 0 }
      : { waiting: many('waiting'), shown: many('shown'), hidden: many('hidden') },
    stores: [
      { id: 'store-1', name: 'Larkhall', mode: none ? 'off' : 'verified', askAfterDays: none ? null : 14 },
      { id: 'store-4', name: 'Larkhall Dubai', mode: none ? 'off' : 'checked', askAfterDays: null },
    ],
  }),
  'products.suggestions': ({ id }) => ({
    revision: 1,
    pinned: [productAt(3), productAt(5)]
      .filter((one) => one.id !== id)
      .map(({ id: other, title }) => ({ id: other, title })),
    excluded: [{ id: productAt(8).id, title: productAt(8).title }],
  }),
});
