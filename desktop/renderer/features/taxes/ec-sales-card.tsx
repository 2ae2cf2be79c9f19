import { ecSalesCsv } from '@tillhouse/shared/domains/pricing/ec-sales.ts';
import { euMembers } from '@tillhouse/shared/kernel/european-union.ts';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemText, useBridge } from '../../data/bridge.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { saveCsv } from '../../ui/csv.ts';
import { Select } from '../../ui/field.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { lastMonths, monthWords } from './tax-words.ts';
import styles from './provider.module.css';

/** What firms of other members of the EU account for, by VAT number: the recapitulative statement of a month. */
export function EcSalesCard({
  zones,
  stores,
  today,
}: {
  readonly zones: Readonly<Record<string, string>>;
  readonly stores: readonly { readonly id: string; readonly name: string }[];
  /** `2026-11-27` */
  readonly today: string;
}) {
  const { person, store } = useSession();
  const bridge = useBridge();
  const places = [{ id: 'store', name: store.name }, ...stores].filter(({ id }) =>
    euMembers.has((zones[id] ?? '').slice(0, 2)),
  );
  const [month, setMonth] = useState(today.slice(0, 7));
  const [chosen, setPlace] = useState('');
  const place = places.find(({ id }) => id === chosen) ?? places[0];
  const read = useQuery({
    ...{ queryKey: ['ec-sales', person.id, month, place?.id], retry: false, enabled: place !== undefined },
    queryFn: () =>
      bridge.call('vat.ecSales', { month, ...(place && place.id !== 'store' ? { storeId: place.id } : {}) }),
  });
  // Who has not signed in to the cloud is told so by the card above.
  if (!place || read.data === null) return null;
  const { rows = [], currency = '' } = read.data ?? {};
  return (
    <Card aria-label={t('EC sales list')}>
      <header>
        <h2>{t('EC sales list')}</h2>
        <span className="sub">{t('What firms of other EU countries account for.')}</span>
        <span className="grow" />
        {places.length > 1 ? (
          <span className={styles.choice}>
            <Select small aria-label={t('Store')} value={place.id} onChange={(event) => setPlace(event.target.value)}>
              {places.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </span>
        ) : null}
        <span className={styles.choice}>
          <Select small aria-label={t('Month')} value={month} onChange={(event) => setMonth(event.target.value)}>
            {lastMonths(today, 15).map((each) => (
              <option key={each} value={each}>
                {monthWords(each)}
              </option>
            ))}
          </Select>
        </span>
        <Button
          size="small"
          disabled={rows.length === 0}
          icon={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => saveCsv(`ec-sales-${month}.csv`, ecSalesCsv(rows, { month, currency }))}
        >
          {t('CSV')}
        </Button>
      </header>
      {read.error ? (
        <p className={styles.told}>{problemText(read.error, t('The cloud did not answer. Try again later.'))}</p>
      ) : null}
      {read.data && rows.length === 0 ? (
        <p className={styles.told}>
          {t('Nothing was sold without tax to a firm of another EU country in that month.')}
        </p>
      ) : null}
      {rows.length > 0 ? (
        <ul className={styles.thresholds}>
          {rows.map(({ member, number, amount, orders, unchecked }) => (
            <li key={`${member}${number}`}>
              <span>
                <strong>
                  {member} {number}
                </strong>
                <small>{t('{n, plural, one {# order} other {# orders}}, goods', { n: orders })}</small>
              </span>
              <span className={styles.end}>
                {amount === null ? '–' : <Money amount={amount} currency={currency} />}
              </span>
              {amount === null ? (
                <State tone="warn">{t('No exchange rate')}</State>
              ) : unchecked > 0 ? (
                <State tone="warn">{t('{n} not looked up', { n: unchecked })}</State>
              ) : (
                <span />
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}
