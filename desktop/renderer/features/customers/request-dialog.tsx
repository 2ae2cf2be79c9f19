import { useState } from 'react';
import type { PurchaseRequestShown } from '../../../bridge/account-views.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Money } from '../../ui/money.tsx';
import { quantityText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { requestText } from './firm-words.ts';
import styles from './firm.module.css';

/** The shop says yes or no to what a firm wants to have on account. */
export function RequestDialog({
  request,
  onClose,
}: {
  readonly request: PurchaseRequestShown;
  readonly onClose: () => void;
}) {
  const commands = useCommands();
  const [reason, setReason] = useState('');
  const { id: requestId, buyerName, lines, total, currency } = request;
  function answer(yes: boolean): void {
    commands.mutate([{ name: 'orders.answerRequest', args: { requestId, yes, reason: reason.trim() } }], {
      onSuccess: () => {
        toast({
          tone: 'ok',
          title: yes ? t('Approved') : t('Declined'),
          message: yes ? t('It is placed once the cloud has it.') : t('Its goods are free once the cloud has it.'),
        });
        onClose();
      },
    });
  }
  return (
    <FormDialog
      title={t('Order of {name}', { name: buyerName })}
      width={520}
      action={t('Approve')}
      ready
      busy={commands.isPending}
      onSubmit={() => answer(true)}
      onClose={onClose}
      beside={
        <Button look="danger" disabled={commands.isPending} onClick={() => answer(false)}>
          {t('Decline')}
        </Button>
      }
    >
      <p className="t2">{requestText(request)}</p>
      <table className={styles.lines}>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.title} ${line.quantity} ${line.total}`}>
              <td>
                {quantityText({ amount: line.quantity, scale: line.scale, unit: null })} × {line.title}
              </td>
              <td>
                <Money amount={line.total} currency={currency} />
              </td>
            </tr>
          ))}
          <tr>
            <td className="strong">{t('Total, on account')}</td>
            <td className="strong">
              <Money amount={total} currency={currency} />
            </td>
          </tr>
        </tbody>
      </table>
      <Field label={t('Reason, for the buyer to read')}>
        {(control) => (
          <Input {...control} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  );
}
