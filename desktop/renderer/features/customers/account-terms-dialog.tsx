import { useState } from 'react';
import type { CustomerAccount } from '../../../bridge/account-views.ts';
import { useCommands } from '../../data/writes.ts';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { accountOf, bound, draftOfAccount } from './account-draft.ts';
import styles from './account.module.css';

interface Props {
  readonly customerId: string;
  readonly account: CustomerAccount;
  readonly onClose: () => void;
}

/** Whether a customer may pay later, in how many days, and how much may be open at once. */
export function AccountTermsDialog({ customerId, account: { terms, currency }, onClose }: Props) {
  const commands = useCommands();
  const [seen] = useState(terms);
  const [draft, setDraft] = useState(() => ({ ...draftOfAccount(terms, currency), open: terms?.open ?? true }));
  const wanted = accountOf(draft, currency);
  const limitWrong = bound(draft.limit, currency) === undefined;
  const aboveWrong = bound(draft.askAbove, currency) === undefined;
  function save(): void {
    if (!wanted) return;
    commands.mutate([{ name: 'customers.saveAccount', args: { customerId, account: wanted, before: seen } }], {
      onSuccess: () => {
        toast({ tone: 'ok', title: t('Saved on this desk'), message: t('What was sold before keeps its day.') });
        onClose();
      },
    });
  }
  return (
    <FormDialog
      title={t('On account')}
      action={t('Save terms')}
      ready={wanted !== null}
      busy={commands.isPending}
      onClose={onClose}
      onSubmit={save}
    >
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={draft.open}
          onChange={(event) => setDraft({ ...draft, open: event.target.checked })}
        />
        {t('May buy on account')}
      </label>
      <Field
        label={t('To be paid in days')}
        error={wanted === null && !limitWrong && !aboveWrong ? t('Write whole days, 0 to 365') : null}
      >
        {(control) => (
          <Input
            {...control}
            className="num"
            inputMode="numeric"
            value={draft.days}
            onChange={(event) => setDraft({ ...draft, days: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('Open at most, {currency}', { currency })}
        hint={t(
          'Empty: no limit. Tills without a line keep to it as far as they know; what two of them sold together beyond it is flagged.',
        )}
        error={limitWrong ? t('Write an amount such as 250.00') : null}
      >
        {(control) => (
          <Input
            {...control}
            className="num"
            inputMode="decimal"
            value={draft.limit}
            onChange={(event) => setDraft({ ...draft, limit: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('Web orders above this wait for our yes, {currency}', { currency })}
        hint={t('Empty: none does. Its goods are held for three days; it is answered on this page.')}
        error={aboveWrong ? t('Write an amount such as 250.00') : null}
      >
        {(control) => (
          <Input
            {...control}
            className="num"
            inputMode="decimal"
            value={draft.askAbove}
            onChange={(event) => setDraft({ ...draft, askAbove: event.target.value })}
          />
        )}
      </Field>
    </FormDialog>
  );
}
