import { rateText } from '@tillhouse/shared/domains/pricing/explain.ts';
import { useState } from 'react';
import { problemText } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Money, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { placeText } from './tax-words.ts';
import styles from './taxes.module.css';

type Relief = 'none' | 'exempt' | 'reverse-charge';

/** One line taxed by the calculation of the sale: which taxes, how much, and why. It saves nothing. */
export function TryTax({
  places,
  home,
  classes,
  today,
}: {
  readonly places: readonly string[];
  /** Where the store is taxed; empty: by tax class */
  readonly home: string;
  readonly classes: readonly string[];
  readonly today: string;
}) {
  const { currency, pricesIncludeTax } = useSession().store;
  const [price, setPrice] = useState('10.00');
  const [quantity, setQuantity] = useState('1');
  const [taxClass, setTaxClass] = useState('standard');
  const [chosen, setChosen] = useState<string | null>(null);
  const [day, setDay] = useState(today);
  const [included, setIncluded] = useState(pricesIncludeTax);
  const [relief, setRelief] = useState<Relief>('none');
  const [evidence, setEvidence] = useState('');
  const zone = chosen ?? home;
  const amount = parseMoney(price, currency);
  const units = /^[1-9]\d{0,5}$/.test(quantity.trim()) ? Number(quantity) : null;
  const asked = amount !== null && units !== null && day !== '' && (relief === 'none' || evidence.trim() !== '');
  const read = useRead(
    'taxes.try',
    {
      ...{ amount: amount ?? 0, quantity: units ?? 1, taxClass, day, included },
      zone: zone === '' ? null : zone,
      relief: relief === 'none' ? null : { kind: relief, evidence: evidence.trim() },
    },
    { keep: true, enabled: asked },
  );
  const tried = asked && !read.error ? read.data : undefined;
  const refused = asked && read.error ? problemText(read.error, t('The desk did not answer. Try again.')) : null;
  return (
    <div className={styles.try}>
      <h2>{t('Try it')}</h2>
      <div className={styles.pair}>
        <Field
          label={t('Price, {currency}', { currency })}
          error={amount === null ? t('Write an amount such as 10.00') : null}
        >
          {(control) => (
            <Input
              {...control}
              className="num"
              inputMode="decimal"
              value={price}
              onChange={(event) => setPrice(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('Quantity')} error={units === null ? t('Write a whole number') : null}>
          {(control) => (
            <Input
              {...control}
              className="num"
              inputMode="numeric"
              value={quantity}
              onChange={(event) => setQuantity(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className={styles.pair}>
        <Field label={t('Tax class')}>
          {(control) => (
            <Select {...control} value={taxClass} onChange={(event) => setTaxClass(event.target.value)}>
              {classes.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('The price is')}>
          {(control) => (
            <Select
              {...control}
              value={included ? 'with' : 'without'}
              onChange={(event) => setIncluded(event.target.value === 'with')}
            >
              <option value="with">{t('with tax')}</option>
              <option value="without">{t('without tax')}</option>
            </Select>
          )}
        </Field>
      </div>
      <div className={styles.pair}>
        <Field label={t('Sold in')}>
          {(control) => (
            <Select {...control} value={zone} onChange={(event) => setChosen(event.target.value)}>
              <option value="">{t('No place: by tax class')}</option>
              {places.map((place) => (
                <option key={place} value={place}>
                  {placeText(place)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('On')}>
          {(control) => <Input {...control} type="date" value={day} onChange={(event) => setDay(event.target.value)} />}
        </Field>
      </div>
      <div className={styles.pair}>
        <Field label={t('The buyer')}>
          {(control) => (
            <Select {...control} value={relief} onChange={(event) => setRelief(event.target.value as Relief)}>
              <option value="none">{t('pays tax')}</option>
              <option value="exempt">{t('is exempt')}</option>
              <option value="reverse-charge">{t('accounts for it: reverse charge')}</option>
            </Select>
          )}
        </Field>
        {relief === 'none' ? (
          <span />
        ) : (
          <Field label={relief === 'exempt' ? t('Certificate') : t('VAT number')} error={refused}>
            {(control) => (
              <Input
                {...control}
                className="mono"
                autoComplete="off"
                value={evidence}
                onChange={(event) => setEvidence(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
      {relief === 'none' && refused ? (
        <p className={styles.wrong} role="alert">
          {refused}
        </p>
      ) : null}
      {tried ? (
        <>
          <dl className={styles.sums} aria-live="polite">
            <div>
              <dt>{t('Net')}</dt>
              <dd>
                <Money className="num" amount={tried.net} currency={currency} />
              </dd>
            </div>
            {tried.taxes.length > 1 ? (
              tried.taxes.map(({ name, amount: part }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>
                    <Money className="num" amount={part} currency={currency} />
                  </dd>
                </div>
              ))
            ) : (
              <div>
                <dt>{t('Tax, {rate}', { rate: rateText(tried.taxRate) })}</dt>
                <dd>
                  <Money className="num" amount={tried.tax} currency={currency} />
                </dd>
              </div>
            )}
            <div className={styles.total}>
              <dt>{t('To pay')}</dt>
              <dd>
                <Money className="num" amount={tried.total} currency={currency} />
              </dd>
            </div>
          </dl>
          <ul className={styles.steps}>
            {tried.steps.map((step) => (
              <li key={step}>{step}.</li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
