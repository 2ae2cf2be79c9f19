import { spokenIn } from '../../../platform/words/spoken.ts';

/** What letters and the page about an order that waits say, by the language of the store. */
export interface RequestWords {
  readonly ask: string;
  readonly asks: Readonly<Record<'every-order' | 'over-limit' | 'on-account', string>>;
  readonly until: string;
  readonly decide: string;
  readonly total: string;
  readonly yes: string;
  readonly no: string;
  readonly reason: string;
  readonly approved: string;
  readonly paysNow: string;
  readonly placed: string;
  readonly declined: string;
  readonly expired: string;
  readonly said: string;
  readonly back: string;
  readonly wrong: string;
}

export const en: RequestWords = {
  ask: '{name} asks for your yes: {total} at {store}',
  asks: {
    'every-order': '{name} has put an order together at {store}. Orders of theirs wait for your yes.',
    'over-limit': '{name} has put an order together at {store} that is above what they may order alone.',
    'on-account': '{name} has put an order together at {store}.',
  },
  until: 'The goods are held until {until}. Without an answer they are free again and nothing is ordered.',
  decide: 'Say yes or no here; the link is yours, and nobody else needs it:',
  total: 'Total',
  yes: 'Approve',
  no: 'Decline',
  reason: 'Reason, for {name} to read',
  approved: 'Your order at {store} is approved',
  paysNow: '{who} said yes to your order over {total}. Pay it until {until}; the goods are held for you:',
  placed: '{who} said yes to your order over {total}. It is placed; a confirmation follows.',
  declined: 'Your order at {store} is declined',
  expired:
    'Nobody said yes in time to your order over {total} at {store}. The goods are free again, and nothing was charged.',
  said: '{who} said no to your order over {total}. Nothing was charged.',
  back: 'Back to the order',
  wrong: 'This link is not whole, or its order is gone. Open it from the letter once more.',
};

export const requestWords = spokenIn<RequestWords>('request', en);

export const filled = (text: string, of: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, key: string) => of[key] ?? '');
