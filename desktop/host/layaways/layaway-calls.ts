import * as z from 'zod';
import { changed } from '../basket/changed.ts';
import { makeRoom, parkingOf } from '../basket/park.ts';
import { locationOfRegister, storeFacts } from '../basket/price-basket.ts';
import { openBasket, placeOf } from '../basket/rows.ts';
import { type Calls, call } from '../define-call.ts';
import { addPayment } from './add-payment.ts';
import { giveUp } from './give-up.ts';
import { dropLayaway, layLayaway, openLayaway } from './lay-layaway.ts';
import { partTooMuch } from './problems.ts';
import { putAside } from './put-aside.ts';

const id = z.string().max(100);
const amount = z
  .number()
  .int()
  .min(0)
  .max(10 ** 13);
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

export const layawayCalls = {
  'layaway.putAside': call(
    z.strictObject({
      ...{ basketId: id, total: amount, part: amount, kind: z.enum(['layaway', 'special-order']), dueOn: day },
      ...{ note: z.string().trim().max(300), tellTo: z.string().trim().max(254).nullable() },
    }),
    (host, window, asked) => putAside(host, window, asked),
  ),
  /** A payment lies in the basket as a line; what lies there is parked. */
  'layaway.pay': call(
    z.strictObject({ layawayId: id, amount: amount.min(1) }),
    (host, window, { layawayId, amount: wanted }) =>
      changed(host, window, async (connection, openId, fresh, ground) => {
        const { reader } = host.desk;
        const { currency } = storeFacts(reader, locationOfRegister(reader, fresh.registerId) || fresh.locationId);
        const layaway = openLayaway(reader, layawayId, currency);
        const left = layaway.total - layaway.paid;
        if (wanted > left) throw partTooMuch(left);
        const parked = await makeRoom(connection, openId, parkingOf(host, ground));
        const basketId = parked ? openBasket(connection, placeOf(fresh), host.now(), host.newId).id : openId;
        addPayment(connection, basketId, layaway, wanted, host);
      }),
  ),
  /** Its goods lie in the basket, with what was paid before; what lies there is parked. */
  'layaway.handOver': call(z.strictObject({ layawayId: id }), (host, window, { layawayId }) =>
    changed(host, window, async (connection, openId, fresh, ground) => {
      const { reader } = host.desk;
      const locationId = locationOfRegister(reader, fresh.registerId);
      const { currency } = storeFacts(reader, locationId);
      const [now, { newId }] = [host.now(), host];
      const parked = await makeRoom(connection, openId, parkingOf(host, ground));
      const basketId = parked ? openBasket(connection, placeOf(fresh), now, newId).id : openId;
      layLayaway(connection, layawayId, { reader, basketId, locationId, currency, now, newId });
    }),
  ),
  'layaway.notNow': call(z.strictObject({}), (host, window) => changed(host, window, dropLayaway)),
  'layaway.giveUp': call(z.strictObject({ layawayId: id, fee: amount }), (host, window, asked) =>
    giveUp(host, window, asked),
  ),
} satisfies Partial<Calls>;
