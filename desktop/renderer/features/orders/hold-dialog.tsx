import { useState } from 'react';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { useCommands } from '../../data/writes.ts';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';

/** Nobody sends it until somebody releases it; why stands on the page. */
export function HoldDialog({ order, onClose }: { readonly order: OrderPage; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const commands = useCommands();
  return (
    <FormDialog
      title={t('Hold {number}', { number: order.number })}
      action={t('Hold it')}
      ready={reason.trim() !== ''}
      busy={commands.isPending}
      onClose={onClose}
      onSubmit={() =>
        commands.mutate([{ name: 'orders.hold', args: { orderId: order.id, reason: reason.trim() } }], {
          onSuccess: () => {
            toast({ tone: 'ok', title: t('{number} is held', { number: order.number }) });
            onClose();
          },
        })
      }
    >
      <p className="t2">{t('Its goods stay set aside. Nobody can send it until it is released.')}</p>
      <Field label={t('What it waits for')}>
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
    </FormDialog>
  );
}
