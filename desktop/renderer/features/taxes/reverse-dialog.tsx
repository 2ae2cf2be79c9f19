import type { ReverseChargeRule } from '@tillhouse/shared/domains/pricing/reverse-charge.ts';
import { useState } from 'react';
import { useCommands } from '../../data/writes.ts';
import { Field, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import styles from './taxes.module.css';

type Choice = 'off' | ReverseChargeRule['check'];

/** Whether firms of other members of the EU account for the tax at the checkout of a store, and what has to be known for it. */
export function ReverseDialog({
  place,
  name,
  rule,
  unnumbered,
  onClose,
}: {
  /** `store`, or the id of another one */
  readonly place: string;
  /** Of another store than the main one; else empty */
  readonly name: string;
  readonly rule: ReverseChargeRule | null;
  /** The store has no VAT number of its own */
  readonly unnumbered: boolean;
  readonly onClose: () => void;
}) {
  const commands = useCommands();
  const [check, setCheck] = useState<Choice>(rule?.check ?? 'off');
  const [unanswered, setUnanswered] = useState(rule?.unanswered ?? 'tax');
  const wanted = check === 'off' ? null : { check, unanswered };
  return (
    <FormDialog
      title={name === '' ? t('Firms of other EU countries') : t('Firms of other EU countries at {name}', { name })}
      width={560}
      action={t('Save')}
      ready={check === 'off' || !unnumbered}
      busy={commands.isPending}
      onClose={onClose}
      onSubmit={() =>
        commands.mutate([{ name: 'pricing.setReverseCharge', args: { place, rule: wanted } }], { onSuccess: onClose })
      }
    >
      <p className="t2">
        {t(
          'Who gives a VAT number of another EU country at the checkout, and has the goods sent to that country, is charged no tax: they account for it there. The invoice says so with both numbers.',
        )}
      </p>
      <Field label={t('What it takes')}>
        {(control) => (
          <Select {...control} value={check} onChange={(event) => setCheck(event.target.value as Choice)}>
            <option value="off">{t('Off: they pay tax as anybody')}</option>
            <option value="digits">{t('Form and check digits; the order waits for your look')}</option>
            <option value="register">{t('The register of the EU (VIES) knows the number')}</option>
          </Select>
        )}
      </Field>
      {check === 'register' ? (
        <Field label={t('While VIES does not answer')}>
          {(control) => (
            <Select
              {...control}
              value={unanswered}
              onChange={(event) => setUnanswered(event.target.value as 'tax' | 'flag')}
            >
              <option value="tax">{t('Charge the tax; it can be taken off later')}</option>
              <option value="flag">{t('Take it off, and flag the order')}</option>
            </Select>
          )}
        </Field>
      ) : null}
      {unnumbered && check !== 'off' ? (
        <p className={styles.explained} role="alert">
          {t(
            'The store has no VAT number of its own, which the invoice has to name. Put it in under Organisation first.',
          )}
        </p>
      ) : (
        <p className={styles.explained}>
          {t(
            'Orders that were placed keep what they were placed with. What it comes to by number and month: EC sales list, below.',
          )}
        </p>
      )}
    </FormDialog>
  );
}
