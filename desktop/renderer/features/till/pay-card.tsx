import { IconAlertTriangle, IconCircleCheck, IconCreditCard, IconCreditCardOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CardAttempt } from '../../../bridge/card-views.ts';
import type { Basket } from '../../../bridge/views.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Keypad } from '../../ui/keypad.tsx';
import { decimalText, Money, minorDigits, moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { typedAmount, typeKey } from './cash-notes.ts';
import styles from './pay-card.module.css';
import type { Payment } from './payment.ts';
import sheet from './pay-sheet.module.css';
import { dueNow } from './split.ts';
import { TipRow } from './tip-row.tsx';

/** What the register's terminal is: none is set up, or one that answers or does not. */
export interface TerminalNow {
  readonly there: boolean;
  /** Null while it is being asked */
  readonly ready: boolean | null;
  /** Driven by Stripe through the cloud, so that it takes nothing while it does not answer */
  readonly byProvider: boolean;
  /** What it says of itself, or why it is not ready */
  readonly says: string;
}

/** A reader behind the cloud that is not there: no amount can be sent to it. */
export const isAway = ({ there, ready, byProvider }: TerminalNow): boolean => there && byProvider && ready === false;

/** Minor units to take by card; never more than remains. */
export function cardAmount(payment: Payment, basket: Basket): number {
  const { currency } = basket;
  const remaining = dueNow(basket);
  return payment.typed === '' ? remaining : Math.min(typedAmount(payment.typed, minorDigits(currency)), remaining);
}

/** The payment that a terminal has in hand. */
export const inHand = ({ card }: Basket): CardAttempt | null => (card?.state === 'open' && card.wanted ? card : null);

const steps: Readonly<Record<string, string>> = {
  '': 'Calling the terminal',
  'present-card': 'Customer presents the card',
  'enter-pin': 'Customer enters the PIN',
  authorising: 'Asking the bank',
  'remove-card': 'Customer takes the card out',
  running: 'The terminal is still at it',
};

interface AtTerminal {
  readonly onCancel: (attempt: CardAttempt) => void;
  readonly onAsk: () => void;
  readonly onLeave: (attempt: CardAttempt) => void;
}

/** A payment under way: what the terminal does, and what the cashier may do about it. Nothing here can charge again. */
export function CardUnderWay({ attempt, onCancel, onAsk, onLeave }: AtTerminal & { readonly attempt: CardAttempt }) {
  const unknown = attempt.progress === 'asking';
  const back = attempt.purpose === 'refund';
  return (
    <div className={cx(styles.way, unknown && styles.unknown)}>
      {unknown ? (
        <IconAlertTriangle size={48} stroke={1.5} aria-hidden="true" />
      ) : (
        <IconCreditCard size={48} stroke={1.5} aria-hidden="true" />
      )}
      <b className={styles.amount}>
        <Money amount={back ? -attempt.amount : attempt.amount} currency={attempt.currency} />
      </b>
      <div className={styles.step} role="status">
        {unknown ? t('Asking the terminal…') : t(steps[attempt.progress] ?? 'Calling the terminal')}
      </div>
      <p>
        {unknown
          ? back
            ? t(
                'It does not answer, so nobody knows yet whether it paid back. It is asked again, and never pays twice.',
              )
            : t(
                'It does not answer, so nobody knows yet whether it charged. It is asked again and again, and never charges twice.',
              )
          : t('Wait for the terminal. It says itself when it is done.')}
      </p>
      <div className={styles.actions}>
        {unknown ? (
          <>
            <Button size="touch" onClick={onAsk}>
              {t('Ask now')}
            </Button>
            <Button size="touch" look="danger" onClick={() => onLeave(attempt)}>
              {t('Take it another way')}
            </Button>
          </>
        ) : (
          <Button size="touch" onClick={() => onCancel(attempt)}>
            {t('Cancel')}
          </Button>
        )}
      </div>
      {unknown ? (
        <small>
          {back
            ? t('Should it turn out that it was paid back, that refund is taken back by itself.')
            : t('Should it turn out that it did charge, that charge is given back by itself.')}
        </small>
      ) : null}
    </div>
  );
}

/** What the last payment came to, where it was none. */
function LastOutcome({ basket }: { readonly basket: Basket }) {
  const { card } = basket;
  if (card?.purpose !== 'charge') return null;
  const amount = moneyText({ amount: card.amount, currency: card.currency });
  const said: Partial<Record<CardAttempt['state'], [title: string, text: string]>> = {
    declined: [
      t('Declined: {reason}', { reason: card.reason }),
      t('Nothing was charged. Try again, another card or cash.'),
    ],
    cancelled: [t('Cancelled'), card.reason || t('Nothing was charged.')],
    never: [
      t('Nothing was charged'),
      // Some say themselves what to do.
      card.reason.endsWith('.') ? card.reason : `${card.reason}. ${t('Try again, or take it another way.')}`,
    ],
    reversing: [t('{amount} is being given back', { amount }), card.reason || t('The terminal takes the charge back.')],
    reversed: [t('{amount} was given back', { amount }), card.reason || t('The charge was taken back.')],
    case: [t('{amount} has to be looked at', { amount }), card.reason],
  };
  const found = said[card.state];
  if (!found) return null;
  const calm = card.state === 'reversed' || card.state === 'cancelled';
  return (
    <div className={cx(styles.last, !calm && styles.bad)} role="status">
      {calm ? (
        <IconCircleCheck size={24} stroke={1.75} aria-hidden="true" />
      ) : (
        <IconCreditCardOff size={24} stroke={1.75} aria-hidden="true" />
      )}
      <div>
        <b>{found[0]}</b>
        <p>{found[1]}</p>
      </div>
    </div>
  );
}

/** Parts of what remains, so that people who share a bill need no arithmetic. */
const shares: Readonly<Record<string, number>> = { '½': 2, '⅓': 3, '¼': 4 };

interface PayCardProps extends AtTerminal {
  readonly basket: Basket;
  readonly payment: Payment;
  readonly onPayment: (payment: Payment) => void;
  readonly terminal: TerminalNow;
  readonly legs: ReactNode;
}

export function PayCard({ basket, payment, onPayment, terminal, legs, ...more }: PayCardProps) {
  const { currency } = basket;
  const remaining = dueNow(basket);
  const digits = minorDigits(currency);
  const amount = cardAmount(payment, basket);
  const open = inHand(basket);
  const byTerminal = terminal.there && !payment.keyed;
  const rows = [
    ['1', '2', '3', 'back'],
    ['4', '5', '6', '½'],
    ['7', '8', '9', '⅓'],
    ['00', '0', '.', '¼'],
  ];
  const labels: Readonly<Record<string, string>> = {
    back: t('Delete'),
    '.': t('Decimal point'),
    '½': t('Half of what remains'),
    '⅓': t('A third of what remains'),
    '¼': t('A quarter of what remains'),
  };
  const keys = rows.flat().map((value) => ({
    value,
    ...(labels[value] && { label: labels[value] }),
    soft: value === 'back' || value in shares,
  }));
  function press(value: string): void {
    const share = shares[value];
    const typed = share ? decimalText(Math.floor(remaining / share), digits) : typeKey(payment.typed, value, digits);
    onPayment({ ...payment, typed });
  }
  return (
    <div className={sheet.halves}>
      <div className={sheet.legs}>
        {legs}
        <TipRow {...{ payment, currency }} />
        <div className={sheet.take}>
          <b>{t('To take by card')}</b>
          <Money className="num" amount={amount + payment.tip} currency={currency} />
        </div>
        <div className={sheet.card}>
          {open ? null : <LastOutcome basket={basket} />}
          {open ? null : byTerminal ? (
            <p className="t2">
              {isAway(terminal)
                ? t('No card is taken at the reader now. {why}. Cash and the other ways to pay stay.', {
                    why: terminal.says.replace(/\.$/, ''),
                  })
                : terminal.ready === false
                  ? t('The terminal does not answer. Is it on, and on the same network?')
                  : t('The amount goes to the terminal; the customer presents the card there.')}{' '}
              <LinkButton onClick={() => onPayment({ ...payment, keyed: true })}>
                {t('Key it in by hand instead')}
              </LinkButton>
            </p>
          ) : (
            <>
              <p className="t2">
                {t(
                  'Key this amount into the card terminal and wait until it says approved. No card data is kept here.',
                )}{' '}
                {terminal.there ? (
                  <LinkButton onClick={() => onPayment({ ...payment, keyed: false })}>
                    {t('Send it to the terminal instead')}
                  </LinkButton>
                ) : null}
              </p>
              <label className={sheet.field}>
                {t('Number on the terminal’s slip')}
                <input
                  value={payment.reference}
                  onChange={(event) => onPayment({ ...payment, reference: event.target.value })}
                  autoComplete="off"
                  maxLength={40}
                />
              </label>
            </>
          )}
        </div>
      </div>
      {open ? (
        <CardUnderWay attempt={open} {...more} />
      ) : (
        <div className={sheet.pad}>
          <div className={sheet.given}>
            <span>{t('By card')}</span>
            <Money className={sheet.amount} amount={amount} currency={currency} />
          </div>
          <div className={sheet.change}>
            <span>{amount < remaining ? t('Then remaining') : t('All that remains')}</span>
            {amount < remaining ? (
              <b>
                <Money amount={remaining - amount} currency={currency} />
              </b>
            ) : (
              <small>{t('Type less to split it')}</small>
            )}
          </div>
          <Keypad columns={4} keys={keys} onPress={press} label={t('Amount by card')} />
        </div>
      )}
    </div>
  );
}
