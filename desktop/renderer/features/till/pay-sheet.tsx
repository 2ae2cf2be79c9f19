import { IconArrowLeft, IconCash, IconCreditCard, IconFileInvoice, IconGiftCard } from '@tabler/icons-react';
import type { StoreTill } from '@tillhouse/shared/domains/access/store-parts.ts';
import type { Basket } from '../../../bridge/views.ts';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Keypad } from '../../ui/keypad.tsx';
import { decimalText, Money, minorDigits, moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { cashSet, makeUp, type Piece, pieceText, smartNotes, typedAmount, typeKey } from './cash-notes.ts';
import styles from './pay-sheet.module.css';
import { KeyHint } from '../../ui/key-hint.tsx';
import { inHand, PayCard, type TerminalNow } from './pay-card.tsx';
import { PayAccount } from './pay-account.tsx';
import { PayCredit } from './pay-credit.tsx';
import { TipRow } from './tip-row.tsx';
import { PayItems } from './pay-items.tsx';
import { ExchangeBacks } from './exchange-backs.tsx';
import { PayLegs } from './pay-legs.tsx';
import type { PayRun } from './pay-run.ts';
import { givenOf, isTyped, type Payment, restForCard, type Way } from './payment.ts';
import { leaveFocus } from './till-keys.ts';
import { canChoose, dueNow, mustChoose } from './split.ts';
import { TipDialog } from './tip-dialog.tsx';

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

function Cash({ basket, payment, onPayment, onRest, legs }: PaySheetProps & { readonly legs: ReactNode }) {
  const { currency } = basket;
  const cashTotal = basket.cashTotal + payment.tip;
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

export interface PaySheetProps {
  readonly basket: Basket;
  readonly payment: Payment;
  readonly onPayment: (payment: Payment) => void;
  readonly onBack: () => void;
  readonly terminal: TerminalNow;
  /** So much was handed over in cash; a card takes the rest. */
  readonly onRest: (cash: number) => void;
  readonly run: PayRun;
  /** How customers of this store are asked for a tip; undefined: they are not */
  readonly tips: StoreTill['tips'];
}

/** Replaces only the catalogue: basket and total never move. */
export function PaySheet(props: PaySheetProps) {
  const { basket, payment, onPayment, onBack, terminal, run, tips } = props;
  function choose(way: Way): void {
    onPayment({ ...payment, way, typed: '' });
    // What was chosen is taken by Enter, as the bar says; the button that was pressed would choose it again.
    leaveFocus();
  }
  const open = inHand(basket) !== null;
  const choosing = !open && (payment.way === 'items' || mustChoose(basket));
  const legs = (
    <>
      <PayLegs basket={basket} busy={open} onVoid={run.giveBack} />
      <ExchangeBacks
        {...{ basket, busy: open, keyed: payment.keyed }}
        onTakeBack={run.takeBack}
        onKeyed={(keyed) => onPayment({ ...payment, keyed })}
      />
    </>
  );
  const status = !terminal.there
    ? t('On its own terminal')
    : terminal.ready === null
      ? t('Calling the terminal')
      : terminal.ready
        ? t('Terminal ready')
        : t('Terminal does not answer');
  return (
    <section className={styles.sheet} aria-label={t('Take payment')}>
      <header>
        <Button
          look="quiet"
          size="touch"
          icon={<IconArrowLeft size={24} stroke={1.75} className="flip" aria-hidden="true" />}
          keys="Esc"
          disabled={open}
          onClick={onBack}
        >
          {t('Basket')}
        </Button>
        <h2>{t('Take payment')}</h2>
        {tips && !choosing && isTyped(payment) ? (
          <Button
            className={styles.tip}
            size="touch"
            keys="F8"
            disabled={open}
            onClick={() => onPayment({ ...payment, askingTip: true })}
          >
            {payment.tip > 0
              ? t('Tip {amount}', { amount: moneyText({ amount: payment.tip, currency: basket.currency }) })
              : t('Tip')}
          </Button>
        ) : null}
        <Button
          className={styles.split}
          size="touch"
          keys="F7"
          aria-pressed={choosing}
          disabled={open || !canChoose(basket)}
          title={basket.exchange ? t('Goods come back with it, so it is paid as one.') : undefined}
          onClick={choosing ? run.leaveItems : run.items}
        >
          {t('Split by item')}
        </Button>
      </header>
      <div className={cx(styles.ways, basket.account && styles.four)} role="tablist" aria-label={t('Tender')}>
        <button
          type="button"
          role="tab"
          aria-selected={payment.way === 'cash'}
          disabled={open}
          onClick={() => choose('cash')}
        >
          <IconCash size={24} stroke={1.75} aria-hidden="true" />
          <span>{t('Cash')}</span>
          <KeyHint keys="F10" />
        </button>
        <button type="button" role="tab" aria-selected={payment.way === 'card'} onClick={() => choose('card')}>
          <IconCreditCard size={24} stroke={1.75} aria-hidden="true" />
          <span>{t('Card')}</span>
          <small>{status}</small>
        </button>
        <button
          type="button"
          role="tab"
          aria-selected={payment.way === 'credit'}
          disabled={open}
          onClick={() => choose('credit')}
        >
          <IconGiftCard size={24} stroke={1.75} aria-hidden="true" />
          <span>{t('Gift card')}</span>
          <small>{basket.points ? t('Or points, store credit') : t('Or store credit')}</small>
        </button>
        {basket.account ? (
          <button
            type="button"
            role="tab"
            aria-selected={payment.way === 'account'}
            disabled={open || basket.split !== undefined}
            onClick={() => choose('account')}
          >
            <IconFileInvoice size={24} stroke={1.75} aria-hidden="true" />
            <span>{t('On account')}</span>
            <small>{t('Net {n, plural, one {# day} other {# days}}', { n: basket.account.days })}</small>
          </button>
        ) : null}
      </div>
      {choosing ? (
        <PayItems
          key={basket.split?.parts.length ?? 0}
          {...{ basket, change: payment.change }}
          onChoose={run.choose}
          onOwnReceipts={run.ownReceipts}
          onBack={mustChoose(basket) ? onBack : run.leaveItems}
        />
      ) : payment.way === 'cash' && !open ? (
        <Cash {...props} legs={legs} />
      ) : payment.way === 'account' && basket.account && !open ? (
        <PayAccount {...{ basket, account: basket.account, legs }} />
      ) : payment.way === 'credit' && !open ? (
        <PayCredit {...{ basket, legs }} scanned={payment.code} onTaken={run.show} />
      ) : (
        <PayCard
          {...{ basket, payment, onPayment, terminal, legs }}
          onCancel={run.cancel}
          onAsk={run.askNow}
          onLeave={run.leave}
        />
      )}
      {tips && payment.askingTip ? (
        <TipDialog
          {...{ currency: basket.currency, tip: payment.tip, of: dueNow(basket), percents: tips.percents }}
          coin={payment.way === 'cash' ? basket.coin : 1}
          onClose={() => onPayment({ ...payment, askingTip: false })}
          onTip={(tip) => onPayment({ ...payment, tip, typed: '', askingTip: false })}
        />
      ) : null}
    </section>
  );
}
