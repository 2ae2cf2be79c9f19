import { demoScale } from './scale.ts';
import type { GunSettings } from '../../../bridge/gun-views.ts';
import type { CardAttempt, ExchangeBack, Leg } from '../../../bridge/card-views.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { demoDisplay } from './display.ts';
import type { DemoBasket } from './till.ts';
import { demoFiscal, demoPrinter, printAnswer } from './printer.ts';
import { NOW } from './catalog.ts';
import { DemoSplit } from './split.ts';
import type { DemoDesk } from './calls.ts';

const demoReader = { model: 'stripe' as const, address: 'stripe:tmr_1', label: 'Counter' };
const facts = { serial: 'WSC513208012345', place: 'Bath', busy: false, simulated: false };
const demoReaders = {
  ...{ provider: 'stripe', test: true, places: [{ id: 'tml_1', name: 'Bath' }] },
  readers: [
    { ...facts, id: 'tmr_1', label: 'Counter', model: 'bbpos_wisepos_e', online: true },
    { ...facts, id: 'tmr_2', label: 'Window', model: 'stripe_s700', serial: 'STRM26138003393', online: false },
    {
      ...facts,
      id: 'tmr_3',
      label: 'For trying',
      model: 'simulated_wisepos_e',
      serial: 'SIM',
      online: true,
      simulated: true,
    },
  ],
};

/** What the sample terminal does with a charge. */
/** `reader`: one that Stripe drives; `away`: such a one without a line */
export type DemoTerminal = 'approves' | 'declines' | 'waits' | 'silent' | 'reader' | 'away';

export interface DeviceChoices {
  /** A card terminal at the register, and what it does */
  readonly terminal?: DemoTerminal;
  /** A printer at the register, out of paper; and a card payment to look at */
  readonly printer?: boolean;
  /** Somebody has just paid */
  readonly thanks?: boolean;
}

const visa = {
  ...{ key: 'a-8', terminal: 'Counter', approvalCode: '081442', brand: 'Visa', last4: '4417' },
  entry: 'contactless' as const,
};

/** Card payments of the sample till. */
export class DemoCards {
  terminal: DemoTerminal | null = null;
  legs: Leg[] = [];
  readonly split = new DemoSplit();
  troubled = false;
  thanks = false;
  attempt: CardAttempt | null = null;
  readonly unsettled: readonly CardAttempt[] = [
    {
      ...{
        id: 'a-9',
        orderId: 'gone',
        tenderId: null,
        purpose: 'charge',
        amount: 4_600,
        currency: 'GBP',
        state: 'case',
        wanted: false,
        progress: '',
      },
      ...{ reference: 'T3988', card: visa, startedAt: NOW - 3_600_000 },
      reason:
        'Its basket was gone when it was approved. The terminal does not take it back: The day was closed at the bank',
    },
  ];

  set({
    terminal = null,
    printer = false,
    thanks = false,
  }: Partial<{ [N in keyof DeviceChoices]: DeviceChoices[N] | null }>): void {
    this.terminal = terminal;
    this.troubled = printer ?? false;
    this.thanks = thanks ?? false;
  }

  answers(basket: DemoBasket) {
    return {
      'till.devices': () => this.devices(),
      'card.attempts': () => [],
      'till.wishes': () => ({ tip: null, mail: null }),
      'display.pictures': () => [],
      'till.display': () => demoDisplay(basket),
    };
  }

  devices(): QueryMap['till.devices']['result'] {
    const byStripe = this.terminal === 'reader' || this.terminal === 'away';
    const simulated = this.terminal ? { model: 'simulated' as const, address: '192.168.1.40:7777' } : null;
    const terminal = byStripe ? demoReader : simulated;
    return { registerId: 'till-2', terminal, gun: this.gun, scale: demoScale, ...this.trouble() };
  }

  private trouble() {
    if (this.troubled) return { unsettled: this.unsettled, ...demoFiscal, ...demoPrinter };
    return { unsettled: [], fiscal: null, unsigned: null, printer: null, prints: { waiting: 0, problem: '' as const } };
  }

  /** As it was measured, where it was */
  gun: GunSettings | null = null;

  take(id: string, kind: Leg['kind'], amount: number, card: Leg['card'], reference = ''): void {
    this.legs = [
      ...this.legs,
      { id, kind, amount, reference, card, credit: null, takenAt: NOW, part: this.split.open(this.legs) },
    ];
  }

  charge(id: string, amount: number): void {
    const open = {
      id,
      orderId: 'basket-0',
      tenderId: null,
      purpose: 'charge' as const,
      amount,
      currency: 'GBP',
      state: 'open' as const,
      wanted: true,
    };
    const rest = { progress: 'present-card', reason: '', reference: '', card: null, startedAt: NOW };
    this.attempt = { ...open, ...rest };
    if (this.terminal === 'silent') this.attempt = { ...this.attempt, progress: 'asking' };
    if (this.terminal === 'declines')
      this.attempt = { ...this.attempt, state: 'declined', reason: 'Insufficient funds' };
    if (this.terminal === 'approves') {
      this.attempt = { ...this.attempt, state: 'approved', card: visa, reference: 'T4001' };
      this.take(id, 'card', amount, visa, 'T4001');
    }
  }

  end(): readonly Leg[] {
    const { legs } = this;
    this.legs = [];
    this.attempt = null;
    this.split.parts = [];
    return legs;
  }
}

/** Answers of the sample desk; undefined where the call is another's. */
export function cardAnswer(desk: DemoDesk, name: string, args: Record<string, unknown>): unknown {
  const { cards } = desk.basket;
  const text = (key: string) => String(args[key] ?? '');
  const amount = Number(args.amount ?? 0);
  if (name.startsWith('print.')) return printAnswer(name);
  if (name === 'readers.list') return demoReaders;
  if (name === 'card.terminal' && cards.terminal === 'away')
    return { ready: false, text: 'There is no line to the cloud, and Stripe takes no card without it' };
  if (name === 'card.terminal') return cards.terminal && { ready: cards.terminal !== 'silent', text: 'Ready' };
  if (name === 'devices.testTerminal') return { ready: true, text: 'Simulated terminal, SIM-0001: Ready' };
  if (name === 'devices.saveGun') cards.gun = args.settings as GunSettings | null;
  else if (name === 'card.charge') cards.charge(text('attemptId'), amount);
  else if (name === 'card.cancel' || name === 'card.leave') {
    if (cards.attempt) cards.attempt = { ...cards.attempt, state: 'cancelled', reason: 'The customer pressed Cancel' };
  } else if (name === 'basket.takeCash') {
    const { cashTotal, cashRounding } = desk.basket.view();
    // What coins cannot make is paid with the rest.
    cards.take(text('legId'), 'cash', amount === cashTotal ? amount - cashRounding : amount, null);
  } else if (name === 'basket.takeCredit') {
    cards.take(text('legId'), 'gift-card', amount, null);
    const [leg] = cards.legs.slice(-1);
    const credit = { creditId: text('creditId'), codeEnd: 'B3VA', setAside: true };
    if (leg) cards.legs = [...cards.legs.slice(0, -1), { ...leg, credit }];
  } else if (name === 'basket.choosePart') cards.split.choose((args.lines ?? []) as [], cards.legs);
  else if (name === 'basket.takeCard') cards.take(text('legId'), 'card', amount, null, text('reference'));
  else if (name === 'basket.voidLeg') cards.legs = cards.legs.filter(({ id }) => id !== args.legId);
  else if (!/^(card|devices)\./.test(name)) return undefined;
  desk.changed('basket');
  return name.startsWith('basket.') ? desk.basket.view() : null;
}

/** What is over of the sample exchange goes to the card that paid. */
export const demoBacks = (amount: number): ExchangeBack[] =>
  amount > 0
    ? [
        {
          ...{ tenderId: 't-1', kind: 'card', amount, byTerminal: true, paid: null, wrong: false },
          card: { key: 'k', terminal: 'T1', approvalCode: '1', brand: 'Visa', last4: '4417', entry: 'contactless' },
        },
      ]
    : [];
