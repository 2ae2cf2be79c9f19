import type { ReverseChargeRule } from '@tillhouse/shared/domains/pricing/reverse-charge.ts';
import type { TaxCollection } from '@tillhouse/shared/domains/pricing/schema.ts';
import { euMembers } from '@tillhouse/shared/kernel/european-union.ts';
import type { LocationSummary } from '../../../bridge/views.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { collectsText, placeText, publishedPlaces, reverseChargeText } from './tax-words.ts';
import styles from './taxes.module.css';

/** Where the store is taxed, and which of its locations elsewhere. */
export function ZonesCard({
  zones,
  places,
  stores,
  locations,
  collects,
  disabled,
  onZone,
  onCollects,
  reverseCharge,
  onReverse,
}: {
  readonly zones: Readonly<Record<string, string>>;
  /** With rates of their own here */
  readonly places: readonly string[];
  /** Beside the main one */
  readonly stores: readonly { readonly id: string; readonly name: string }[];
  readonly locations: readonly LocationSummary[];
  /** Of the stores that have a place */
  readonly collects: Readonly<Record<string, readonly TaxCollection[] | null>>;
  readonly disabled: boolean;
  readonly onZone: (place: string, zone: string | null) => void;
  readonly onCollects: (place: string, name: string) => void;
  /** Of the same stores: how firms of other members of the EU are taxed */
  readonly reverseCharge: Readonly<Record<string, ReverseChargeRule | null>>;
  readonly onReverse: (place: string, name: string) => void;
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
  const sends = [{ id: 'store', name: '' }, ...stores].filter(({ id }) => zones[id] !== undefined);
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
      {zones.store === undefined ? (
        <p className={styles.sends}>
          {t('Choose a place for the store, and orders that are sent can be taxed where they go.')}
        </p>
      ) : null}
      {sends.map(({ id, name }) => (
        <p key={id} className={styles.sends}>
          <span>
            {name === '' ? null : <strong>{name}: </strong>}
            {collectsText(collects[id] ?? null)}
          </span>
          <Button disabled={disabled} onClick={() => onCollects(id, name)}>
            {t('Orders that are sent')}
          </Button>
        </p>
      ))}
      {sends
        .filter(({ id }) => euMembers.has((zones[id] ?? '').slice(0, 2)))
        .map(({ id, name }) => (
          <p key={id} className={styles.sends}>
            <span>
              {name === '' ? null : <strong>{name}: </strong>}
              {reverseChargeText(reverseCharge[id] ?? null)}
            </span>
            <Button disabled={disabled} onClick={() => onReverse(id, name)}>
              {t('Firms abroad')}
            </Button>
          </p>
        ))}
    </Card>
  );
}
