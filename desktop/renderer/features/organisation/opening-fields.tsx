import { fontPairs, type FontPair, type StoreHosted } from '@tillhouse/shared/domains/access/store-parts.ts';
import { Area, Field, Input, Select } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';

const letters: Readonly<Record<FontPair, string>> = {
  classic: 'Classic: headings with serifs',
  modern: 'Modern: one plain face',
  plain: 'The reader’s own letters, quickest to show',
};

type Opening = Pick<StoreHosted, 'headline' | 'fonts' | 'intro'>;

interface Props {
  readonly opening: Opening;
  readonly disabled: boolean;
  readonly set: (patch: Partial<Opening>) => void;
}

/** What the first page of a shop on the web opens with, and in which letters. */
export function OpeningFields({ opening, disabled, set }: Props) {
  return (
    <>
      <Field label={t('Headline')} hint={t('Left empty: the name of the store.')}>
        {(control) => (
          <Input
            {...control}
            value={opening.headline}
            maxLength={120}
            disabled={disabled}
            autoComplete="off"
            onChange={(event) => set({ headline: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('Letters')}>
        {(control) => (
          <Select
            {...control}
            value={opening.fonts}
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
      <Field label={t('Introduction')} hint={t('One or two sentences under the headline; search engines show it too.')}>
        {(control) => (
          <Area
            {...control}
            value={opening.intro}
            maxLength={400}
            disabled={disabled}
            onChange={(event) => set({ intro: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
