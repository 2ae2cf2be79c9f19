import { HostProblem } from '../problem.ts';

export const basketEmpty = (last: string | null) =>
  new HostProblem(
    'basket.empty',
    'refused',
    last
      ? `The basket is empty and nothing was sold now. The last sale here was ${last}, recorded whole.`
      : 'The basket is empty, so nothing was sold.',
    { last },
  );
export const basketChanged = (due: number, total: number) =>
  new HostProblem(
    'basket.changed',
    'refused',
    'The basket is not what was being paid any more: another window or a new price changed it. Nothing was recorded and the basket is kept. Look at it and take the payment again; mind what a card terminal has taken already.',
    { due, total },
  );
export const tooLittleCash = (given: number, due: number) =>
  new HostProblem(
    'basket.too-little-cash',
    'refused',
    'That is less than the total. Nothing was sold. Take more or change the basket.',
    { given, due },
  );
export const nothingForCard = (cash: number, due: number) =>
  new HostProblem(
    'basket.nothing-for-card',
    'refused',
    'The cash covers the whole sale, so nothing is left for a card. Nothing was sold. Take it as cash.',
    { cash, due },
  );
export const noRegister = () =>
  new HostProblem(
    'basket.no-register',
    'refused',
    'This window sells on no register. The basket is kept; choose a register and take the payment again.',
  );
export const lineGone = () =>
  new HostProblem(
    'basket.line-gone',
    'not-found',
    'This line is no longer in the basket; another window may have changed it. Nothing else was changed.',
  );
export const parkedGone = () =>
  new HostProblem(
    'basket.parked-gone',
    'not-found',
    'This parked basket was taken up or thrown away already, here or at another till. Nothing was changed.',
  );
export const parkedTaken = (at: string) =>
  new HostProblem(
    'basket.parked-taken',
    'conflict',
    `${at || 'Another till here'} has this parked basket already. Nothing was changed; it goes on there.`,
    { at },
  );
export const cardIsOne = () =>
  new HostProblem(
    'basket.card-is-one',
    'refused',
    'A gift card is sold one a line, at the amount that is put on it. The basket was not changed. Add another one, or take this out and sell it with another amount.',
  );
export const exchangeOpen = () =>
  new HostProblem(
    'basket.exchange-open',
    'refused',
    'Goods of another sale come back with this basket already. The basket was not changed. Finish it or take them out first; each sale that goods come back of is an exchange of its own.',
  );
export const itemGone = () =>
  new HostProblem('basket.item-gone', 'not-found', 'This item is not known at this desk. The basket was not changed.');
export const priceOfAll = () =>
  new HostProblem(
    'basket.price-of-all',
    'invalid',
    'A price is for one line. The basket was not changed. Take an amount or a percentage off the whole sale.',
  );
export const couponUnknown = (code: string) =>
  new HostProblem(
    'basket.coupon-unknown',
    'not-found',
    `No promotion that runs now has the code “${code}”. The basket was not changed. Check what was typed; a code of today may still be on its way to this desk.`,
    { code },
  );
export const tooManyCoupons = (most: number) =>
  new HostProblem(
    'basket.too-many-coupons',
    'refused',
    `A sale takes at most ${most} codes. The basket was not changed. Take one out first.`,
    { most },
  );
export const moneyTaken = (taken: number) =>
  new HostProblem(
    'basket.money-taken',
    'refused',
    'Money was taken for this basket already, or a card terminal has it in hand. Nothing was changed. Finish the sale, or give back what was taken first.',
    { taken },
  );
export const tooMuchTaken = (taken: number, total: number) =>
  new HostProblem(
    'basket.too-much-taken',
    'refused',
    'More was taken than this basket comes to now. Nothing was recorded; what was taken is kept. Give one of the payments back, then take what is due.',
    { taken, total },
  );
export const notAllTaken = (remaining: number) =>
  new HostProblem(
    'basket.not-all-taken',
    'refused',
    'Not all of it was taken yet. Nothing was recorded; what was taken is kept. Take the rest and finish then.',
    { remaining },
  );
export const moreThanRemains = (amount: number, remaining: number) =>
  new HostProblem(
    'basket.more-than-remains',
    'refused',
    'That is more than remains to be paid. Nothing was taken. Take the rest or less.',
    { amount, remaining },
  );
export const notOneOfParts = () =>
  new HostProblem(
    'basket.not-one-of-parts',
    'refused',
    'Some of this is in another part already, or there are twenty parts. Nothing was chosen. Look at what is left and choose again.',
  );
export const partPaid = () =>
  new HostProblem(
    'basket.part-paid',
    'refused',
    'Money was taken for it already, so it stays as it is. Nothing was changed. Take the rest of it, or give back what was taken first.',
  );
export const partsTaken = (taken: number) =>
  new HostProblem(
    'basket.parts-taken',
    'refused',
    'A part of this basket was paid by item, at the prices as they were. The basket was not changed. Finish it, or give back what was taken first.',
    { taken },
  );
export const noPartOpen = () =>
  new HostProblem(
    'basket.no-part-open',
    'refused',
    'This basket is paid by item and nobody’s part is chosen. Nothing was taken. Choose what is paid now.',
  );
export const splitsExchange = () =>
  new HostProblem(
    'basket.splits-exchange',
    'refused',
    'Goods come back with this basket, so it is paid as one. Nothing was chosen. Split it by amount.',
  );
export const labelIsOne = () =>
  new HostProblem(
    'basket.label-is-one',
    'refused',
    'This label says the weight, count or price of one piece, so it goes in once a scan. Nothing was added. Scan each piece.',
  );
export const tipOffCoins = (tip: number, coin: number) =>
  new HostProblem(
    'basket.tip-off-coins',
    'refused',
    'No coins of this store make up that tip. Nothing was taken. Take a tip that coins make up, or take it by card.',
    { tip, coin },
  );
export const noTips = () =>
  new HostProblem(
    'basket.no-tips',
    'refused',
    'This store takes no tips at its tills. Nothing was taken. Take the payment without one, or turn tips on under Organisation.',
  );
export const draftUnknownHere = () =>
  new HostProblem(
    'basket.draft-unknown',
    'not-found',
    'This draft is not known at this desk. The basket was not changed. A draft of just now may still be on its way here.',
  );
export const draftNotOpen = (number: string) =>
  new HostProblem(
    'basket.draft-not-open',
    'refused',
    `${number} is an order already, or was given up. Nothing was sold and the basket is kept. Let go of it, and the goods are sold at the prices of now.`,
    { number },
  );
export const draftElsewhere = (number: string) =>
  new HostProblem(
    'basket.draft-elsewhere',
    'refused',
    `${number} was made for another shop or in another currency. The basket was not changed. Take it to a till of its own shop, or make it an order.`,
    { number },
  );
export const cardBackFirst = (amount: number) =>
  new HostProblem(
    'basket.card-back-first',
    'refused',
    'The card that paid has to be paid back at the terminal first. Nothing was recorded and the basket is kept. Pay it back, or say that it was done on a terminal of its own.',
    { amount },
  );
export const cardBackDiffers = (amount: number) =>
  new HostProblem(
    'basket.card-back-differs',
    'refused',
    'The terminal paid back another amount than is due by now, since the basket was changed. Nothing was recorded. Take that refund back, and pay back what is due.',
    { amount },
  );
export const emptiesInCash = (amount: number) =>
  new HostProblem(
    'basket.empties-in-cash',
    'refused',
    'The empties are worth more than what is bought, so money goes over the counter. Nothing was recorded and the basket is kept. Pay it out in cash.',
    { amount },
  );
export const foreignNotTaken = (currency: string) =>
  new HostProblem(
    'basket.foreign-not-taken',
    'refused',
    `This till takes no ${currency} in cash, or knows no rate of it. Nothing was sold and the basket is kept. Take another payment, or set it under Organisation.`,
    { currency },
  );
export const foreignAlone = () =>
  new HostProblem(
    'basket.foreign-alone',
    'refused',
    'Cash of another currency carries no tip. Nothing was sold and the basket is kept. Take the tip by card, or in the money of the store.',
  );
