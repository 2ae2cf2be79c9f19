import { nothing, type TemplateResult } from 'lit';
import { expect, test, vi } from 'vitest';
import type { CheckoutFlow } from './checkout-flow.ts';
import { giftCards } from './gift-cards.ts';
import type { StoreLink } from './store-link.ts';

const shopper = (storeCredit: object | null, isIn = true) => {
  const listeners = new Set<() => void>();
  const signIn = {
    in: isIn,
    ask: vi.fn(async () => ({ id: 'a', email: 'ida@shopper.example', storeCredit })),
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const refresh = vi.fn(async () => {});
  const money = (amount: number, currency: string) => `${amount} ${currency}`;
  const link = { locale: 'en', shop: { signIn }, money, say: () => {} } as unknown as StoreLink;
  const giftCardsOf: { id: string; end: string; amount: number }[] = [];
  const checkout = { currency: 'GBP', giftCards: giftCardsOf };
  const flow = { checkout, kept: { checkout: { id: 'c', secret: 's' } }, refresh } as unknown as CheckoutFlow;
  /** What the button says; null: there is none */
  const button = (): string | null => {
    const last = (giftCards(link, flow) as TemplateResult).values.at(-1);
    return last === nothing
      ? null
      : (last as TemplateResult).values.filter((each) => typeof each === 'string').join(' ');
  };
  return { signIn, refresh, button, on: giftCardsOf, changes: () => [...listeners].map((tell) => tell()) };
};

test('store credit is offered to who has some in this currency, with how much, and asked for once', async () => {
  const { button, refresh, signIn, on, changes } = shopper({ currency: 'GBP', amount: 1_200 });
  expect(button()).toBeNull();
  await vi.waitFor(() => expect(refresh).toHaveBeenCalledOnce());
  expect(button()).toBe('Use my store credit 1200 GBP');
  expect(signIn.ask).toHaveBeenCalledOnce();
  on.push({ id: 'x', end: '', amount: 1_200 });
  expect(button()).toBeNull();
  on.pop();
  // Somebody else signs in: they are asked for anew.
  changes();
  expect(button()).toBeNull();
  await vi.waitFor(() => expect(signIn.ask).toHaveBeenCalledTimes(2));
});

test.each([
  ['a guest', null, false],
  ['who has none', null, true],
  ['who has some in another currency', { currency: 'EUR', amount: 1_200 }, true],
] as const)('%s is not offered it', async (_who, credit, isIn) => {
  const { button, signIn, refresh } = shopper(credit, isIn);
  expect(button()).toBeNull();
  await vi.waitFor(() => expect(signIn.ask).toHaveBeenCalledTimes(isIn ? 1 : 0));
  if (credit) await vi.waitFor(() => expect(refresh).toHaveBeenCalledOnce());
  expect(button()).toBeNull();
});
