import type { CarrierAddress } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { Field, Input, Select } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { countryChoices } from '../customers/countries.ts';
import styles from './labels.module.css';

interface Props {
  readonly to: CarrierAddress;
  /** Parts without which no carrier finds it */
  readonly lacks: readonly string[];
  /** It is where goods come back from */
  readonly back: boolean;
  readonly onChange: (to: CarrierAddress) => void;
}

/** Where it goes, in the parts that carriers ask for; read off the label of the order, to be looked at. */
export function LabelAddress({ to, lacks, back, onChange }: Props) {
  const field = (part: Exclude<keyof CarrierAddress, 'country'>, label: string, most: number) => (
    <Field label={label} error={lacks.includes(part) ? t('Needed there') : null}>
      {(control) => (
        <Input
          {...control}
          value={to[part]}
          maxLength={most}
          autoComplete="off"
          onChange={(event) => onChange({ ...to, [part]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <div className={styles.address}>
      {field('name', back ? t('From') : t('To'), 100)}
      {field('line1', t('Street'), 200)}
      {field('line2', t('More of it'), 200)}
      <div className={styles.pair}>
        {field('postcode', t('Postcode'), 20)}
        {field('city', t('Town'), 100)}
      </div>
      <div className={styles.pair}>
        {field('region', t('Region'), 10)}
        <Field label={t('Country')}>
          {(control) => (
            <Select
              {...control}
              value={to.country}
              onChange={(event) => onChange({ ...to, country: event.target.value })}
            >
              {countryChoices(to.country).map(({ value, name }) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {field('phone', t('Telephone'), 40)}
    </div>
  );
}
