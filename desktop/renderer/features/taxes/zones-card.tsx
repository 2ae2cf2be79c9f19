import type { LocationSummary } from '../../../bridge/views.ts';
import { Field, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { placeText, publishedPlaces } from './tax-words.ts';
import styles from './taxes.module.css';

/** Where the store is taxed, and which of its locations elsewhere. */
export function ZonesCard({
  zones,
  places,
  stores,
  locations,
  disabled,
  onZone,
}: {
  readonly zones: Readonly<Record<string, string>>;
  /** With rates of their own here */
  readonly places: readonly string[];
  /** Beside the main one */
  readonly stores: readonly { readonly id: string; readonly name: string }[];
  readonly locations: readonly LocationSummary[];
  readonly disabled: boolean;
  readonly onZone: (place: string, zone: string | null) => void;
}) {
  const offered = [...new Set([...places, ...publishedPlaces])];
  const select = (place: string, label: string, none: string) => (
    <Field key={place} label={label}>
      {(control) => (
        <Select
          {...control}
          value={zones[place] ?? ''}
          disabled={disabled}
          onChange={(event) => onZone(place, event.target.value || null)}
        >
          <option value="">{none}</option>
          {offered.map((each) => (
            <option key={each} value={each}>
              {placeText(each)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
  return (
    <Card aria-label={t('Where it is taxed')}>
      <header>
        <h2>{t('Where it is taxed')}</h2>
      </header>
      <div className={styles.zones}>
        {select('store', t('The store, and online'), t('No place: by tax class'))}
        {stores.map(({ id, name }) => select(id, name, t('No place: by tax class')))}
        {locations.map(({ id, name }) => select(id, name, t('As the store')))}
      </div>
    </Card>
  );
}
