import { isMailAddress } from '@tillhouse/shared/kernel/mail-address.ts';
import { IconLink } from '@tabler/icons-react';
import { useState } from 'react';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { useBridge } from '../../data/bridge.ts';
import { lockOf } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused, useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { stillHeld } from './goes-words.ts';
import styles from './ask-to-pay.module.css';

/** What of an order is due and not on its way: that may be asked for. */
function askedOf(order: OrderPage): number {
  if (order.kind !== 'sale' || order.status === 'cancelled' || order.historical) return 0;
  return Math.max(0, order.due - order.attempts.reduce((sum, attempt) => sum + stillHeld(attempt), 0));
}

/** Where something is due, its customer can be sent a link to pay it. */
export function AskToPay({ order }: { readonly order: OrderPage }) {
  const { person } = useSession();
  const [open, setOpen] = useState(false);
  if (askedOf(order) === 0) return null;
  return (
    <div className={styles.foot}>
      <Button
        size="small"
        icon={<IconLink size={16} stroke={1.75} aria-hidden="true" />}
        locked={lockOf(person, 'orders.edit')}
        onClick={() => setOpen(true)}
      >
        {t('Send a link to pay')}
      </Button>
      {open ? <AskDialog order={order} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

function AskDialog({ order, onClose }: { readonly order: OrderPage; readonly onClose: () => void }) {
  const commands = useCommands();
  const bridge = useBridge();
  const { id: orderId, number, currency } = order;
  const [typed, setTyped] = useState(order.customer?.email ?? order.promise?.email ?? '');
  const [copying, setCopying] = useState(false);
  const to = typed.trim();
  const fits = isMailAddress(to);
  const amount = moneyText({ amount: askedOf(order), currency });
  const note = (address: string | null, said: string) =>
    commands.mutate([{ name: 'orders.askToPay', args: { orderId, to: address } }], {
      onSuccess: () => {
        toast({ tone: 'ok', title: said });
        onClose();
      },
    });
  async function copy(): Promise<void> {
    setCopying(true);
    try {
      const { url } = await bridge.call('orders.payLink', { orderId });
      await navigator.clipboard.writeText(url);
      note(null, t('Copied: whoever has it can pay {amount}', { amount }));
    } catch (problem) {
      sayRefused(problem);
    } finally {
      setCopying(false);
    }
  }
  return (
    <FormDialog
      title={t('Ask for {amount}', { amount })}
      action={t('Send')}
      ready={fits}
      busy={commands.isPending || copying}
      onSubmit={() => note(to, t('A link to pay {number} goes to {to}', { number, to }))}
      onClose={onClose}
      beside={
        <Button disabled={copying || commands.isPending} onClick={() => void copy()}>
          {t('Copy the link')}
        </Button>
      }
    >
      <Field
        label={t('To')}
        error={to !== '' && !fits ? t('Write an address such as name@example.com') : null}
        hint={t('A letter with a link to pay what is due then, in the language of the customer.')}
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            inputMode="email"
            value={typed}
            maxLength={254}
            autoComplete="off"
            data-autofocus
            onChange={({ target: { value } }) => setTyped(value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
