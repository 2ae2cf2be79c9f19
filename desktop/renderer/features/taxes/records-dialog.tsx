import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TaxRecordFilter, TaxRecordRow } from '../../../bridge/tax-provider-views.ts';
import { problemText, useBridge } from '../../data/bridge.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { dayText } from '../../ui/instants.ts';
import { moneyText } from '../../ui/money.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { recordWords } from './provider-words.ts';
import styles from './provider.module.css';
import { placeText } from './tax-words.ts';

interface Props {
  readonly first: TaxRecordFilter | null;
  readonly onRetry: (id: string, done: () => void) => void;
  readonly onClose: () => void;
}

function Row({ row, onRetry }: { readonly row: TaxRecordRow; readonly onRetry: () => void }) {
  const [tone, words] = recordWords(row);
  const { currency, tax, theirTax } = row;
  const money = (amount: number) => moneyText({ amount, currency });
  return (
    <tr>
      <td>
        {row.number}
        <small>{row.kind === 'sale' ? t('Sale') : t('Taken back')}</small>
      </td>
      <td>
        {dayText(row.createdAt, { year: true })}
        <small>{placeText(row.place)}</small>
      </td>
      <td className={styles.end}>
        {money(tax)}
        {row.taxedBy === 'own-rates' ? <small>{t('by the store’s rates')}</small> : null}
        {row.taxedBy === 'exempt' ? <small>{t('exempt')}</small> : null}
      </td>
      <td className={styles.end}>{theirTax === null ? '–' : money(theirTax)}</td>
      <td>
        <State tone={tone}>{words}</State>
        {row.problem ? <small className={styles.why}>{row.problem}</small> : null}
      </td>
      <td className={styles.end}>
        {row.state === 'failed' ? (
          <Button size="small" onClick={onRetry} aria-label={t('Try again: {name}', { name: row.number })}>
            {t('Try again')}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

/** What of orders is in the provider's book, what waits and what it refused. */
export function RecordsDialog({ first, onRetry, onClose }: Props) {
  const { person } = useSession();
  const bridge = useBridge();
  const client = useQueryClient();
  const [state, setState] = useState(first);
  const [compared, setCompared] = useState<string | null>(null);
  const [comparing, setComparing] = useState(false);
  const queryKey = ['tax-records', person.id, state];
  const read = useQuery({
    ...{ queryKey, retry: false },
    queryFn: () => bridge.call('taxProviders.records', state === null ? {} : { state }),
  });
  const again = () => void client.invalidateQueries({ queryKey: ['tax-records', person.id] });
  const counts = read.data?.counts;
  const filters: readonly (readonly [TaxRecordFilter | null, string, number | undefined])[] = [
    [null, t('All'), undefined],
    ['waiting', t('Waiting'), counts?.waiting],
    ['failed', t('Refused'), counts?.failed],
    ['differing', t('Differing'), counts?.differing],
  ];
  function compare(): void {
    setComparing(true);
    bridge
      .call('taxProviders.compare', {})
      .then(({ compared: n, differing, unread }) => {
        setCompared(
          differing.length === 0
            ? t('{n, plural, one {# record is} other {# records are}} there as here.', { n })
            : t('{n} compared, {count} with another tax there.', { n, count: differing.length }),
        );
        if (unread > 0) setCompared((text) => `${text ?? ''} ${t('{n} could not be read.', { n: unread })}`);
        again();
      })
      .catch((problem: unknown) => setCompared(problemText(problem, t('The cloud did not answer. Try again.'))))
      .finally(() => setComparing(false));
  }
  const rows = read.data?.records ?? [];
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Recorded with the provider')}
      closeLabel={t('Close')}
      width={880}
      foot={
        <>
          <span className={styles.foot} role="status">
            {compared ?? ''}
          </span>
          <Button disabled={comparing} onClick={compare}>
            {t('Compare the books')}
          </Button>
          <Button onClick={onClose}>{t('Close')}</Button>
        </>
      }
    >
      <fieldset className={styles.filters} aria-label={t('Which')}>
        {filters.map(([value, label, count]) => (
          <Button
            key={label}
            size="small"
            aria-pressed={state === value}
            look={state === value ? 'primary' : 'plain'}
            onClick={() => setState(value)}
          >
            {count === undefined ? label : `${label} ${count}`}
          </Button>
        ))}
      </fieldset>
      {read.error ? (
        <p className={styles.told}>{problemText(read.error, t('The cloud did not answer. Try again.'))}</p>
      ) : null}
      {read.data && rows.length === 0 ? (
        <p className={styles.told}>
          {state === null ? t('Nothing was recorded yet: the next order that goes there is.') : t('None.')}
        </p>
      ) : null}
      {rows.length > 0 ? (
        <div className={styles.list}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('Order')}</th>
                <th scope="col">{t('Day, place')}</th>
                <th scope="col" className={styles.end}>
                  {t('Tax charged')}
                </th>
                <th scope="col" className={styles.end}>
                  {t('Tax there')}
                </th>
                <th scope="col">{t('State')}</th>
                <th>
                  <span className="visually-hidden">{t('Try again')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.id} row={row} onRetry={() => onRetry(row.id, again)} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Dialog>
  );
}
