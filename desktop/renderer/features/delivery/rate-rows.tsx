import { IconPlus, IconX } from '@tabler/icons-react';
import { Button } from '../../ui/button.tsx';
import { Check, Field, Input } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import type { CarrierAccountRow } from '../../../bridge/carrier-views.ts';
import { LiveRow } from './live-row.tsx';
import { type AmountsDraft, newRate, noAmounts, type RateDraft, rateProblem } from './zone-draft.ts';
import styles from './delivery.module.css';

interface RowProps {
  readonly rate: RateDraft;
  readonly currency: string;
  readonly carriers: readonly CarrierAccountRow[];
  readonly onRate: (next: RateDraft) => void;
  readonly onRemove: () => void;
}

function RateRow({ rate, currency, carriers, onRate, onRemove }: RowProps) {
  const amounts = rate.amounts[currency] ?? noAmounts;
  const setAmount = (patch: Partial<AmountsDraft>) =>
    onRate({ ...rate, amounts: { ...rate.amounts, [currency]: { ...amounts, ...patch } } });
  const money = (name: keyof AmountsDraft, label: string, placeholder: string) => (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          small
          className="num"
          inputMode="decimal"
          autoComplete="off"
          placeholder={placeholder}
          value={amounts[name]}
          onChange={(event) => setAmount({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const days = (name: 'least' | 'most', label: string) => (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          small
          className="num"
          inputMode="numeric"
          autoComplete="off"
          value={rate[name]}
          onChange={(event) => onRate({ ...rate, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const problem = rateProblem(rate);
  const named = rate.name.trim() || t('New option');
  return (
    <fieldset className={styles.rate} aria-label={named}>
      <div className={styles.rateTop}>
        <Field label={t('Name, as shoppers read it')}>
          {(control) => (
            <Input
              {...control}
              small
              value={rate.name}
              maxLength={80}
              autoComplete="off"
              onChange={(event) => onRate({ ...rate, name: event.target.value })}
            />
          )}
        </Field>
        {money(
          'price',
          rate.live ? t('Own price, {currency}', { currency }) : t('Price, {currency}', { currency }),
          t('not offered'),
        )}
        {money('freeFrom', t('Free from'), t('never'))}
        {money('atLeast', t('Goods from'), t('any'))}
        {money('below', t('Goods below'), t('any'))}
        <Button
          square
          size="small"
          look="quiet"
          aria-label={t('Take {name} out', { name: named })}
          icon={<IconX size={16} stroke={1.75} aria-hidden="true" />}
          onClick={onRemove}
        />
      </div>
      <div className={styles.rateDays}>
        {days('least', t('Days, from'))}
        {days('most', t('to'))}
        <Field label={t('Ordered by')}>
          {(control) => (
            <Input
              {...control}
              small
              type="time"
              value={rate.cutOff}
              onChange={(event) => onRate({ ...rate, cutOff: event.target.value })}
            />
          )}
        </Field>
        <span className={styles.tick}>
          <Check
            label={t('Monday to Friday only')}
            checked={rate.workdays}
            onChange={(event) => onRate({ ...rate, workdays: event.target.checked })}
          />
          {t('Monday to Friday only')}
        </span>
        {problem ? <span className={styles.wrong}>{t(problem)}</span> : null}
      </div>
      {carriers.length > 0 || rate.live ? (
        <LiveRow
          rate={rate}
          carriers={carriers}
          plus={money('plus', t('and, {currency}', { currency }), '0')}
          onLive={(live) => onRate({ ...rate, live })}
        />
      ) : null}
    </fieldset>
  );
}

interface Props {
  readonly rates: readonly RateDraft[];
  readonly currency: string;
  /** Of the store, that an option may cost what they ask */
  readonly carriers: readonly CarrierAccountRow[];
  readonly onRates: (next: readonly RateDraft[]) => void;
}

/** The options of a zone: what each costs, when it is free, for which goods, how long it takes. */
export function RateRows({ rates, currency, carriers, onRates }: Props) {
  return (
    <section className={styles.part} aria-label={t('Options')}>
      <h3>{t('Options')}</h3>
      {rates.map((rate, at) => (
        <RateRow
          key={rate.id}
          rate={rate}
          currency={currency}
          carriers={carriers}
          onRate={(next) => onRates(rates.map((each, index) => (index === at ? next : each)))}
          onRemove={() => onRates(rates.filter((_, index) => index !== at))}
        />
      ))}
      <Button
        size="small"
        icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
        disabled={rates.length >= 20}
        onClick={() => onRates([...rates, newRate(crypto.randomUUID())])}
      >
        {t('Add an option')}
      </Button>
    </section>
  );
}
