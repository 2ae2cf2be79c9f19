import * as z from 'zod';
import { type Calls, call } from '../define-call.ts';
import { changed } from './changed.ts';
import { lineGone } from './problems.ts';

export const serialCalls = {
  'basket.setSerials': call(
    z.strictObject({ lineId: z.string().max(100), serials: z.array(z.string().trim().max(64)).max(500) }),
    (host, window, { lineId, serials }) =>
      changed(host, window, (connection, basketId) => {
        const sql = 'UPDATE desk_basket_lines SET serials = ? WHERE id = ? AND basket_id = ? AND removed_at IS NULL';
        const text = serials.length > 0 ? JSON.stringify(serials) : null;
        if (connection.runNow(sql, [text, lineId, basketId]) === 0) throw lineGone();
      }),
  ),
} satisfies Partial<Calls>;
