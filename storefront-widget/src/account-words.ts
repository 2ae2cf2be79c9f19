import { saidIn } from './languages.ts';

/** The words of a shopper's account; what it shares with the checkout is said in the checkout's. */
export interface AccountWords {
  readonly account: string;
  readonly signIn: string;
  /** At the checkout, above what a guest fills in */
  readonly offer: string;
  readonly why: string;
  readonly email: string;
  readonly sendCode: string;
  readonly badEmail: string;
  readonly codeSent: string;
  readonly code: string;
  readonly enter: string;
  readonly wrong: Readonly<Record<string, string>>;
  readonly over: string;
  readonly wait: Readonly<Record<string, string>>;
  readonly again: string;
  readonly other: string;
  readonly away: string;
  readonly hello: string;
  readonly signOut: string;
  readonly signedOut: string;
  readonly brought: Readonly<Record<string, string>>;
  readonly dismiss: string;
  readonly orders: string;
  readonly noOrders: string;
  readonly more: string;
  readonly back: string;
  readonly reorder: string;
  readonly reordered: Readonly<Record<string, string>>;
  readonly notAll: string;
  readonly addresses: string;
  readonly noAddresses: string;
  readonly usual: string;
  readonly makeUsual: string;
  readonly add: string;
  readonly edit: string;
  readonly remove: string;
  readonly removed: string;
  readonly save: string;
  readonly saved: string;
  readonly cancel: string;
  readonly details: string;
  readonly name: string;
  readonly phone: string;
  readonly places: string;
  readonly here: string;
  readonly since: string;
  readonly everywhere: string;
  readonly giveUp: string;
  readonly giveUpSays: string;
  readonly sure: string;
  readonly gone: string;
  readonly storeCredit: string;
  readonly points: string;
  readonly pointsFrom: string;
  readonly usePoints: string;
  readonly howMany: string;
  readonly fromTo: string;
  readonly becomes: string;
  readonly pointsUsed: string;
}

export const en: AccountWords = {
  account: 'Your account',
  signIn: 'Sign in',
  offer: 'Have an account? Sign in, or just go on',
  why: 'Your orders and addresses in one place, and your basket on every device. We send you a code; there is no password.',
  email: 'E-mail',
  sendCode: 'Send me a code',
  badEmail: 'Write it like name@example.com.',
  codeSent: 'If letters reach {email}, a code of six digits is there in a moment. It is good for ten minutes.',
  code: 'Code',
  enter: 'Sign in',
  wrong: {
    one: 'This is not the code of the letter. One more try.',
    other: 'This is not the code of the letter. {count} more tries.',
  },
  over: 'This code is over: used, too old or tried too often. Have another one sent.',
  wait: {
    one: 'Codes were asked for too often. Wait a minute and try again.',
    other: 'Codes were asked for too often. Wait {count} minutes and try again.',
  },
  again: 'Send another code',
  other: 'Another address',
  away: 'The shop does not answer at the moment. Nothing was changed; try again.',
  hello: 'Signed in as {email}',
  signOut: 'Sign out',
  signedOut: 'You are signed out. Your basket is kept in your account.',
  brought: {
    one: 'Your basket from before is here again: one thing was added to this one. Of what lay in both, the larger number counts.',
    other:
      'Your basket from before is here again: {count} things were added to this one. Of what lay in both, the larger number counts.',
  },
  dismiss: 'All right',
  orders: 'Orders',
  noOrders: 'No order yet.',
  more: 'Show older ones',
  back: 'All orders',
  reorder: 'Buy it again',
  reordered: { one: 'One thing was put into your basket.', other: '{count} things were put into your basket.' },
  notAll: 'Some of it is not on sale any more, or there is none left.',
  addresses: 'Addresses',
  noAddresses: 'No address yet. The next checkout begins with the one you add.',
  usual: 'Usual',
  makeUsual: 'Make it the usual one',
  add: 'Add an address',
  edit: 'Change',
  remove: 'Remove',
  removed: 'The address was removed.',
  save: 'Save',
  saved: 'Saved.',
  cancel: 'Cancel',
  details: 'Details',
  name: 'Name',
  phone: 'Phone',
  places: 'Where you are signed in',
  here: 'here',
  since: 'since {date}',
  everywhere: 'Sign out everywhere',
  giveUp: 'Give the account up',
  giveUpSays:
    'Your addresses, sign-ins and basket are erased, and the shop keeps no way to reach you. Orders and invoices stay as long as the law asks.',
  sure: 'Yes, erase my account',
  gone: 'Your account is erased.',
  storeCredit: 'You have {amount} of store credit: it pays at the checkout.',
  points: '{count} points, worth {amount}',
  pointsFrom: 'They can be used from {least} on.',
  usePoints: 'Make store credit of them',
  howMany: 'How many points',
  fromTo: 'From {least} to {most}.',
  becomes: 'They become {amount}, which pays at the checkout.',
  pointsUsed: 'Done: it is store credit now.',
};

export const accountWords = saidIn<AccountWords>('account', en);
