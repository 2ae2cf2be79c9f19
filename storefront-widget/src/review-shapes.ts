import type { ShopApi } from './api.ts';
import { fields, list, whole, words, wordsOrNull } from './shapes.ts';
import type { SignIn } from './sign-in.ts';

export interface Review {
  readonly id: string;
  readonly stars: number;
  readonly title: string;
  readonly text: string;
  readonly name: string;
  readonly lang: string;
  readonly verified: boolean;
  /** Epoch milliseconds */
  readonly writtenAt: number;
  /** What the shop says to it; empty: nothing */
  readonly answer: string;
}

export interface ReviewPage {
  /** Whether the shop takes any */
  readonly taken: boolean;
  readonly count: number;
  /** Hundredths of a star */
  readonly average: number;
  /** How many have one, two, up to five */
  readonly stars: readonly number[];
  readonly reviews: readonly Review[];
  readonly next: string | null;
}

export type Written = Pick<Review, 'stars' | 'title' | 'text' | 'name'>;

export interface Mine {
  readonly taken: boolean;
  /** How the account calls them */
  readonly name: string;
  readonly products: readonly {
    readonly id: string;
    readonly handle: string;
    readonly title: string;
    readonly review: (Written & { readonly state: string }) | null;
  }[];
}

const written = (it: Record<string, unknown>): Written => ({
  ...{ stars: whole(it['stars']), title: words(it.title), text: words(it['text']), name: words(it.name) },
});

export const reviewsPath = (product: string): string => `/shop/v1/products/${encodeURIComponent(product)}/reviews`;

export async function readReviews(
  api: ShopApi,
  product: string,
  { cursor, stars }: { readonly cursor: string | null; readonly stars: number },
): Promise<ReviewPage> {
  const asked = `${cursor ? `&cursor=${cursor}` : ''}${stars ? `&stars=${stars}` : ''}`;
  const it = fields(await api.ask(`${reviewsPath(product)}?limit=10${asked}`));
  return {
    ...{ taken: it['taken'] === true, count: whole(it['count']), average: whole(it['average']) },
    stars: [0, 1, 2, 3, 4].map((at) => whole(list(it['stars'])[at])),
    next: wordsOrNull(it.nextCursor),
    reviews: list(it['reviews'])
      .map(fields)
      .map((one) => ({
        ...written(one),
        ...{ id: words(one.id), lang: words(one['lang']), verified: one['verified'] === true },
        ...{ writtenAt: whole(one['writtenAt']), answer: words(fields(one['answer'])['text']) },
      })),
  };
}

/** @param of which product, or of which order; of none: all that they bought */
export async function readMine(
  as: SignIn,
  of: { readonly product?: string | null; readonly order?: string | null },
): Promise<Mine> {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(of)) if (value) asked.set(name, value);
  const it = fields(await as.ask(`/shop/v1/account/reviews?${asked}`));
  return {
    taken: it['taken'] === true,
    name: words(it.name),
    products: list(it.products)
      .map(fields)
      .map(({ product, review }) => {
        const { id, handle, title } = fields(product);
        const said = review ? { ...written(fields(review)), state: words(fields(review)['state']) } : null;
        return { id: words(id), handle: words(handle), title: words(title), review: said };
      }),
  };
}
