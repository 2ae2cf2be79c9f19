import type { SetOff } from '@tillhouse/shared/domains/orders/statement.ts';
import type { CustomerAccount } from '../../../bridge/account-views.ts';
import { useCommands } from '../../data/writes.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Money, moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import styles from './account.module.css';

interface Props {
  readonly account: CustomerAccount;
  readonly setOffs: readonly SetOff[];
  readonly onClose: () => void;
}

/** What came back and is owed, against what is open: each return with its order, before both are nearer to nothing. */
export function SetOffDialog({ account: { statement, currency }, setOffs, onClose }: Props) {
  const commands = useCommands();
  const numberOf = (id: string) => statement.items.find(({ orderId }) => orderId === id)?.number ?? '';
  const sum = setOffs.reduce((all, { amount }) => all + amount, 0);
  function save(): void {
    const asked = setOffs.map((one) => ({ name: 'orders.setOff', args: { ...one, note: '' } }));
    commands.mutate(asked, {
      onSuccess: () => {
        toast({ tone: 'ok', title: t('Set off: {amount}', { amount: moneyText({ amount: sum, currency }) }) });
        onClose();
      },
    });
  }
  return (
    <FormDialog
      title={t('Set returns against what is open')}
      width={520}
      action={t('Set off {amount}', { amount: moneyText({ amount: sum, currency }) })}
      ready={setOffs.length > 0}
      busy={commands.isPending}
      onClose={onClose}
      onSubmit={save}
    >
      <p className="t2">
        {t('No money moves: what is owed on a return is taken off its sale, then off the oldest order.')}
      </p>
      {setOffs.map(({ returnId, orderId, amount }) => (
        <div key={`${returnId} ${orderId}`} className={styles.allot}>
          <span>{t('{back} against {number}', { back: numberOf(returnId), number: numberOf(orderId) })}</span>
          <span />
          <Money className="num" amount={amount} currency={currency} />
        </div>
      ))}
    </FormDialog>
  );
}
