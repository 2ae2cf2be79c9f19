import { IconArrowLeft, IconCash, IconCreditCard, IconFileInvoice, IconGiftCard } from '@tabler/icons-react';
import type { StoreTill } from '@tillhouse/shared/domains/access/store-parts.ts';
import type { Basket } from '../../../bridge/views.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import styles from './pay-sheet.module.css';
import { KeyHint } from '../../ui/key-hint.tsx';
import { inHand, PayCard, type TerminalNow } from './pay-card.tsx';
import { PayAccount } from './pay-account.tsx';
import { PayCash } from './pay-cash.tsx';
import { PayCredit } from './pay-credit.tsx';
import { PayItems } from './pay-items.tsx';
import { ExchangeBacks } from './exchange-backs.tsx';
import { PayLegs } from './pay-legs.tsx';
import type { PayRun } from './pay-run.ts';
import { isTyped, type Payment, type Way } from './payment.ts';
import { leaveFocus } from './till-keys.ts';
import { canChoose, dueNow, mustChoose } from './split.ts';
import { useTipOffer } from './use-tip-offer.ts';
import { TipDialog } from './tip-dialog.tsx';

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
    onPayment({ ...payment, way, typed: '', foreign: '' });
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
        : terminal.byProvider
          ? t('No card now')
          : t('Terminal does not answer');
  useTipOffer({
    basket,
    percents:
      tips && !tips.onTerminal && payment.tip === 0 && !choosing && !open && isTyped(payment) && !payment.foreign
        ? tips.percents
        : null,
    coin: payment.way === 'cash' ? basket.coin : 1,
    onTip: (tip) => onPayment({ ...payment, tip, typed: '', askingTip: false }),
  });
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
        {tips && !choosing && isTyped(payment) && !payment.foreign ? (
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
        <PayCash {...{ basket, payment, onPayment, legs }} onRest={props.onRest} />
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
