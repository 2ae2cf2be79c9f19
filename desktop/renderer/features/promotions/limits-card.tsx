import { Field, Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import type { Draft } from './draft.ts';
import type { PartProps } from './editor-parts.ts';
import styles from './promotions.module.css';

type TextField = 'atMost' | 'budget' | 'perCustomer' | 'priority';

/** How much may be given, and how it goes with others. */
export function LimitsCard({ draft, set, problems, disabled, place }: PartProps) {
  const typed = (field: TextField, label: string, hint: string) => (
    <Field label={label} hint={hint} error={problems[field] ? t(problems[field] ?? '') : null}>
      {(control) => (
        <Input
          {...control}
          className="num"
          inputMode="decimal"
          autoComplete="off"
          value={draft[field]}
          disabled={disabled}
          onChange={(event) => set({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <Card aria-label={t('Limits')}>
      <header>
        <h2>{t('Limits, and with others')}</h2>
      </header>
      <div className={styles.limits}>
        {typed('atMost', t('Never more than, {currency}', { currency: place.currency }), t('Off one order'))}
        <Field label={t('Budget')} hint={t('Ends by itself')}>
          {(control) => (
            <Select
              {...control}
              value={draft.budgetKind}
              disabled={disabled}
              onChange={(event) => set({ budgetKind: event.target.value as Draft['budgetKind'] })}
            >
              <option value="none">{t('None')}</option>
              <option value="spend">{t('An amount given')}</option>
              <option value="uses">{t('A number of orders')}</option>
            </Select>
          )}
        </Field>
        {draft.budgetKind === 'none'
          ? null
          : typed(
              'budget',
              draft.budgetKind === 'spend' ? t('Budget, {currency}', { currency: place.currency }) : t('Orders'),
              t('In all'),
            )}
        {typed('perCustomer', t('Orders of one customer'), t('Empty: any number'))}
        <Field label={t('With other offers')} hint={t('The higher priority counts')}>
          {(control) => (
            <Select
              {...control}
              value={draft.combines}
              disabled={disabled}
              onChange={(event) => set({ combines: event.target.value as Draft['combines'] })}
            >
              <option value="with-all">{t('Goes with all')}</option>
              <option value="with-other-kinds">{t('One each on goods, order, delivery')}</option>
              <option value="never">{t('Better one wins')}</option>
            </Select>
          )}
        </Field>
        {typed('priority', t('Priority'), t('Higher first'))}
      </div>
    </Card>
  );
}
