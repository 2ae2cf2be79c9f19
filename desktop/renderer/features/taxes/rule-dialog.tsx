import { useState } from 'react';
import type { TaxRuleRow } from '../../../bridge/tax-queries.ts';
import { useCommands } from '../../data/writes.ts';
import { Check, Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { decimalText, minorDigits, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { percentText } from '../../data/percent.ts';
import { parseRate } from './parse-rate.ts';
import styles from './taxes.module.css';

/** A rate of the store's own, or one that was taken over and differs here. */
export function RuleDialog({
  rule,
  zone,
  today,
  classes,
  currency,
  onClose,
}: {
  readonly rule: TaxRuleRow | null;
  readonly zone: string;
  readonly today: string;
  readonly classes: readonly string[];
  readonly currency: string;
  readonly onClose: () => void;
}) {
  const commands = useCommands();
  const [draft, setDraft] = useState(() => ({
    jurisdiction: rule?.jurisdiction ?? zone,
    category: rule ? (rule.category ?? '') : 'standard',
    name: rule?.name ?? '',
    percent: rule?.rate ? percentText(rule.rate) : '',
    fixed: rule?.perUnit ? decimalText(rule.perUnit, minorDigits(currency)) : '',
    compound: rule?.compound ?? false,
    adds: rule?.adds ?? false,
    fromDay: rule?.fromDay ?? today,
    toDay: rule?.toDay ?? '',
  }));
  const set = (patch: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...patch }));
  const rate = draft.percent.trim() === '' ? null : parseRate(draft.percent);
  const perUnit = draft.fixed.trim() === '' ? null : parseMoney(draft.fixed, currency);
  const wrongRate = draft.percent.trim() !== '' && rate === null;
  const wrongFixed = draft.fixed.trim() !== '' && perUnit === null;
  const place = draft.jurisdiction.trim().toUpperCase();
  const wrongPlace = !/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(place);
  const backward = draft.toDay !== '' && draft.toDay < draft.fromDay;
  const ready =
    draft.name.trim() !== '' && !wrongRate && !wrongFixed && !wrongPlace && !backward && (rate ?? perUnit) !== null;
  function save(): void {
    const saved = {
      id: rule?.id ?? crypto.randomUUID(),
      jurisdiction: place,
      category: draft.category === '' ? null : draft.category,
      productId: rule?.productId ?? null,
      name: draft.name.trim(),
      ...{ rate, perUnit, compound: draft.compound, adds: draft.adds, fromDay: draft.fromDay },
      toDay: draft.toDay === '' ? null : draft.toDay,
      // What was changed is no longer what was published.
      source: '',
    };
    commands.mutate([{ name: 'pricing.saveTaxRules', args: { rules: [saved] } }], { onSuccess: onClose });
  }
  const field = (
    name: 'jurisdiction' | 'name' | 'percent' | 'fixed',
    label: string,
    hint: string,
    error: string | null,
  ) => (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          value={draft[name]}
          autoComplete="off"
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const day = (name: 'fromDay' | 'toDay', label: string, hint: string, error: string | null) => (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Input {...control} type="date" value={draft[name]} onChange={(event) => set({ [name]: event.target.value })} />
      )}
    </Field>
  );
  return (
    <FormDialog
      title={rule ? t('Change a rate') : t('Add a rate')}
      width={560}
      action={t('Save')}
      ready={ready}
      busy={commands.isPending}
      onSubmit={save}
      onClose={onClose}
    >
      <div className={styles.pair}>
        {field('name', t('Name of the tax'), t('As receipts show it: VAT, GST'), null)}
        {field('jurisdiction', t('Place'), t('GB, or CA-QC for a part'), wrongPlace ? t('Write GB, or CA-QC') : null)}
      </div>
      <div className={styles.pair}>
        <Field label={t('For')}>
          {(control) => (
            <Select {...control} value={draft.category} onChange={(event) => set({ category: event.target.value })}>
              <option value="">{t('All goods')}</option>
              {classes.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {field(
          'percent',
          t('Per cent'),
          t('Such as 20 or 9.975'),
          wrongRate ? t('Write a percentage such as 9.975') : null,
        )}
      </div>
      <div className={styles.pair}>
        {day('fromDay', t('From'), t('The first day'), null)}
        {day('toDay', t('Until'), t('The last day; empty: goes on'), backward ? t('It ends before it begins') : null)}
      </div>
      {field(
        'fixed',
        t('Fixed sum a unit, {currency}', { currency }),
        t('A deposit or a levy; usually empty'),
        wrongFixed ? t('Write an amount such as 0.25') : null,
      )}
      <div className={styles.ticks}>
        <span>
          <Check
            label={t('On top of the country’s')}
            checked={draft.adds}
            onChange={(event) => set({ adds: event.target.checked })}
          />
          {t('On top of the country’s, not in its place')}
        </span>
        <span>
          <Check
            label={t('On the taxes before it too')}
            checked={draft.compound}
            onChange={(event) => set({ compound: event.target.checked })}
          />
          {t('On the taxes before it too')}
        </span>
      </div>
    </FormDialog>
  );
}
