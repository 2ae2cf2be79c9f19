import { useState } from 'react';
import type { Basket, BasketLine, ByHand } from '../../../bridge/views.ts';
import { percentText } from '../../data/percent.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { decimalText, minorDigits, moneyText, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { parsePercent } from '../promotions/draft-text.ts';
import { lineName } from './till-data.ts';
import styles from './till-dialogs.module.css';

type How = 'percent' | 'amount' | 'price';

const usual = ['Damaged', 'Price match', 'Staff', 'Goodwill'];

export interface DiscountDialogProps {
  readonly basket: Basket;
  /** The line that is selected; null: only the whole sale can be meant */
  readonly line: BasketLine | null;
  readonly onClose: () => void;
  readonly onGive: (lineId: string | null, given: ByHand | null) => void;
}

function howOf(given: ByHand | null): How {
  if (given?.unitPrice !== undefined) return 'price';
  return given?.amount === undefined ? 'percent' : 'amount';
}

function textOf(given: ByHand | null, currency: string): string {
  const amount = given?.unitPrice ?? given?.amount;
  if (amount !== undefined) return decimalText(amount, minorDigits(currency));
  return given?.percent ? percentText(given.percent) : '';
}

/** What a person takes off a line or the whole sale, and why; beyond what they may, somebody else is asked before it is paid. */
export function DiscountDialog({ basket, line, onClose, onGive }: DiscountDialogProps) {
  const { currency } = basket;
  const [onLine, setOnLine] = useState(line !== null);
  const before = onLine ? (line?.byHand ?? null) : basket.byHand;
  const [how, setHow] = useState<How>(howOf(before));
  const [text, setText] = useState(textOf(before, currency));
  const [reason, setReason] = useState(before?.reason ?? '');
  const kind = !onLine && how === 'price' ? 'percent' : how;
  const percent = kind === 'percent' ? parsePercent(text) : null;
  const amount = kind === 'percent' ? null : parseMoney(text, currency);
  const value = kind === 'percent' ? percent : amount !== null && amount >= 0 ? amount : null;
  const ready = value !== null && reason.trim() !== '';

  function choose(next: boolean): void {
    const known = next ? (line?.byHand ?? null) : basket.byHand;
    setOnLine(next);
    setHow(howOf(known));
    setText(textOf(known, currency));
    setReason(known?.reason ?? reason);
  }
  function submit(): void {
    if (!ready) return;
    const given: ByHand = {
      reason: reason.trim(),
      ...(percent !== null && { percent }),
      ...(kind === 'amount' && amount !== null && { amount }),
      ...(kind === 'price' && amount !== null && { unitPrice: amount }),
    };
    onGive(onLine ? (line?.id ?? null) : null, given);
  }
  const choice = (pressed: boolean, label: string, onClick: () => void, disabled = false) => (
    <button type="button" aria-pressed={pressed} disabled={disabled} onClick={onClick}>
      {label}
    </button>
  );
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Discount')}
      closeLabel={t('Close')}
      width={560}
      foot={
        <>
          {before ? (
            <Button size="touch" onClick={() => onGive(onLine ? (line?.id ?? null) : null, null)}>
              {t('Take it back')}
            </Button>
          ) : null}
          <span className="grow" />
          <Button size="touch" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button size="touch" look="primary" type="submit" form="discount" disabled={!ready}>
            {t('Give it')}
          </Button>
        </>
      }
    >
      <form
        id="discount"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <fieldset className={styles.choices} aria-label={t('On what')}>
          {choice(
            onLine,
            line
              ? t('{name}, {amount}', {
                  name: lineName(line),
                  amount: moneyText({ amount: line.unitPrice, currency }, { symbol: false }),
                })
              : t('No line'),
            () => choose(true),
            line === null,
          )}
          {choice(!onLine, t('The whole sale'), () => choose(false))}
        </fieldset>
        <fieldset className={styles.choices} aria-label={t('How')}>
          {choice(kind === 'percent', t('Per cent off'), () => setHow('percent'))}
          {choice(kind === 'amount', t('Amount off'), () => setHow('amount'))}
          {onLine ? choice(kind === 'price', t('Another price'), () => setHow('price')) : null}
        </fieldset>
        <Field
          label={
            kind === 'percent'
              ? t('Per cent')
              : kind === 'price'
                ? t('Price of one, {currency}', { currency })
                : t('Amount, {currency}', { currency })
          }
          error={text !== '' && value === null ? t('Write a figure such as 10') : null}
        >
          {(control) => (
            <Input
              {...control}
              data-autofocus
              className="num"
              inputMode="decimal"
              autoComplete="off"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('Why')} hint={t('Printed on the receipt and kept in the audit log.')}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <fieldset className={styles.choices} aria-label={t('Usual reasons')}>
          {usual.map((one) => (
            <button key={one} type="button" aria-pressed={reason === t(one)} onClick={() => setReason(t(one))}>
              {t(one)}
            </button>
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
}
