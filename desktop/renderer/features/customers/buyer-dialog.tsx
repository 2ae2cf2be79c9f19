import { useState } from 'react';
import type { FirmBuyerShown } from '../../../bridge/account-views.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { decimalText, minorDigits } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { bound } from './account-draft.ts';
import styles from './firm.module.css';

interface Props {
  readonly customerId: string;
  /** Null: somebody new */
  readonly buyer: FirmBuyerShown | null;
  readonly currency: string;
  /** Nobody else of the firm approves */
  readonly alone: boolean;
  readonly onClose: () => void;
}

/** Somebody who buys for a firm: how they sign in, what they may order alone, whether they say yes to others. */
export function BuyerDialog({ customerId, buyer, currency, alone, onClose }: Props) {
  const commands = useCommands();
  const [id] = useState(() => buyer?.id ?? crypto.randomUUID());
  const [name, setName] = useState(buyer?.name ?? '');
  const [email, setEmail] = useState(buyer?.email ?? '');
  const [limit, setLimit] = useState(
    buyer?.orderLimit == null ? '' : decimalText(buyer.orderLimit, minorDigits(currency)),
  );
  const [alwaysAsks, setAlways] = useState(buyer?.alwaysAsks ?? false);
  const [approves, setApproves] = useState(buyer?.approves ?? false);
  const orderLimit = bound(limit, currency);
  const mail = email.trim();
  const ready = name.trim() !== '' && /^\S+@\S+\.\S+$/.test(mail) && orderLimit !== undefined;
  const waits = alwaysAsks || (orderLimit !== null && orderLimit !== undefined);
  function save(ended: boolean): void {
    const args = {
      id,
      customerId,
      name: name.trim(),
      email: mail,
      orderLimit: orderLimit ?? null,
      alwaysAsks,
      approves,
    };
    commands.mutate([{ name: 'customers.saveBuyer', args: { buyer: { ...args, ended } } }], {
      onSuccess: () => {
        toast({ tone: 'ok', title: ended ? t('{name} buys for it no more', { name }) : t('Saved on this desk') });
        onClose();
      },
    });
  }
  return (
    <FormDialog
      title={buyer ? t('{name} buys for the firm', { name: buyer.name }) : t('Somebody who buys for the firm')}
      action={t('Save')}
      ready={ready}
      busy={commands.isPending}
      onSubmit={() => save(false)}
      onClose={onClose}
      beside={
        buyer ? (
          <Button look="danger" disabled={commands.isPending} onClick={() => save(true)}>
            {t('End it')}
          </Button>
        ) : null
      }
    >
      <Field label={t('Name')}>
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={200}
            data-autofocus
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('E-mail they sign in with')} hint={t('A code is sent there each time; nothing else is needed.')}>
        {(control) => (
          <Input
            {...control}
            type="email"
            value={email}
            maxLength={254}
            autoComplete="off"
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={t('May order alone up to, {currency}', { currency })}
        hint={t('Empty: no limit. An order above it waits for somebody of the firm who approves.')}
        error={orderLimit === undefined ? t('Write an amount such as 250.00') : null}
      >
        {(control) => (
          <Input
            {...control}
            className="num"
            inputMode="decimal"
            value={limit}
            onChange={(event) => setLimit(event.target.value)}
          />
        )}
      </Field>
      <label className={styles.check}>
        <input type="checkbox" checked={alwaysAsks} onChange={(event) => setAlways(event.target.checked)} />
        {t('Every order of theirs waits for a yes')}
      </label>
      <label className={styles.check}>
        <input type="checkbox" checked={approves} onChange={(event) => setApproves(event.target.checked)} />
        <span>
          {t('Approves orders of others')}
          <small>{t('Gets a letter with a link for each; never for their own.')}</small>
        </span>
      </label>
      {waits && alone ? (
        <p className="t2" role="status">
          {t('Nobody else of the firm approves yet: what is above the limit cannot be ordered until somebody does.')}
        </p>
      ) : null}
    </FormDialog>
  );
}
