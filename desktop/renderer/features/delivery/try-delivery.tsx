import { IconBuildingStore, IconTruck } from '@tabler/icons-react';
import { useState } from 'react';
import type { ExplainedOption } from '@tillhouse/shared/domains/shipping/rules.ts';
import type { DeliveryStore, TriedDelivery } from '../../../bridge/delivery-queries.ts';
import { useNow } from '../../data/clock.ts';
import { useRead } from '../../data/reads.ts';
import { Field, Input, Select } from '../../ui/field.tsx';
import { moneyText, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { cx } from '../../ui/cx.ts';
import { countryChoices } from '../customers/countries.ts';
import { promisedText } from '../orders/goes-words.ts';
import { whyText } from './delivery-words.ts';
import styles from './delivery.module.css';

interface OptionProps {
  readonly one: ExplainedOption;
  readonly zone: string | null;
  readonly currency: string;
}

function Option({ one, zone, currency }: OptionProps) {
  const { kind, name, option, why } = one;
  const Icon = kind === 'ship' ? IconTruck : IconBuildingStore;
  const days = option && promisedText(option);
  return (
    <li className={cx(styles.option, !option && styles.off)}>
      <Icon size={18} stroke={1.75} aria-hidden="true" />
      <div>
        <b className="strong">{name}</b>
        <small>{option ? (days ?? t('No day is promised')) : why && whyText(why, { zone, currency })}</small>
      </div>
      <span className="num">
        {option ? (option.amount === 0 ? t('Free') : moneyText({ amount: option.amount, currency })) : t('not offered')}
      </span>
    </li>
  );
}

const lackWords: Readonly<Record<string, string>> = {
  'delivery.region': 'The checkout asks for a region of this country, such as NY.',
  none: 'The checkout asks for a postcode of this country.',
  'delivery.postcode': 'The checkout would not take this postcode.',
};

interface AnswerProps {
  readonly tried: TriedDelivery;
  readonly currency: string;
  /** No postcode was written */
  readonly missing: boolean;
}

function Answer({ tried, currency, missing }: AnswerProps) {
  const offered = tried.options.filter(({ option }) => option !== null);
  const others = tried.options.filter(({ option }) => option === null);
  return (
    <div aria-live="polite">
      <h3 className={styles.answer}>
        {offered.length === 0
          ? t('Nothing is offered: they cannot buy')
          : t('{n, plural, one {# way is offered} other {# ways are offered}}', { n: offered.length })}
      </h3>
      {tried.lacks.map((lack) => (
        <p key={lack} className={styles.wrong}>
          {t(lackWords[missing && lack === 'delivery.postcode' ? 'none' : lack] ?? lack)}
        </p>
      ))}
      <ul className={styles.options}>
        {offered.map((one) => (
          <Option key={one.id} one={one} zone={tried.zone} currency={currency} />
        ))}
        {others.map((one) => (
          <Option key={one.id} one={one} zone={tried.zone} currency={currency} />
        ))}
      </ul>
    </div>
  );
}

const local = (at: number, timeZone: string) => {
  const [day = '', clock = ''] = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone, dateStyle: 'short', timeStyle: 'short' },
  })
    .format(at)
    .split(' ');
  return { day, time: clock.slice(0, 5) };
};

/** What a shopper at an address would be offered for goods of a worth, by the rules of the checkout itself. It saves nothing. */
export function TryDelivery({ store }: { readonly store: DeliveryStore }) {
  const now = local(useNow(), store.timeZone);
  const [country, setCountry] = useState(store.country ?? '');
  const [region, setRegion] = useState('');
  const [postcode, setPostcode] = useState('');
  const [currency, setCurrency] = useState(store.currencies[0] ?? 'GBP');
  const [goods, setGoods] = useState('40.00');
  const [when, setWhen] = useState<{ readonly day: string; readonly time: string } | null>(null);
  const amount = parseMoney(goods, currency);
  const { day, time } = when ?? now;
  const address = { country, region: region.trim().toUpperCase(), postcode: postcode.trim().toUpperCase() };
  const asked = amount !== null && amount >= 0 && day !== '' && time !== '';
  const params = {
    storeId: store.id,
    address: country === '' ? null : address,
    currency,
    goods: amount ?? 0,
    day,
    time,
  };
  const tried = useRead('delivery.try', params, { keep: true, enabled: asked }).data;
  return (
    <div className={styles.try}>
      <h2>{t('Try an address and a basket')}</h2>
      <Field label={t('Country')}>
        {(control) => (
          <Select {...control} value={country} onChange={(event) => setCountry(event.target.value)}>
            <option value="">{t('No address yet')}</option>
            {countryChoices(country).map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className={styles.pair}>
        <Field label={t('Region')}>
          {(control) => (
            <Input
              {...control}
              className="mono"
              value={region}
              maxLength={10}
              disabled={country === ''}
              autoComplete="off"
              onChange={(event) => setRegion(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('Postcode')}>
          {(control) => (
            <Input
              {...control}
              className="mono"
              value={postcode}
              maxLength={20}
              disabled={country === ''}
              autoComplete="off"
              onChange={(event) => setPostcode(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className={styles.pair}>
        <Field
          label={t('Goods, after discounts')}
          error={amount === null || amount < 0 ? t('Write an amount such as 40.00') : null}
        >
          {(control) => (
            <Input
              {...control}
              className="num"
              inputMode="decimal"
              value={goods}
              onChange={(event) => setGoods(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('Currency')}>
          {(control) => (
            <Select {...control} value={currency} onChange={(event) => setCurrency(event.target.value)}>
              {store.currencies.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <div className={styles.pair}>
        <Field label={t('Ordered on')}>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={day}
              onChange={(event) => setWhen({ day: event.target.value, time })}
            />
          )}
        </Field>
        <Field label={t('at')}>
          {(control) => (
            <Input
              {...control}
              type="time"
              value={time}
              onChange={(event) => setWhen({ day, time: event.target.value })}
            />
          )}
        </Field>
      </div>
      {tried && asked ? <Answer tried={tried} currency={currency} missing={address.postcode === ''} /> : null}
    </div>
  );
}
