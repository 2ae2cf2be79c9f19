import { useState } from 'react';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { useCommands } from '../../data/writes.ts';
import { Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { decimalText, minorDigits, moneyText, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';

/** Money for an order that arrived: the whole of it, or a part as a deposit. */
export function PaymentDialog({ order, onClose }: { readonly order: OrderPage; readonly onClose: () => void }) {
  const commands = useCommands();
  const { id: orderId, number, currency, due } = order;
  const [typed, setTyped] = useState(decimalText(due, minorDigits(currency)));
  const [way, setWay] = useState<'bank' | 'test'>('bank');
  const [reference, setReference] = useState('');
  const amount = parseMoney(typed, currency);
  const wrong =
    amount === null || amount < 1
      ? t('Write an amount such as 5.00')
      : amount > due
        ? t('No more than {amount} is due.', { amount: moneyText({ amount: due, currency }) })
        : null;
  const left = amount === null ? 0 : due - amount;
  const ready = wrong === null && (way === 'test' || reference.trim() !== '');
  function save(): void {
    if (amount === null) return;
    const args =
      way === 'bank' ? { orderId, amount, reference: reference.trim(), note: '' } : { orderId, amount, note: '' };
    commands.mutate([{ name: way === 'bank' ? 'orders.recordPayment' : 'orders.collect', args }], {
      onSuccess: () => {
        toast({ tone: 'ok', title: t('Paid: {amount}', { amount: moneyText({ amount, currency }) }) });
        onClose();
      },
    });
  }
  return (
    <FormDialog
      title={t('Payment of {number}', { number })}
      action={t('Note the payment')}
      ready={ready}
      busy={commands.isPending}
      onClose={onClose}
      onSubmit={save}
    >
      <Field
        label={t('Amount')}
        error={wrong}
        hint={
          left > 0
            ? t('A deposit: {amount} stays due.', { amount: moneyText({ amount: left, currency }) })
            : t('All that is due.')
        }
      >
        {(control) => (
          <Input
            {...control}
            className="num"
            value={typed}
            inputMode="decimal"
            autoComplete="off"
            data-autofocus
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('How')}>
        {(control) => (
          <Select
            {...control}
            value={way}
            onChange={(event) => setWay(event.target.value === 'test' ? 'test' : 'bank')}
          >
            <option value="bank">{t('Bank transfer')}</option>
            <option value="test">{t('Test provider: no money moves')}</option>
          </Select>
        )}
      </Field>
      {way === 'bank' ? (
        <Field label={t('Reference on the statement')}>
          {(control) => (
            <Input
              {...control}
              value={reference}
              maxLength={120}
              autoComplete="off"
              onChange={(event) => setReference(event.target.value)}
            />
          )}
        </Field>
      ) : null}
    </FormDialog>
  );
}
