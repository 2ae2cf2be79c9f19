import { spokenIn } from '../../../platform/words/spoken.ts';

/** Why the shop says no, in the words of whoever buys; what is more for programs is in the code and its details. */
export const en = {
  again: 'The shop cannot answer at this moment. Nothing was changed; please try again in a moment.',
  tooMany: 'That was too often in a short time. Nothing was changed; please wait a moment and try again.',
  check: 'Something of this is missing or was not understood. Nothing was changed; please look at it once more.',
  missing: 'This is not there, or not any more. Nothing was changed.',
  page: 'This page may not ask the shop for that. Nothing was changed; whoever runs the page should look at its settings.',
  signIn: 'You are not signed in any more. Nothing was changed; please sign in again.',
  closed: 'This shop is closed at the moment. Nothing was bought; please come back later.',
  currency: 'This shop does not sell in that currency. Nothing was changed; please choose another.',
  changed: 'This was changed somewhere else meanwhile. Nothing was overwritten; please look at how it stands now.',
  address:
    'Something of this address is missing, or is not as that country writes it. Nothing was changed; please fill it in and send it again.',
  addressesFull: 'There is room for {most} addresses. Nothing was changed; please remove one first.',
  purchaseGone: 'This purchase is not there any more. Nothing was charged; please begin again from your basket.',
  total: 'Something changed since the total was shown. Nothing was charged; please look at the new total first.',
  short:
    'There is not enough left of something in your basket. Nothing was charged; please lower the quantity or take it out.',
  notSold: 'Something in your basket is not sold any more. Nothing was charged; please take it out and try again.',
  incomplete: 'Something is still missing to buy this. Nothing was charged; please fill it in and pay again.',
  vatId:
    '“{vatId}” is no VAT number as that country gives them. Nothing was changed; please look at it once more, or leave it out.',
  noAccount: 'This cannot be bought on account. Nothing was ordered; please choose another way to pay.',
  paying: 'This is being paid at this moment. Nothing was changed; please wait how the payment goes.',
  over: 'This purchase is over. Nothing was changed; please begin a new one from your basket.',
  notABuyer: 'This is a firm’s basket. Nothing was ordered; please sign in with the address that the firm buys with.',
  nobodyApproves:
    'This is more than you may order alone, and nobody else of your firm may approve it. Nothing was ordered; please ask the shop, or order less.',
  decided: 'This order is decided already. Nothing was changed.',
  orderUnknown: 'There is no such order. Please follow the link in the letter that confirms it.',
  giftCard:
    'This code pays nothing here: it is none, spent, over, or in another currency. Nothing was changed; please look at it once more.',
  coupon:
    'The code “{code}” does not count any more. Nothing was charged; please take it out and look at the total first.',
  declined: 'The payment was declined. Nothing was charged; please try another way to pay.',
  notFinished: 'The payment was not finished. Nothing was charged; you can pay again.',
  tooLate: 'The time to pay was over. Nothing was charged; you can pay again.',
  noAnswer: 'Nobody said yes in time, and the goods are free again. Nothing was charged; you can order it once more.',
  saidNo: 'Your order was not approved. Nothing was charged; change it and order again.',
  withdrawn: 'It was taken back. Nothing was ordered and nothing was charged.',
  notPlaced: 'The order could not be placed. What was paid goes back by itself.',
  method: 'This way to pay is not offered at the moment. Nothing was charged; please choose another.',
  browsersFull: 'As many browsers as may be are told of this order. Please stop it in one of them first.',
  thereNow: 'This can be bought now. Please put it in your basket.',
  codeWrong: 'This is not the code of the letter. Nothing was changed. Tries left: {triesLeft}',
  codeOver: 'This code does not count any more. Nothing was changed; please have another one sent.',
  pointsLeast: 'Points are used from {least} on. Nothing was changed.',
  pointsShort: 'You have {balance} points. Nothing was changed; please use fewer.',
  noPoints: 'Points are not used here at the moment. Nothing was changed.',
  noReviews: 'This shop takes no reviews. Nothing was kept.',
  nothingDue: 'Nothing is due of this order any more. Nothing was charged.',
  cardTries:
    'Too many codes that pay nothing were tried here. Nothing was changed; please wait a minute, and look at the code meanwhile.',
  cardsFull: 'At most {most} cards pay one purchase. Nothing was changed; please take one of them out first.',
  noCredit:
    'You have no store credit that pays this. Nothing was changed; please sign in with the address that has it, or pay another way.',
  cardLess: 'There is less on it than before. Nothing was charged; please look at what is left to pay.',
  cardOver:
    'It is good no longer, or was stopped by the shop. Nothing was charged; please take it out, or ask the shop.',
  creditLimit:
    'More would be open on your account than may be. Nothing was ordered; please pay what is open, order less, or pay now.',
  accountSignIn:
    'Only who is signed in buys on account. Nothing was ordered; please sign in, or choose another way to pay.',
  notYours: 'This waits for the yes of somebody else. Nothing was changed.',
  notHeld: 'Your goods were not held any longer. Nothing was charged; please order once more.',
  whole: 'This is sold in whole pieces only. Nothing was changed; please choose a whole number.',
  tooLong: 'This is more than fits. Nothing was kept; please send less of it.',
  full: 'The shop cannot take more of this at the moment. Nothing was changed; please ask the shop.',
  tooLittle: 'There is not enough money on it. Nothing was charged; please try another card or way to pay.',
  paymentAway:
    'The payment company cannot be reached at this moment. Nothing is charged twice; please try again in a moment, or choose another way to pay.',
  payerAddress:
    'This way to pay needs your address. Nothing was charged; please fill it in, or choose another way to pay.',
  agreeAgain:
    'What you agreed to there is not for this purchase any more. Nothing was charged; please agree once more, or choose another way to pay.',
  amount: 'This amount cannot be paid in that way. Nothing was charged; please choose another way to pay.',
  lessDue: 'Less is due than that. Nothing was charged; please look at what is due now.',
  other: 'That is not possible as things stand. Nothing was changed.',
  offerUnknown: 'There is no offer with this code',
  offerNotYet: 'It has not begun yet',
  offerOver: 'It is over',
  offerUsedUp: 'It has been used as often as it may be',
  offerPerson: 'You have used it as often as it may be',
  offerSignIn: 'It is for customers who are signed in: sign in to use it',
  offerNotMet: 'Your basket does not fulfil what it asks for',
};
export type RefusalWords = typeof en;

/** @param locale BCP 47 */
export const refusalWords = spokenIn<RefusalWords>('refusals', en);
