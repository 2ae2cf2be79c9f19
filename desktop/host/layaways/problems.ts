import { HostProblem } from '../problem.ts';

export const layawayGone = () =>
  new HostProblem('layaway.unknown', 'not-found', 'This layaway is not known at this desk. Nothing was changed.');
export const layawayIsOver = (number: string, status: string) =>
  new HostProblem(
    'layaway.over',
    'conflict',
    `${number} was ${status === 'ended' ? 'given up' : 'handed over'} already. Nothing was changed.`,
    { number, status },
  );
export const layawayElsewhere = (number: string, place: string) =>
  new HostProblem(
    'layaway.elsewhere',
    'refused',
    `The goods of ${number} lie at ${place}. Nothing was changed; a payment can be taken here, and they are handed over there.`,
    { number, place },
  );
export const layawayComes = (number: string) =>
  new HostProblem(
    'layaway.waits',
    'refused',
    `Some of ${number} has not come yet. Nothing was changed; a payment can be taken meanwhile.`,
    { number },
  );
export const otherMoney = (number: string, currency: string) =>
  new HostProblem(
    'layaway.other-currency',
    'refused',
    `${number} is kept in ${currency}, which this till does not sell in. Nothing was changed.`,
    { number, currency },
  );
export const partTooSmall = (least: number, wanted: number) =>
  new HostProblem(
    'layaway.part-too-small',
    'refused',
    'That is less than this shop asks for at once. Nothing was put aside; take more of it now.',
    { least, wanted },
  );
export const partTooMuch = (most: number) =>
  new HostProblem('layaway.part-too-much', 'refused', 'That is more than is left to pay. Nothing was changed.', {
    most,
  });
export const nobodyToKeepFor = () =>
  new HostProblem(
    'layaway.no-customer',
    'refused',
    'Goods are put aside for somebody. Nothing was changed; choose the customer first (F4).',
  );
export const notAside = () =>
  new HostProblem(
    'layaway.not-these',
    'refused',
    'Gift cards, payments, empties and goods that are brought back cannot be put aside. Nothing was changed; take them off the basket first.',
  );
export const layawayInBasket = (number: string) =>
  new HostProblem(
    'layaway.in-basket',
    'refused',
    `This basket hands ${number} over, so it stays as it was put aside. Nothing was changed; leave it with “Not now” to change or park it.`,
    { number },
  );
export const unpaidBefore = (number: string) =>
  new HostProblem(
    'layaway.paid-changed',
    'conflict',
    `What was paid on ${number} changed meanwhile. Nothing was sold; open it again.`,
    {
      number,
    },
  );
