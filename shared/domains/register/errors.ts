import { defineError } from '../../kernel/errors.ts';

export const registerUnknown = defineError<{ registerId: string }>(
  'register.register-unknown',
  'not-found',
  () => 'There is no such register. Nothing was recorded; choose a register in the settings.',
);

export const registerRetired = defineError<{ code: string }>(
  'register.register-retired',
  'refused',
  ({ code }) => `Register ${code} is retired. Choose another one.`,
);

export const registerCodeTaken = defineError<{ code: string }>(
  'register.code-taken',
  'conflict',
  ({ code }) => `There is a register ${code} already. Receipt numbers need their own code; choose another.`,
);

export const registerCodeFixed = defineError<{ code: string }>(
  'register.code-fixed',
  'refused',
  ({ code }) => `Receipts carry the code ${code}, so it cannot change. Retire this register and add a new one.`,
);

export const takenOverMeanwhile = defineError<{ registerId: string; generation: number }>(
  'register.taken-over-meanwhile',
  'conflict',
  () => 'Somebody else took this register over meanwhile. Look who sells on it before you take it again.',
);

export const sessionOpenAlready = defineError<{ registerId: string; sessionId: string }>(
  'register.session-open-already',
  'refused',
  () => 'The drawer of this register is open already. Close it first, or go on selling.',
);

export const sessionNotOpen = defineError<{ sessionId: string }>(
  'register.session-not-open',
  'refused',
  () => 'The drawer of this register is closed. Open it with a counted float; the basket is kept.',
);

export const notOnThisRegister = defineError<{ registerId: string; sessionId: string }>(
  'register.session-of-another',
  'refused',
  () => 'This drawer belongs to another register. Nothing was recorded.',
);

export const noPrice = defineError<{ variantId: string; sku: string }>(
  'register.no-price',
  'refused',
  ({ sku }) => `${sku} has no price, so it cannot be sold. Set a price, or sell it as a custom item.`,
);

export const itemUnknown = defineError<{ variantId: string }>(
  'register.item-unknown',
  'not-found',
  () => 'This item is not in the catalogue of this till. Sell it as a custom item.',
);

export const itemUnnamed = defineError<{ key: string }>(
  'register.item-unnamed',
  'invalid',
  () => 'A custom item needs a name and a price. The basket is kept.',
);

export const tendersDiffer = defineError<{ expected: number; got: number }>(
  'register.tenders-differ',
  'invalid',
  () => 'What was paid is not what the basket costs. Nothing was recorded; the basket is kept.',
);

export const saleIncomplete = defineError<{ orderId: string; missing: string }>(
  'register.sale-incomplete',
  'invalid',
  ({ missing }) =>
    `This sale came without ${missing}, which its till decides. It is kept apart for a person to look at.`,
);

export const saleUnknown = defineError<{ orderId: string }>(
  'register.sale-unknown',
  'not-found',
  () => 'This sale is not on this till. Search for its receipt number, or take the goods back when connected.',
);

export const drawerOfAnotherCurrency = defineError<{ drawer: string; here: string }>(
  'register.drawer-of-another-currency',
  'refused',
  ({ drawer, here }) =>
    `This drawer was opened with ${drawer}, and the store sells in ${here} since. Nothing was recorded and the basket is kept; close the drawer and open it with ${here}.`,
);

export const otherCurrency = defineError<{ sold: string; here: string }>(
  'register.other-currency',
  'refused',
  ({ sold, here }) =>
    `This was sold in ${sold}, and the drawer here holds ${here}. Nothing was paid back; take it back in a store that sells in ${sold}.`,
);

export const lineUnknown = defineError<{ lineId: string }>(
  'register.line-unknown',
  'not-found',
  () => 'This line is not on the sale. Nothing was paid back.',
);

export const moreThanSold = defineError<{ lineId: string; left: number; wanted: number }>(
  'register.more-than-sold',
  'refused',
  ({ left }) => `Only ${left} of this line can still come back. Nothing was paid back.`,
);

export const notLeftYet = defineError<{ lineId: string; number: string }>(
  'register.not-left-yet',
  'refused',
  ({ number }) =>
    `${number} is still to be sent or picked up, so its goods are promised where they lie. Nothing was paid back; say at its order that it was handed over, then take it back.`,
);

export const moreThanPaid = defineError<{ orderId: string; left: number; wanted: number }>(
  'register.more-than-paid',
  'refused',
  () => 'More would go back to this payment, or for delivery, than is left of it. Nothing was paid back.',
);

export const priceUnfit = defineError<{ lineId: string }>(
  'register.price-unfit',
  'refused',
  () =>
    'The sale that was to say what this is worth is too old, or of something else. Nothing was paid back; try again.',
);

export const cashWithoutReceipt = defineError<{ limit: number; wanted: number }>(
  'register.cash-without-receipt',
  'refused',
  ({ limit }) =>
    limit === 0
      ? 'Without a receipt this store pays nothing back in cash. Nothing was recorded; give store credit.'
      : 'This is more than the store pays back in cash without a receipt. Nothing was recorded; give store credit.',
);

export const feeTooHigh = defineError<{ fee: number; goods: number }>(
  'register.fee-too-high',
  'invalid',
  () => 'The fee is more than what comes back is worth. Nothing was paid back; lower the fee.',
);

export const refundsExceed = defineError<{ left: number; wanted: number }>(
  'register.refunds-exceed',
  'invalid',
  () => 'The refunds are more than what this return is worth. Nothing was paid back; lower one of them.',
);

export const stillOpen = defineError<{ orderId: string; open: number; owed: number }>(
  'register.still-open',
  'refused',
  () =>
    'More would be paid out than was paid: the sale is still open. Nothing was paid back; set it against what is open.',
);

export const favouriteUnknown = defineError<{ variantId: string }>(
  'register.favourite-unknown',
  'not-found',
  () => 'An item on this page does not exist any more. The tiles stay as they were.',
);

export const orderIdUsed = defineError<{ orderId: string }>(
  'register.order-id-used',
  'conflict',
  () => 'Another sale has this id already. This one is kept apart for a person to look at.',
);

export const deviceUnknown = defineError<{ deviceId: string }>(
  'register.device-unknown',
  'refused',
  () => 'This device is not enrolled, so it cannot issue receipts. Enrol it first.',
);

export const closingIncomplete = defineError<{ sessionId: string }>(
  'register.closing-incomplete',
  'invalid',
  () => 'This closing came without the sum its till expected. It is kept apart for a person to look at.',
);

export const forged = defineError<{ orderId: string; problem: string }>(
  'register.forged',
  'invalid',
  ({ problem }) =>
    `No till could have recorded this: ${problem}. It is kept whole and outside of money until somebody has looked at it.`,
);

/** As `forged`, and in no books even after a person has looked. */
export const doesNotAddUp = defineError<{ orderId: string; problem: string }>(
  'register.does-not-add-up',
  'invalid',
  ({ problem }) =>
    `No till could have recorded this: ${problem}. It is kept whole and outside of money; no books can hold it as it stands.`,
);

export const tipBeyond = defineError<{ wanted: number; owed: number }>(
  'register.tip-beyond',
  'refused',
  () => 'That is more than this person was given in tips. Nothing was paid out. Pay out what is owed, or less.',
);

export const tipUnknown = defineError<{ tipId: string }>(
  'register.tip-unknown',
  'not-found',
  () => 'There is no such tip here, or it was given back already. Nothing was given back.',
);

export const tipIncomplete = defineError<{ tipId: string }>(
  'register.tip-incomplete',
  'invalid',
  () => 'This came without the amount of its tip, which its till puts in. It is kept apart for a person to look at.',
);

export const ageUnasked = defineError<{ minimum: number }>(
  'register.age-unasked',
  'refused',
  ({ minimum }) =>
    `Something here is sold from ${minimum} years on, and nobody said whether the buyer is old enough. Nothing was sold and the basket is kept. Answer the question, or take it off.`,
);

export const noContainer = defineError<{ variantId: string }>(
  'register.no-container',
  'refused',
  () => 'This is no container that a deposit is paid on. Nothing was taken back; bring goods back as a return.',
);

export const parkedUnknown = defineError<{ parkedId: string }>(
  'register.parked-unknown',
  'not-found',
  () => 'There is no such parked basket. Nothing was changed. It may have been parked long ago.',
);

/** `ended`: what became of it; `by`, `at`: who did that, and the till where. */
export const parkedGone = defineError<{ parkedId: string; ended: 'taken' | 'discarded'; by: string; at: string }>(
  'register.parked-gone',
  'refused',
  ({ ended, by, at }) =>
    ended === 'taken'
      ? `${by} took this parked basket up at ${at} first. It is sold there; what was sold of it here stands and is flagged. Ask there before money is taken for it once more.`
      : `${by} threw this parked basket away at ${at}. What was sold of it here stands.`,
);

export const registerClaimed = defineError<{ register: string; device: string }>(
  'register.claimed',
  'refused',
  ({ register, device }) =>
    `“${device}” chose ${register} first and sells there. What was sold here keeps its numbers, which may be there twice and are flagged then. Choose another register on this device, or take this one over.`,
);
