import { cartLetters, checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import * as z from 'zod';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { checkoutUnknown, ended } from '../checkout/checkout-errors.ts';
import { change } from '../checkout/change-checkout.ts';
import { checkoutAnswer } from '../checkout/checkout-schemas.ts';
import { withTx } from '../checkout/price-checkout.ts';
import { hashOf, isKnown, newSecret } from '../checkout/secrets.ts';
import type { StorefrontContext } from '../context.ts';
import { letterNamed } from './letter-links.ts';

/** Who follows a letter about their basket has it back as it was, at today’s prices. */
export function cartReturnRoute(context: StorefrontContext): Route {
  return route(
    {
      ...{ method: 'POST', path: '/shop/v1/cart-returns', tag: 'Shop', access: { as: 'shop' }, perMinute: 120 },
      summary: 'Come back to a basket by the link of a letter about it',
      description:
        '`letter` is what stands behind `#th-cart=` in the link. Answers the checkout with a secret of its own, priced anew with what changed in `notices`. 404 where the letter is not known; 409 `checkout.ended` where it was bought or is over.',
      body: z.strictObject({ letter: z.string().max(200) }),
      answers: { 200: { description: 'As it stands', schema: checkoutAnswer } },
    },
    async ({ body, caller, reply }) => {
      const { tenantId } = caller as ShopCaller;
      const named = letterNamed(body.letter);
      if (!named) throw checkoutUnknown();
      const { checkoutId: id, step, secret: shown } = named;
      const now = context.now();
      await withTenant(context.pool, tenantId, (db) =>
        withTx(db, tenantId, async (tx) => {
          // In the order in which whoever sends it locks them.
          await tx.getForUpdate(checkouts, [{ id }]);
          const [letter] = await tx.getForUpdate(cartLetters, [{ checkoutId: id, step }]);
          if (!letter || !isKnown(shown, letter.tokenHashes)) throw checkoutUnknown();
          if (letter.cameBackAt === null) await tx.update(cartLetters, { checkoutId: id, step }, { cameBackAt: now });
        }),
      );
      const secret = newSecret();
      const answer = await change(
        context,
        { tenantId, id, secret, shopper: undefined },
        { goods: { checkoutId: id } },
        (row) => {
          if (row?.status !== 'open') throw ended(row?.status ?? 'ended');
          return { ...row, secretHashes: [...row.secretHashes, hashOf(secret)].slice(-5) };
        },
      );
      return reply.header('cache-control', 'no-store').send({ ...answer, secret });
    },
  );
}
