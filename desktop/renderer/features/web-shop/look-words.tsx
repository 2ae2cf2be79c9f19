import { type FontPair, fontPairs } from '@tillhouse/shared/domains/access/store-parts.ts';
import type { ShopLook } from '@tillhouse/shared/domains/content/look-parts.ts';
import { Area, Field, Input, Select } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { letters } from '../organisation/hosted-card.tsx';
import styles from './web-shop.module.css';

interface Props {
  readonly look: ShopLook;
  readonly disabled: boolean;
  readonly set: (patch: Partial<ShopLook>) => void;
}

/** What the first page of a shop opens with, and in which letters. */
export function LookWords({ look, disabled, set }: Props) {
  return (
    <div className={styles.words}>
      <h2>{t('First page')}</h2>
      <Field label={t('Headline')} hint={t('Left empty: the name of the store.')}>
        {(control) => (
          <Input
            {...control}
            value={look.headline}
            maxLength={120}
            disabled={disabled}
            autoComplete="off"
            onChange={(event) => set({ headline: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('Introduction')}>
        {(control) => (
          <Area
            {...control}
            value={look.intro}
            maxLength={400}
            disabled={disabled}
            onChange={(event) => set({ intro: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('Letters')}>
        {(control) => (
          <Select
            {...control}
            value={look.fonts}
            disabled={disabled}
            onChange={(event) => set({ fonts: event.target.value as FontPair })}
          >
            {fontPairs.map((pair) => (
              <option key={pair} value={pair}>
                {t(letters[pair])}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
