import * as z from 'zod';
import type { Pool } from '../db/pools.ts';
import { withTransaction } from '../db/transaction.ts';
import { type Route, route } from './route.ts';

const answer = z.object({ status: z.literal('ok') });

/** `healthz`: this process runs. `readyz`: it can do its work, so traffic may come. */
export function healthRoutes(pool: Pool): Route[] {
  return [
    route(
      {
        method: 'GET',
        path: '/healthz',
        summary: 'The process runs',
        tag: 'Operation',
        access: { as: 'open' },
        answers: { 200: { description: 'Yes', schema: answer } },
      },
      () => ({ status: 'ok' }),
    ),
    route(
      {
        method: 'GET',
        path: '/readyz',
        summary: 'The process can serve: its database answers',
        tag: 'Operation',
        access: { as: 'open' },
        answers: { 200: { description: 'Yes', schema: answer }, 503: { description: 'Not at this moment' } },
      },
      async () => {
        await withTransaction(pool, (db) => db.rows('SELECT 1'));
        return { status: 'ok' };
      },
    ),
  ];
}
