import type { AgeCheck } from '@tillhouse/shared/domains/register/age-check.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import * as z from 'zod';
import { groundOf } from '../commands/run-command.ts';
import { type Calls, call } from '../define-call.ts';
import { changed } from './changed.ts';

/** Of the lines of one basket, those that ask for an age. */
const askingFor = `SELECT l.id, p.minimum_age AS age FROM desk_basket_lines l JOIN variants v ON v.id = l.variant_id
  JOIN products p ON p.id = v.product_id WHERE l.basket_id = ? AND l.removed_at IS NULL AND p.minimum_age IS NOT NULL`;

function keep(connection: DeskConnection, basketId: string, check: AgeCheck): void {
  connection.runNow('UPDATE desk_baskets SET age = ? WHERE id = ?', [JSON.stringify(check), basketId]);
}

export const ageCalls = {
  'basket.answerAge': call(
    z.strictObject({
      minimum: z.number().int().min(1).max(99),
      oldEnough: z.boolean(),
      how: z.enum(['seen', 'birth-date']),
    }),
    (host, window, { minimum, oldEnough, how }) => {
      const { actor } = groundOf(host, window);
      return changed(host, window, (connection, basketId) => {
        const now = host.now();
        const answer = oldEnough ? ('old-enough' as const) : ('refused' as const);
        keep(connection, basketId, { minimum, answer, how, staffId: actor.id, at: now });
        if (oldEnough) return;
        // What is left of it for the younger stays: only what asks for so many years, or more, goes.
        for (const { id, age } of connection.allNow(askingFor, [basketId]))
          if (Number(age) >= minimum)
            connection.runNow('UPDATE desk_basket_lines SET removed_at = ? WHERE id = ?', [now, id as string]);
      });
    },
  ),
} satisfies Partial<Calls>;
