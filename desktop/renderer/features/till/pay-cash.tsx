import type { ReactNode } from 'react';
import { rateShown } from '@tillhouse/shared/domains/ledger/exchange.ts';
import { neededFor } from '@tillhouse/shared/domains/register/foreign-cash.ts';
import type { Basket } from '../../../bridge/views.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Keypad } from '../../ui/keypad.tsx';
import { decimalText, Money, minorDigits, moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { cashSet, makeUp, type Piece, pieceText, smartNotes, typedAmount, typeKey } from './cash-notes.ts';
import { foreignGiven, foreignOf, givenOf, type Payment, restForCard, startPayment } from './payment.ts';
import styles from './pay-sheet.module.css';
import foreignStyles from './pay-cash.module.css';
import { leaveFocus } from './till-keys.ts';
import { TipRow } from './tip-row.tsx';

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

/** Which money is handed over: the store's, or that of another country at the rate beside it. F10 goes on to the next. */
function Currencies({ basket, payment, onPayment }: Pick<CashProps, 'basket' | 'payment' | 'onPayment'>) {
  if (basket.foreign.length === 0 || basket.split) return null;
  const chosen = foreignOf(payment, basket)?.currency ?? '';
  const all = [{ currency: '', rate: '' }, ...basket.foreign];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own box
    <div className={foreignStyles.currencies} role="group" aria-label={t('Money of')}>
      {all.map(({ currency, rate }) => (
        <button
          key={currency}
          type="button"
          aria-pressed={chosen === currency}
          onClick={() => {
            onPayment({ ...startPayment, foreign: currency });
            leaveFocus();
          }}
        >
          <b>{currency || basket.currency}</b>
          {rate ? <small>{t('at {rate}', { rate: rateShown(rate) })}</small> : null}
        </button>
      ))}
    </div>
  );
}

interface CashProps {
  readonly basket: Basket;
  readonly payment: Payment;
  readonly onPayment: (payment: Payment) => void;
  /** So much was handed over in cash; a card takes the rest. */
  readonly onRest: (cash: number) => void;
  readonly legs: ReactNode;
}

/** What is handed over, in the store's money or another, and the change in the store's. */
export function PayCash({ basket, payment, onPayment, onRest, legs }: CashProps) {
  const { currency } = basket;
  const foreign = foreignOf(payment, basket);
  const typedIn = foreign?.currency ?? currency;
  const cashTotal = basket.cashTotal + payment.tip;
  const digits = minorDigits(typedIn);
  const given = givenOf(payment, basket);
  const change = given - cashTotal;
  const rest = restForCard(payment, basket);
  const { notes, coins } = cashSet(currency);
  // What has to be handed over of the money that it is handed over in.
  const asked = foreign ? neededFor(cashTotal, foreign, currency) : cashTotal;
  const handed = foreign ? foreignGiven(payment, foreign) : given;
  const handedNotes = cashSet(typedIn).notes;
  const unit = 10 ** digits;
  const quick = [5, 10, 20];
  const type = (typed: string) => onPayment({ ...payment, typed });
  const keys = digitKeys.flatMap((row, index) => {
    const extra =
      index === 0 ? { value: 'back', label: t('Delete'), soft: true } : { value: `+${quick[index - 1]}`, soft: true };
    return [...row.map((value) => ({ value, ...(value === '.' && { label: t('Decimal point') }) })), extra];
  });
  const exactText = foreign ? t('The least') : t('Exact');
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
        {legs}
        <div className={styles.leg}>
          <span>
            {t('Cash rounding')}{' '}
            <span className={styles.small}>{basket.cashRounding === 0 ? t('nothing to round') : t('cash only')}</span>
          </span>
          <Money className="num" amount={basket.cashRounding} currency={currency} symbol={false} dashZero />
        </div>
        <TipRow {...{ payment, currency }} />
        <div className={styles.take}>
          <b>{t('To take in cash')}</b>
          <Money className="num" amount={cashTotal} currency={currency} />
        </div>
        <Currencies {...{ basket, payment, onPayment }} />
        <div className={styles.notesHead} id="notes-head">
          {t('Customer hands over')}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own box */}
        <div className={styles.notes} role="group" aria-labelledby="notes-head">
          {smartNotes(asked, typedIn).map((sum) => (
            <button
              key={sum}
              type="button"
              aria-pressed={handed === sum}
              onClick={() => type(decimalText(sum, digits))}
              onMouseDown={(event) => event.preventDefault()}
            >
              <bdi>{moneyText({ amount: sum, currency: typedIn }, { symbol: false, trim: true })}</bdi>
              <small>{sum === asked ? exactText : piecesText(makeUp(sum, handedNotes), typedIn)}</small>
            </button>
          ))}
        </div>
      </div>
      <div className={styles.pad}>
        <div className={styles.given}>
          <span>
            {t('Cash given')}
            {foreign && handed > 0 ? (
              <small className={foreignStyles.worth}>
                {t('counts {amount}', { amount: moneyText({ amount: given, currency }) })}
              </small>
            ) : null}
          </span>
          <Money className={styles.amount} amount={handed} currency={typedIn} />
        </div>
        <div className={cx(styles.change, change < 0 && styles.short)} aria-live="polite">
          <span>{change < 0 ? t('Still to take') : t('Change due')}</span>
          <b>
            <Money amount={Math.abs(change)} currency={currency} />
          </b>
          {change < 0 && rest > 0 ? (
            <Button size="touch" onClick={() => onRest(given)}>
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
