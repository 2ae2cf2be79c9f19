import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ThresholdRow } from '../../../bridge/tax-provider-views.ts';
import { problemText, useBridge } from '../../data/bridge.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { reachedText, watchedPlace } from './provider-words.ts';
import styles from './provider.module.css';

const FEW = 4;

function Row({ row }: { readonly row: ThresholdRow }) {
  const period = row.period === 'year' ? t('this year or the last') : t('in twelve months');
  const unknown = row.sold === null && row.amount > 0 && row.state === 'under';
  return (
    <li>
      <span>
        <strong>{watchedPlace(row.place)}</strong>
        <small title={row.source}>
          {reachedText(row)} · {period}
        </small>
      </span>
      <span className={styles.end}>{unknown ? '–' : t('{n} %', { n: row.reached })}</span>
      {row.registered ? (
        <State tone="ok">{t('Tax is collected')}</State>
      ) : unknown ? (
        <State tone="plain">{t('Not known')}</State>
      ) : row.state === 'over' ? (
        <State tone="bad">{t('Over')}</State>
      ) : row.state === 'near' ? (
        <State tone="warn">{t('Near')}</State>
      ) : (
        <State tone="plain">{t('Under')}</State>
      )}
    </li>
  );
}

/** Where sales at a distance come near to what a registration is due from. Known in the cloud, which has all orders of two years. */
export function ThresholdsCard() {
  const { person } = useSession();
  const bridge = useBridge();
  const [all, setAll] = useState(false);
  const read = useQuery({
    ...{ queryKey: ['tax-thresholds', person.id], retry: false },
    queryFn: () => bridge.call('taxProviders.thresholds', {}),
  });
  // Who has not signed in to the cloud is told so by the card above.
  if (read.isPending || read.data === null) return null;
  const rows = read.data?.thresholds ?? [];
  return (
    <Card aria-label={t('Sales elsewhere')}>
      <header>
        <h2>{t('Sales elsewhere')}</h2>
        <span className="sub">{t('Against what a registration is due from. Not for filing.')}</span>
        <span className="grow" />
        {rows.length > FEW ? (
          <Button size="small" onClick={() => setAll(!all)}>
            {all ? t('Show fewer') : t('Show all {n}', { n: rows.length })}
          </Button>
        ) : null}
      </header>
      {read.error ? (
        <p className={styles.told}>{problemText(read.error, t('The cloud did not answer. Try again later.'))}</p>
      ) : null}
      {read.data && rows.length === 0 ? (
        <p className={styles.told}>
          {read.data.home === null
            ? t('Choose where the store is taxed, and what goes elsewhere is held against the thresholds there.')
            : t('Nothing went to a place with a threshold in this year or the last.')}
        </p>
      ) : null}
      {rows.length > 0 ? (
        <ul className={styles.thresholds}>
          {rows.slice(0, all ? rows.length : FEW).map((row) => (
            <Row key={row.place} row={row} />
          ))}
        </ul>
      ) : null}
    </Card>
  );
}
