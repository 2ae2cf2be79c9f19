import { type FormEvent, useState } from 'react';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';

/** Cancels what has not left the shop, and says beforehand what follows. */
export function CancelDialog({ order, onClose }: { readonly order: OrderPage; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const commands = useCommands();
  const ready = reason.trim() !== '' && !commands.isPending;
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!ready) return;
    commands.mutate([{ name: 'orders.cancel', args: { orderId: order.id, reason: reason.trim() } }], {
      onSuccess: () => {
        toast({ tone: 'ok', title: t('{number} is cancelled', { number: order.number }) });
        onClose();
      },
    });
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Cancel {number}', { number: order.number })}
      closeLabel={t('Close')}
      foot={
        <>
          <Button onClick={onClose}>{t('Keep it')}</Button>
          <Button look="danger" type="submit" form="cancel-order" disabled={!ready}>
            {t('Cancel the order')}
          </Button>
        </>
      }
    >
      <form id="cancel-order" onSubmit={submit}>
        <p className="t2" style={{ marginBlockEnd: 16 }}>
          {order.paid > 0
            ? t('{amount} goes back to how it was paid, and the goods are free to sell again.', {
                amount: moneyText({ amount: order.paid, currency: order.currency }),
              })
            : t('Nothing was paid. The goods are free to sell again.')}
        </p>
        <Field label={t('Reason')}>
          {(control) => (
            <Input
              {...control}
              value={reason}
              maxLength={300}
              autoComplete="off"
              data-autofocus
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
