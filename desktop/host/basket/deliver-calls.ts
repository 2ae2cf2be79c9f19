import * as z from 'zod';
import { type Calls, call } from '../define-call.ts';
import { HostProblem } from '../problem.ts';
import { changed } from './changed.ts';
import { linesOf } from './rows.ts';

const id = z.string().max(100);

const notToSend = () =>
  new HostProblem(
    'basket.not-to-send',
    'refused',
    'Gift cards, payments and empties are not sent or collected. Nothing was changed; sell them by themselves.',
  );

/** The basket is sold now and leaves later: sent to its customer, or picked up by them somewhere. Null: they take it with them. */
export const deliverCalls = {
  'basket.setDeliver': call(
    z.strictObject({
      deliver: z
        .strictObject({
          ...{ kind: z.enum(['ship', 'pick-up']), locationId: id, recipient: z.string().trim().min(1).max(120) },
          address: z.string().trim().max(400),
          country: z
            .string()
            .regex(/^[A-Z]{2}$/)
            .nullable(),
          ...{ method: z.string().trim().max(60), email: z.string().trim().max(254).nullable() },
          phone: z.string().trim().max(40).nullable(),
        })
        .nullable(),
    }),
    (host, window, { deliver }) =>
      changed(host, window, (connection, basketId) => {
        const wrong = linesOf(connection, basketId).some(({ loads, empties }) => loads !== null || empties === 1);
        if (deliver && wrong) throw notToSend();
        const kept = deliver && JSON.stringify(deliver);
        connection.runNow('UPDATE desk_baskets SET deliver = ? WHERE id = ?', [kept, basketId]);
      }),
  ),
} satisfies Partial<Calls>;
