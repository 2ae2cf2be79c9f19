import { IconArrowLeft, IconCash, IconCreditCard } from '@tabler/icons-react';
import type { Basket } from '../../../bridge/views.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Keypad } from '../../ui/keypad.tsx';
import { decimalText, Money, minorDigits, moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { cashSet, makeUp, type Piece, pieceText, smartNotes, typedAmount, typeKey } from './cash-notes.ts';
import styles from './pay-sheet.module.css';
import { KeyHint } from '../../ui/key-hint.tsx';

export type Way = 'cash' | 'card';

export interface Payment {
  readonly way: Way;
  /** What was typed or tapped as given; empty means exactly what is due. */
  readonly typed: string;
  /** The slip number of the card terminal. */
  readonly reference: string;
  /** Lies in the drawer already where a card pays the rest; 0 for none. */
  readonly inCash: number;
}

export const startPayment: Payment = { way: 'cash', typed: '', reference: '', inCash: 0 };

/** What a card could still pay of what was handed over too little; 0 where cash covers all of it. */
export function restForCard(payment: Payment, basket: Basket): number {
  const given = givenOf(payment, basket);
  return payment.way === 'cash' && given > 0 && given < basket.total ? basket.total - given : 0;
}

/** Minor units handed over. */
export function givenOf(payment: Payment, basket: Basket): number {
  return payment.typed === '' ? basket.cashTotal : typedAmount(payment.typed, minorDigits(basket.currency));
}

/** What the button says that ends a sale: how much is still to take, or to give. */
export function finishText(payment: Payment, basket: Basket): string {
  if (payment.way === 'card') return t('Finish, card approved');
  const { currency } = basket;
  const change = givenOf(payment, basket) - basket.cashTotal;
  if (change < 0) return t('{amount} still to take', { amount: moneyText({ amount: -change, currency }) });
  if (change > 0) return t('Finish, give {amount} change', { amount: moneyText({ amount: change, currency }) });
  return t('Finish, exact cash');
}

/** "3 × 50 + 10" */
function piecesText(pieces: readonly Piece[], currency: string): string {
  return pieces
    .map(({ value, count }) => (count > 1 ? `${count} × ` : '') + pieceText(value, currency, false))
    .join(' + ');
}

const digitKeys = [
  ['1', '2', '3'],
  ['4', '5', '6'],
  ['7', '8', '9'],
  ['00', '0', '.'],
];

function Cash({ basket, payment, onPayment }: PaySheetProps) {
  const { currency, cashTotal } = basket;
  const digits = minorDigits(currency);
  const given = givenOf(payment, basket);
  const change = given - cashTotal;
  const rest = restForCard(payment, basket);
  const { notes, coins } = cashSet(currency);
  const unit = 10 ** digits;
  const quick = [5, 10, 20];
  const type = (typed: string) => onPayment({ ...payment, typed });
  const keys = digitKeys.flatMap((row, index) => {
    const extra =
      index === 0 ? { value: 'back', label: t('Delete'), soft: true } : { value: `+${quick[index - 1]}`, soft: true };
    return [...row.map((value) => ({ value, ...(value === '.' && { label: t('Decimal point') }) })), extra];
  });
  function press(value: string): void {
    if (!value.startsWith('+')) type(typeKey(payment.typed, value, digits));
    else
      type(
        decimalText(typedAmount(payment.typed, digits) + Number(value.slice(1)) * unit, digits).replace(/\.0+$/, ''),
      );
  }
  return (
    <div className={styles.halves}>
      <div className={styles.legs}>
        <div className={styles.leg}>
          <span>{t('Total')}</span>
          <Money className="num" amount={basket.total} currency={currency} symbol={false} />
        </div>
        <div className={styles.leg}>
          <span>
            {t('Cash rounding')}{' '}
            <span className={styles.small}>{basket.cashRounding === 0 ? t('nothing to round') : t('cash only')}</span>
          </span>
          <Money className="num" amount={basket.cashRounding} currency={currency} symbol={false} dashZero />
        </div>
        <div className={styles.take}>
          <b>{t('To take in cash')}</b>
          <Money className="num" amount={cashTotal} currency={currency} />
        </div>
        <div className={styles.notesHead} id="notes-head">
          {t('Customer hands over')}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own box */}
        <div className={styles.notes} role="group" aria-labelledby="notes-head">
          {smartNotes(cashTotal, currency).map((sum) => (
            <button
              key={sum}
              type="button"
              aria-pressed={given === sum}
              onClick={() => type(decimalText(sum, digits))}
              onMouseDown={(event) => event.preventDefault()}
            >
              <bdi>{moneyText({ amount: sum, currency }, { symbol: false, trim: true })}</bdi>
              <small>{sum === cashTotal ? t('Exact') : piecesText(makeUp(sum, notes), currency)}</small>
            </button>
          ))}
        </div>
      </div>
      <div className={styles.pad}>
        <div className={styles.given}>
          <span>{t('Cash given')}</span>
          <Money className={styles.amount} amount={given} currency={currency} />
        </div>
        <div className={cx(styles.change, change < 0 && styles.short)} aria-live="polite">
          <span>{change < 0 ? t('Still to take') : t('Change due')}</span>
          <b>
            <Money amount={Math.abs(change)} currency={currency} />
          </b>
          {change < 0 && rest > 0 ? (
            <Button size="touch" onClick={() => onPayment({ ...payment, way: 'card', typed: '', inCash: given })}>
              {t('The rest by card')}
            </Button>
          ) : (
            <small>
              {change > 0
                ? piecesText(makeUp(change, [...notes, ...coins]), currency)
                : change === 0
                  ? t('No change to give')
                  : t('Take more, or pay by card')}
            </small>
          )}
        </div>
        <Keypad columns={4} keys={keys} onPress={press} label={t('Cash given')} />
      </div>
    </div>
  );
}

function Card({ basket, payment, onPayment }: PaySheetProps) {
  return (
    <div className={styles.halves}>
      <div className={styles.legs}>
        <div className={styles.leg}>
          <span>{t('Total')}</span>
          <Money className="num" amount={basket.total} currency={basket.currency} symbol={false} />
        </div>
        {payment.inCash > 0 ? (
          <div className={styles.leg}>
            <span>
              {t('Cash taken')}{' '}
              <LinkButton onClick={() => onPayment({ ...payment, inCash: 0 })}>{t('All by card')}</LinkButton>
            </span>
            <Money className="num" amount={-payment.inCash} currency={basket.currency} symbol={false} />
          </div>
        ) : null}
        <div className={styles.take}>
          <b>{t('To take by card')}</b>
          <Money className="num" amount={basket.total - payment.inCash} currency={basket.currency} />
        </div>
        <div className={styles.card}>
          <p className="t2">
            {t('Key this amount into the card terminal and wait until it says approved. No card data is kept here.')}
          </p>
          <label className={styles.field}>
            {t('Number on the terminal’s slip')}
            <input
              value={payment.reference}
              onChange={(event) => onPayment({ ...payment, reference: event.target.value })}
              autoComplete="off"
              maxLength={40}
            />
          </label>
        </div>
      </div>
      <div className={styles.pad} />
    </div>
  );
}

export interface PaySheetProps {
  readonly basket: Basket;
  readonly payment: Payment;
  readonly onPayment: (payment: Payment) => void;
  readonly onBack: () => void;
}

/** Replaces only the catalogue: basket and total never move. */
export function PaySheet(props: PaySheetProps) {
  const { payment, onPayment, onBack } = props;
  const choose = (way: Way) => onPayment({ ...payment, way, inCash: 0 });
  return (
    <section className={styles.sheet} aria-label={t('Take payment')}>
      <header>
        <Button
          look="quiet"
          size="touch"
          icon={<IconArrowLeft size={24} stroke={1.75} className="flip" aria-hidden="true" />}
          keys="Esc"
          onClick={onBack}
        >
          {t('Basket')}
        </Button>
        <h2>{t('Take payment')}</h2>
      </header>
      <div className={styles.ways} role="tablist" aria-label={t('Tender')}>
        <button type="button" role="tab" aria-selected={payment.way === 'cash'} onClick={() => choose('cash')}>
          <IconCash size={24} stroke={1.75} aria-hidden="true" />
          <span>{t('Cash')}</span>
          <KeyHint keys="F10" />
        </button>
        <button type="button" role="tab" aria-selected={payment.way === 'card'} onClick={() => choose('card')}>
          <IconCreditCard size={24} stroke={1.75} aria-hidden="true" />
          <span>{t('Card')}</span>
          <small>{t('On its own terminal')}</small>
        </button>
      </div>
      {payment.way === 'cash' ? <Cash {...props} /> : <Card {...props} />}
    </section>
  );
}
