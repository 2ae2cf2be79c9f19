import type { OrderPage } from '../../../bridge/order-page.ts';
import { useCommands } from '../../data/writes.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { stillHeld } from './goes-words.ts';

/** The shopper was told that they are charged when it is sent: taking it before is asked about once. */
export function TakeDialog({ order, onClose }: { readonly order: OrderPage; readonly onClose: () => void }) {
  const commands = useCommands();
  const { id: orderId, number, currency, due, attempts } = order;
  const held = attempts.reduce((sum, attempt) => sum + stillHeld(attempt), 0);
  const amount = moneyText({ amount: Math.min(held, Math.max(0, due)), currency });
  return (
    <FormDialog
      title={t('Take the money of {number}', { number })}
      action={t('Take {amount}', { amount })}
      ready={held > 0}
      busy={commands.isPending}
      onClose={onClose}
      onSubmit={() =>
        commands.mutate([{ name: 'orders.takeHeld', args: { orderId, note: '' } }], {
          onSuccess: () => {
            toast({ tone: 'ok', title: t('The provider is asked for {amount}', { amount }) });
            onClose();
          },
        })
      }
    >
      <p>
        {t(
          '{amount} is taken at once, also for what has not been sent yet. The shopper was told that they are charged when it is sent.',
          {
            amount,
          },
        )}
      </p>
      <p className="t2">
        {t('What is authorised beyond it is let go. It cannot be taken again; it can be paid back.')}
      </p>
    </FormDialog>
  );
}
