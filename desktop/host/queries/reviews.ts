import type { ReviewMode, ReviewState } from '@tillhouse/shared/domains/reviews/rules.ts';
import { reviewStates } from '@tillhouse/shared/domains/reviews/schema.ts';
import * as z from 'zod';
import type { ReviewRow, ReviewStore } from '../../bridge/review-views.ts';
import { query } from './define-query.ts';
import { id } from './params.ts';

const MOST = 500;

interface Stored extends Omit<ReviewRow, 'verified'> {
  readonly verified: number;
}

const list = query('reviews.list', {
  params: z.strictObject({ state: z.enum(reviewStates) }),
  permission: 'products.view',
  run: (reader, { state }) => {
    const stores = reader.all<ReviewStore & { main: number }>(
      `SELECT s.id, s.name, s.main, coalesce(r.mode, 'off') AS mode, r.ask_after_days AS askAfterDays FROM store_settings s
         LEFT JOIN review_settings r ON r.store_id = s.id WHERE s.closed_at IS NULL ORDER BY s.main DESC, s.name, s.id`,
    );
    const counts: Record<ReviewState, number> = { waiting: 0, shown: 0, hidden: 0 };
    for (const row of reader.all<{ state: ReviewState; many: number }>(
      'SELECT state, count(*) AS many FROM product_reviews GROUP BY state',
    ))
      counts[row.state] = row.many;
    const rows = reader.all<Stored>(
      `SELECT r.id, r.product_id AS productId, r.stars, r.title, r.body, r.name, r.lang, r.verified, r.state, r.answer,
              r.answered_at AS answeredAt, r.written_at AS writtenAt, r.revision,
              coalesce(p.title, '') AS productTitle, p.image, coalesce(s.name, '') AS store
         FROM product_reviews r LEFT JOIN products p ON p.id = r.product_id
         LEFT JOIN store_settings s ON s.id = r.store_id OR (r.store_id IS NULL AND s.main = 1)
        WHERE r.state = ? ORDER BY r.changed_at DESC, r.id LIMIT ${MOST}`,
      [state],
    );
    return {
      counts,
      stores: stores.map(({ main: _main, ...store }) => store as ReviewStore & { mode: ReviewMode }),
      reviews: rows.map((row) => ({
        ...row,
        verified: row.verified === 1,
        store: stores.length > 1 ? row.store : '',
      })),
    };
  },
});

const suggestions = query('products.suggestions', {
  params: z.strictObject({ id }),
  permission: 'products.view',
  run: (reader, params) => {
    const row = reader.get<{ revision: number; pinned: string; excluded: string }>(
      'SELECT revision, pinned, excluded FROM product_suggestions WHERE product_id = ?',
      [params.id],
    );
    const named = (kept: string | undefined) =>
      (JSON.parse(kept ?? '[]') as string[]).map((productId) => ({
        id: productId,
        title:
          reader.get<{ title: string }>('SELECT title FROM products WHERE id = ?', [productId])?.title ?? productId,
      }));
    return { revision: row?.revision ?? 0, pinned: named(row?.pinned), excluded: named(row?.excluded) };
  },
});

export const reviewQueries = { 'reviews.list': list, 'products.suggestions': suggestions };
