import { IconX } from '@tabler/icons-react';
import { Button } from '../../ui/button.tsx';
import { AddFrom } from '../../ui/chips.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { countryChoices, countryName } from '../customers/countries.ts';
import { type PlaceDraft, placeProblem } from './zone-draft.ts';
import styles from './delivery.module.css';

interface Props {
  readonly places: readonly PlaceDraft[];
  readonly onPlaces: (next: readonly PlaceDraft[]) => void;
}

/** Countries, each as a whole or a part of it. */
export function PlacesRows({ places, onPlaces }: Props) {
  const set = (at: number, patch: Partial<PlaceDraft>) =>
    onPlaces(places.map((place, index) => (index === at ? { ...place, ...patch } : place)));
  const chosen = new Set(
    places.filter(({ regions, postcodes }) => !regions && !postcodes).map(({ country }) => country),
  );
  const options = countryChoices('').flatMap(({ value, name }) => (chosen.has(value) ? [] : [[value, name] as const]));
  return (
    <section className={styles.part} aria-label={t('Where it sends')}>
      <h3>{t('Where it sends')}</h3>
      {places.map((place, at) => {
        const problem = placeProblem(place);
        const name = countryName(place.country);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a country may stand twice, by regions and by postcodes
          <div key={at} className={styles.place}>
            <b className="strong">{name}</b>
            <Field label={t('Only the regions')}>
              {(control) => (
                <Input
                  {...control}
                  small
                  className="mono"
                  placeholder={t('all')}
                  value={place.regions}
                  autoComplete="off"
                  onChange={(event) => set(at, { regions: event.target.value })}
                />
              )}
            </Field>
            <Field label={t('Only postcodes that begin with')} error={problem ? t(problem) : null}>
              {(control) => (
                <Input
                  {...control}
                  small
                  className="mono"
                  placeholder={t('all')}
                  value={place.postcodes}
                  autoComplete="off"
                  onChange={(event) => set(at, { postcodes: event.target.value })}
                />
              )}
            </Field>
            <Button
              square
              size="small"
              look="quiet"
              aria-label={t('Take {name} out', { name })}
              icon={<IconX size={16} stroke={1.75} aria-hidden="true" />}
              onClick={() => onPlaces(places.filter((_, index) => index !== at))}
            />
          </div>
        );
      })}
      <AddFrom
        label={t('Add a country')}
        options={options}
        onAdd={(country) => onPlaces([...places, { country, regions: '', postcodes: '' }])}
      />
    </section>
  );
}
