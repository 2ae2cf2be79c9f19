import type { OrderPacking } from '../../../bridge/customs-views.ts';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { weightText } from '../../data/size-text.ts';
import { Button } from '../../ui/button.tsx';
import { Input, Select } from '../../ui/field.tsx';
import { quantityText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { packedOf, type ParcelChange, type ParcelDraft, type ParcelNote } from './parcels-draft.ts';
import styles from './fulfil-parcels.module.css';

function noteText(note: ParcelNote): string {
  switch (note.is) {
    case 'too-large':
      return t('Larger than every box: it goes as it is.');
    case 'too-heavy':
      return t('Heavier than any box carries: it goes as it is.');
    case 'does-not-fit':
      return t('As measured, not all of it fits into this box.');
    case 'over':
      return t('More than this box carries ({most}).', { most: weightText(note.most) });
    case 'by-weight':
      return t('Nobody measured {lines}: packed by weight alone.', { lines: note.lines.join(', ') });
    case 'unweighed':
      return t('Nobody weighed {lines}: weigh the parcel.', { lines: note.lines.join(', ') });
  }
}

interface RowProps {
  readonly order: OrderPage;
  readonly packing: OrderPacking;
  readonly parcel: ParcelDraft;
  readonly at: number;
  readonly tracking: string;
  readonly onChange: (change: ParcelChange) => void;
  readonly onTracking: (tracking: string) => void;
}

function ParcelRow({ order, packing, parcel, at, tracking, onChange, onTracking }: RowProps) {
  const label = (what: string) => t('{what} of parcel {n}', { what, n: at + 1 });
  const contents = parcel.contents.map(({ lineId, quantity }) => {
    const line = order.lines.find(({ id }) => id === lineId);
    const amount = quantityText({ amount: quantity, scale: line?.scale ?? 0, unit: null });
    return `${amount} × ${[line?.title, line?.variantTitle].filter(Boolean).join(', ')}`;
  });
  return (
    <div className={styles.parcel}>
      <b className={styles.number}>{at + 1}</b>
      <span className={styles.contents} title={contents.join('\n')}>
        {contents.join(', ')}
      </span>
      <Select
        small
        aria-label={label(t('Box'))}
        value={parcel.boxId ?? ''}
        onChange={(event) => onChange({ boxId: event.target.value || null })}
      >
        {packing.boxes.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        <option value="">{t('No box')}</option>
      </Select>
      <Input
        small
        className="num"
        aria-label={label(t('Weight in grams'))}
        inputMode="numeric"
        placeholder="–"
        value={parcel.grams}
        maxLength={7}
        autoComplete="off"
        onChange={(event) => onChange({ grams: event.target.value })}
      />
      <Input
        small
        className="num"
        aria-label={label(t('Size in millimetres'))}
        placeholder="–"
        value={parcel.size}
        maxLength={24}
        autoComplete="off"
        onChange={(event) => onChange({ size: event.target.value })}
      />
      <Input
        small
        aria-label={at === 0 ? t('Tracking number') : label(t('Tracking number'))}
        value={tracking}
        maxLength={120}
        autoComplete="off"
        {...(at === 0 && { 'data-autofocus': true })}
        onChange={(event) => onTracking(event.target.value)}
      />
      {packedOf(packing, parcel) === null ? (
        <small className={styles.wrong} role="alert">
          {t('A weight is whole grams, a size three millimetres as 320 × 220 × 140.')}
        </small>
      ) : parcel.notes.length > 0 ? (
        <small className={styles.note}>{parcel.notes.map(noteText).join(' ')}</small>
      ) : null}
    </div>
  );
}

interface Props {
  readonly order: OrderPage;
  readonly packing: OrderPacking;
  readonly parcels: readonly ParcelDraft[];
  /** All of it goes in one, though more were suggested */
  readonly one: boolean;
  readonly trackings: readonly string[];
  readonly onOne: (one: boolean) => void;
  readonly onChange: (key: string, change: ParcelChange) => void;
  readonly onTracking: (at: number, tracking: string) => void;
}

/** Into which boxes it goes: as the shop's boxes and sizes suggest, and as a hand changes it. */
export function FulfilParcels({ order, packing, parcels, one, trackings, onOne, onChange, onTracking }: Props) {
  if (parcels.length === 0) return null;
  return (
    <section className={styles.parcels} aria-label={t('Parcels')}>
      <header>
        <h3>{t('{n, plural, one {# parcel} other {# parcels}}', { n: parcels.length })}</h3>
        <span className="t2">
          {packing.boxes.length === 0
            ? t('No boxes are set yet: Settings, Delivery.')
            : one
              ? t('All in one, by hand')
              : t('Suggested from your boxes; change what you pack otherwise')}
        </span>
        {one || parcels.length > 1 ? (
          <Button look="quiet" size="small" onClick={() => onOne(!one)}>
            {one ? t('As suggested') : t('All in one parcel')}
          </Button>
        ) : null}
      </header>
      <div className={styles.head} aria-hidden="true">
        <span />
        <span>{t('Holds')}</span>
        <span>{t('Box')}</span>
        <span>{t('Grams')}</span>
        <span>{t('Outside, mm')}</span>
        <span>{t('Tracking number')}</span>
      </div>
      {parcels.map((parcel, at) => (
        <ParcelRow
          key={parcel.key}
          {...{ order, packing, parcel, at }}
          tracking={trackings[at] ?? ''}
          onChange={(change) => onChange(parcel.key, change)}
          onTracking={(tracking) => onTracking(at, tracking)}
        />
      ))}
    </section>
  );
}
