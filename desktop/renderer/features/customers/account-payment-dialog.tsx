import { allotOldest } from '@tillhouse/shared/domains/orders/statement.ts';
import { useState } from 'react';
import type { CustomerAccount } from '../../../bridge/account-views.ts';
import { useCommands } from '../../data/writes.ts';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { decimalText, minorDigits, Money, moneyText, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { allotmentOf } from './account-draft.ts';
import styles from './account.module.css';

interface Props {
  readonly customerId: string;
  readonly account: CustomerAccount;
  readonly onClose: () => void;
}

/** Money that arrived: to the oldest orders first, or as it is typed beside them. */
export function AccountPaymentDialog({ customerId, account: { statement, currency }, onClose }: Props) {
  const commands = useCommands();
  const items = statement.items.filter(({ due }) => due > 0);
  const digits = minorDigits(currency);
  const [text, setText] = useState(
    decimalText(
      items.reduce((sum, { due }) => sum + due, 0),
      digits,
    ),
  );
  const [reference, setReference] = useState('');
  const [typed, setTyped] = useState<Record<string, string>>({});
  const amount = parseMoney(text, currency);
  const chosen = allotmentOf(items, typed, currency);
  const byHand = chosen.parts.length > 0 || chosen.wrong;
  const oldest = amount === null ? { parts: [], left: 0 } : allotOldest(items, amount);
  const parts = byHand ? chosen.parts : oldest.parts;
  const sum = parts.reduce((all, part) => all + part.amount, 0);
  const money = (minor: number) => moneyText({ amount: minor, currency });
  const wrong =
    amount === null || amount < 1
      ? t('Write an amount such as 5.00')
      : oldest.left > 0
        ? t('No more than {amount} is open.', { amount: money(amount - oldest.left) })
        : null;
  const differs = byHand && amount !== null && sum !== amount;
  const ready = wrong === null && !chosen.wrong && !differs && reference.trim() !== '';
  function save(): void {
    if (amount === null) return;
    const args = {
      customerId,
      amount,
      currency,
      reference: reference.trim(),
      note: '',
      ...(byHand && { allotted: parts }),
    };
    commands.mutate([{ name: 'orders.recordAccountPayment', args }], {
      onSuccess: () => {
        toast({ tone: 'ok', title: t('Paid: {amount}', { amount: money(amount) }) });
        onClose();
      },
    });
  }
  const partOf = (orderId: string) => parts.find((part) => part.orderId === orderId)?.amount ?? 0;
  return (
    <FormDialog
      title={t('Payment on account')}
      width={520}
      action={t('Note the payment')}
      ready={ready}
      busy={commands.isPending}
      refused={differs ? t('{sum} of {amount} is allotted.', { sum: money(sum), amount: money(amount ?? 0) }) : null}
      onClose={onClose}
      onSubmit={save}
    >
      <Field label={t('Amount')} error={wrong} hint={t('To the oldest first, unless you say otherwise below.')}>
        {(control) => (
          <Input
            {...control}
            className="num"
            inputMode="decimal"
            autoComplete="off"
            data-autofocus
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('Reference on the statement')}>
        {(control) => (
          <Input
            {...control}
            maxLength={120}
            autoComplete="off"
            value={reference}
            onChange={(event) => setReference(event.target.value)}
          />
        )}
      </Field>
      {items.map(({ orderId, number, due }) => (
        <div key={orderId} className={styles.allot}>
          <span>{number}</span>
          <span className="num t2">
            <Money amount={due} currency={currency} />
          </span>
          <Input
            className="num"
            inputMode="decimal"
            autoComplete="off"
            aria-label={t('To {number}', { number })}
            placeholder={byHand ? '' : decimalText(partOf(orderId), digits)}
            value={typed[orderId] ?? ''}
            onChange={(event) => setTyped({ ...typed, [orderId]: event.target.value })}
          />
        </div>
      ))}
    </FormDialog>
  );
}
