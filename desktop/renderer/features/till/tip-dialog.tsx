import { divideRounded, toMinorUnits } from '@tillhouse/shared/kernel/money.ts';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { decimalText, minorDigits, moneyText, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { tipOnCoins } from './payment.ts';
import styles from './till-dialogs.module.css';

interface TipProps {
  /** What is paid now: of it the percentages are */
  readonly of: number;
  readonly tip: number;
  readonly percents: readonly number[];
  readonly currency: string;
  /** What it has to be made of: in cash the smallest coin */
  readonly coin: number;
  readonly onTip: (tip: number) => void;
  readonly onClose: () => void;
}

/** What the customer gives: a percentage, an amount, or nothing. */
export function TipDialog({ of, tip, percents, currency, coin, onTip, onClose }: TipProps) {
  const [text, setText] = useState(tip > 0 ? decimalText(tip, minorDigits(currency)) : '');
  const amount = text === '' ? 0 : parseMoney(text, currency);
  const unread = amount === null || amount < 0;
  const loose = amount !== null && amount % coin !== 0;
  const wrong = unread || loose;
  const share = (percent: number) => tipOnCoins(toMinorUnits(divideRounded(BigInt(of) * BigInt(percent), 100n)), coin);
  return (
    <Dialog opened onClose={onClose} title={t('Tip')} closeLabel={t('Close')} width={420}>
      <form
        className={styles.tip}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!wrong) onTip(amount);
        }}
      >
        <div className={styles.percents}>
          {percents.map((percent) => (
            <Button key={percent} size="touch" type="button" onClick={() => onTip(share(percent))}>
              {t('{percent} %, {amount}', { percent, amount: moneyText({ amount: share(percent), currency }) })}
            </Button>
          ))}
          <Button size="touch" type="button" onClick={() => onTip(0)}>
            {t('No tip')}
          </Button>
        </div>
        <Field
          label={t('Another amount')}
          error={
            unread
              ? t('Write an amount such as 4.50')
              : loose
                ? t('The smallest coin is {coin}.', { coin: moneyText({ amount: coin, currency }) })
                : null
          }
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
        <Button size="touch" look="primary" type="submit" disabled={wrong}>
          {t('Add {amount}', { amount: moneyText({ amount: amount ?? 0, currency }) })}
        </Button>
      </form>
    </Dialog>
  );
}
