import { HttpProblem } from '../../../platform/http/problem.ts';
import type { CheckoutAnswer } from './checkout-schemas.ts';

/** What is unknown and what is another's are said alike. */
export const checkoutUnknown = (): HttpProblem =>
  new HttpProblem(
    404,
    'checkout.unknown',
    'There is no such checkout, or its secret is another one. Nothing was charged; begin again from the basket.',
  );

export const totalChanged = (checkout: CheckoutAnswer): HttpProblem =>
  new HttpProblem(
    409,
    'checkout.total-changed',
    'Something changed since the total was shown. Nothing was charged; look at the new total first.',
    { checkout },
  );

export const notEnoughStock = (checkout: CheckoutAnswer): HttpProblem =>
  new HttpProblem(
    409,
    'checkout.not-enough-stock',
    'There is not enough left of something in this basket. Nothing was charged; lower the quantity or take it out.',
    { checkout },
  );

export const incomplete = (lacks: readonly string[]): HttpProblem =>
  new HttpProblem(
    422,
    'checkout.incomplete',
    `This lacks to buy it: ${lacks.join(', ')}. Nothing was charged; fill it in and pay again.`,
    { lacks },
  );

export const vatIdUnlikely = (vatId: string): HttpProblem =>
  new HttpProblem(
    422,
    'checkout.vat-id',
    `“${vatId}” is no VAT number as that country gives them. Nothing was changed; look at it once more, or leave it out.`,
    { lacks: ['business.vatId'], vatId },
  );

/** @param signedIn whether anybody is who could buy so */
export const noAccountHere = (signedIn: boolean): HttpProblem =>
  new HttpProblem(
    422,
    'checkout.no-account',
    'This cannot be bought on account: nobody is signed in whose account it is, it is shut, or more would be open than may be. Nothing was ordered; choose another way to pay.',
    { signedIn },
  );

export const ended = (status: string): HttpProblem =>
  new HttpProblem(
    409,
    'checkout.ended',
    status === 'paying'
      ? 'This is being paid at this moment, so nothing of it can change. Nothing was changed; wait how the payment goes.'
      : 'This checkout is over. Nothing was changed; begin a new one from the basket.',
    { status },
  );

export const returnUrlForeign = (): HttpProblem =>
  new HttpProblem(
    422,
    'checkout.return-url',
    'The browser would come back to a page that this key may not be used from. Nothing was charged; give an address of an allowed origin.',
  );

export const noSuchOrder = (): HttpProblem =>
  new HttpProblem(
    404,
    'shop.order-unknown',
    'There is no such order, or its token is another one. Follow the link in the letter that confirms it.',
  );

export const notABuyer = (): HttpProblem =>
  new HttpProblem(
    403,
    'checkout.not-a-buyer',
    'This is a firm’s basket, and nobody is signed in who buys for it. Nothing was ordered; sign in with the address that the firm buys with.',
  );

export const nobodyApproves = (): HttpProblem =>
  new HttpProblem(
    422,
    'checkout.nobody-approves',
    'This is more than you may order alone, and nobody else of your firm may approve it. Nothing was ordered; ask the shop, or order less.',
  );
