import { rateText } from '@tillhouse/shared/domains/pricing/explain.ts';
import { isPartial, publishedRates } from '@tillhouse/shared/domains/pricing/published-rates.ts';
import { jurisdictionsOf } from '@tillhouse/shared/domains/pricing/store-taxes.ts';
import { useState } from 'react';
import type { TaxRuleRow } from '../../../bridge/tax-queries.ts';
import { useCommands } from '../../data/writes.ts';
import { Field, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { dayWords, placeText, publishedPlaces } from './tax-words.ts';
import styles from './taxes.module.css';

/** Takes over what tax authorities published for a place: today's rates and those that are to come. */
export function PublishedDialog({
  today,
  known,
  hasZone,
  onClose,
}: {
  readonly today: string;
  readonly known: readonly TaxRuleRow[];
  /** The store says already where it is taxed */
  readonly hasZone: boolean;
  readonly onClose: () => void;
}) {
  const commands = useCommands();
  const [zone, setZone] = useState('GB');
  const places = jurisdictionsOf(zone);
  const current = publishedRates.filter(
    ({ jurisdiction, to }) => places.includes(jurisdiction) && (to === null || to >= today),
  );
  const isKnown = (rate: (typeof current)[number]) =>
    known.some(
      ({ jurisdiction, category, name, fromDay }) =>
        jurisdiction === rate.jurisdiction && category === rate.category && name === rate.name && fromDay === rate.from,
    );
  const fresh = current.filter((rate) => !isKnown(rate));
  function save(): void {
    const rules = fresh.map(({ from, to, rate, source, ...place }) => ({
      ...place,
      ...{ id: crypto.randomUUID(), productId: null, rate, perUnit: null, compound: false, source },
      ...{ fromDay: from, toDay: to },
    }));
    const here = hasZone ? [] : [{ name: 'pricing.setTaxZone', args: { place: 'store', zone } }];
    commands.mutate([{ name: 'pricing.saveTaxRules', args: { rules } }, ...here], { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={t('Published rates')}
      width={640}
      action={t('Take over {n, plural, one {# rate} other {# rates}}', { n: fresh.length })}
      ready={fresh.length > 0}
      busy={commands.isPending}
      onSubmit={save}
      onClose={onClose}
    >
      <Field label={t('Of')}>
        {(control) => (
          <Select {...control} value={zone} onChange={(event) => setZone(event.target.value)} data-autofocus>
            {publishedPlaces.map((place) => (
              <option key={place} value={place}>
                {placeText(place)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <table className={styles.rates}>
        <thead>
          <tr>
            <th scope="col">{t('Tax')}</th>
            <th scope="col">{t('For')}</th>
            <th scope="col">{t('Rate')}</th>
            <th scope="col">{t('From')}</th>
          </tr>
        </thead>
        <tbody>
          {current.map((rate) => (
            <tr key={`${rate.jurisdiction} ${rate.category} ${rate.name} ${rate.from}`}>
              <td>
                {rate.name}
                <small>{rate.source}</small>
              </td>
              <td>{rate.category}</td>
              <td className="num">{rateText(rate.rate)}</td>
              <td>{isKnown(rate) ? t('taken over') : dayWords(rate.from)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.notice}>
        {t(
          'Not for filing. Laws have exceptions and change: check these with your accountant, then change what differs.',
        )}
        {isPartial(zone) ? ` ${t('Counties and cities add their own rates here: add those of your address.')}` : ''}
      </p>
      {hasZone ? null : <p className="sub">{t('The store is then taxed there.')}</p>}
    </FormDialog>
  );
}
