import { endOfCode, hashOfCode, readCardCode } from '@tillhouse/shared/domains/credit/code.ts';
import { whyNot } from '@tillhouse/shared/domains/credit/rules.ts';
import { type CreditAccount, creditAccounts } from '@tillhouse/shared/domains/credit/schema.ts';
import { type Checkout, checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import * as z from 'zod';
import { storeContext } from '../../../platform/access/directory.ts';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { TtlMap } from '../../../platform/ttl-map.ts';
import type { StorefrontContext } from '../context.ts';
import { change } from './change-checkout.ts';
import { checkoutAnswer } from './checkout-schemas.ts';
import { ended } from './checkout-errors.ts';
import { withTx } from './price-checkout.ts';
import { theirs } from './theirs.ts';

const MOST = 5;
const CARD_REFUSED = 'checkout.gift-card';
/** A code is 80 random bits, so that nobody guesses one; whoever tries is slowed down all the same. */
const TRIES_A_MINUTE = 10;

const tooMany = (): HttpProblem =>
  new HttpProblem(
    429,
    'checkout.gift-card-tries',
    'Too many codes that pay nothing came from here. Nothing was changed; wait a minute and try once more.',
    {},
    { 'retry-after': '60' },
  );

/** Codes that pay nothing, by tenant and address. Each process counts its own. */
class Guessing {
  readonly #tries = new TtlMap<string, number>(60_000, 100_000);

  /** @throws HttpProblem 429 after too many of them in a minute; whatever `look` throws */
  async slowed<T>(who: string, look: () => Promise<T>): Promise<T> {
    const before = this.#tries.get(who) ?? 0;
    if (before >= TRIES_A_MINUTE) throw tooMany();
    try {
      return await look();
    } catch (error) {
      if (error instanceof HttpProblem && error.code === CARD_REFUSED)
        this.#tries.set(who, (this.#tries.get(who) ?? 0) + 1);
      throw error;
    }
  }
}

/** No card, another shop's, blocked, expired, empty and in another currency are said alike: a guess is told nothing. */
const cardRefused = (): HttpProblem =>
  new HttpProblem(
    422,
    CARD_REFUSED,
    'This code pays nothing here: it is none, or spent, or over, or in another currency. Nothing was changed; look at it once more.',
  );

/** Nothing that a guess would be told: it pays, and there is no room for it. */
const cardsFull = (): HttpProblem =>
  new HttpProblem(
    422,
    'checkout.gift-cards-full',
    `At most ${MOST} cards pay one purchase. Nothing was changed; take one of them out first.`,
    { most: MOST },
  );

const noStoreCredit = (): HttpProblem =>
  new HttpProblem(
    422,
    'checkout.no-store-credit',
    'Nobody is signed in who has store credit that pays this. Nothing was changed; sign in with its address, or pay another way.',
  );

/** A gift card, or the store credit of who is signed in, is put on a checkout: it pays first, once it is paid. */
export function giftCardRoute(context: StorefrontContext): Route {
  const guessing = new Guessing();
  return route(
    {
      method: 'POST',
      path: '/shop/v1/checkouts/:id/gift-cards',
      tag: 'Shop',
      access: { as: 'shop', knows: 'shopper' },
      params: z.object({ id: z.uuid() }),
      perMinute: 600,
      headers: { 'checkout-secret': { schema: z.string().max(200), description: 'Of the checkout, as it was made' } },
      summary: 'Pay with a gift card, or with store credit, as far as it reaches',
      description:
        'Nothing is taken until it is paid; then `toPay` is what is left to be paid otherwise. At most five. Without `code`: the store credit of who is signed in. 422 `checkout.gift-card` says of every code that pays nothing the same, `checkout.no-store-credit` that there is none, `checkout.gift-cards-full` that one has to go first; after ten of them in a minute 429.',
      body: z.strictObject({ code: z.string().max(60).optional() }),
      answers: { 200: { description: 'As it stands now', schema: checkoutAnswer } },
    },
    async ({ params: { id }, body, caller, request, reply }) => {
      const { tenantId, shopper } = caller as ShopCaller;
      const shown = request.headers['checkout-secret'];
      const secret = typeof shown === 'string' ? shown : '';
      const named = { tenantId, id, secret, shopper };
      const code = body.code === undefined ? null : readCardCode(body.code);
      const mayTry = body.code === undefined || code !== null;
      const account = await guessing.slowed(`${tenantId} ${request.ip}`, () =>
        found(context, named, mayTry ? { code } : null),
      );
      const put = (before: Checkout | undefined): Checkout => {
        const row = theirs(before, secret);
        if (row.status !== 'open') throw ended(row.status);
        const kept = row.credits.filter(({ creditId }) => creditId !== account.id);
        if (kept.length >= MOST) throw cardsFull();
        const credit = { creditId: account.id, kind: account.kind, end: code ? endOfCode(code) : '' };
        return { ...row, credits: [...kept, credit] };
      };
      const answer = await change(context, named, { goods: { checkoutId: id } }, put);
      return reply.header('cache-control', 'no-store').send(answer);
    },
  );
}

/** @throws HttpProblem 404 where the checkout is not theirs, 422 where it pays nothing now */
function found(
  { pool, now }: StorefrontContext,
  { tenantId, id, secret }: { readonly tenantId: string; readonly id: string; readonly secret: string },
  asked: { readonly code: string | null } | null,
): Promise<CreditAccount & { readonly kind: 'gift-card' | 'store-credit' }> {
  return withTenant(pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const { currency, customerId } = theirs(await tx.get(checkouts, { id }), secret);
      if (!asked) throw cardRefused();
      const { code } = asked;
      const { timeZone } = await storeContext(db, tenantId);
      const [account] = code
        ? await tx.list(creditAccounts, { codeHash: hashOfCode(code), kind: 'gift-card' })
        : customerId === null
          ? []
          : await tx.list(creditAccounts, { id: customerId, kind: 'store-credit' });
      const today = localDayAndHour(now(), timeZone).date;
      if (
        !account ||
        account.kind === 'layaway' ||
        account.currency !== currency ||
        account.balance <= 0 ||
        whyNot(account, today)
      )
        throw code ? cardRefused() : noStoreCredit();
      return { ...account, kind: account.kind };
    }),
  );
}
