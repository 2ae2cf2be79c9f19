import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { LedgerEntry } from '../../../bridge/ledger-views.ts';
import { Button } from '../../ui/button.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { Ledger } from '../../ui/ledger.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { useSession } from '../../data/session.ts';
import { accountName, detailText, kindName } from './ledger-words.ts';
import page from '../../ui/dated-page.module.css';
import styles from './ledger.module.css';

interface Props {
  readonly entries: readonly LedgerEntry[];
  readonly more: boolean;
  readonly loading: boolean;
  readonly onMore: () => void;
}

/** Every entry with what it moved, the oldest first, as it is written into the books. */
export function Book({ entries, more, loading, onMore }: Props) {
  const { registers } = useSession();
  const nameOf = (id: string) => registers.find((one) => one.id === id)?.name ?? null;
  return (
    <>
      <Card className={page.card}>
        <Ledger rowHeight={28} widths={[152, 176, null, 128, 128]} aria-label={t('Day book')}>
          <thead>
            <tr>
              <th scope="col">{t('When')}</th>
              <th scope="col">{t('What')}</th>
              <th scope="col">{t('Account')}</th>
              <th scope="col" className="num">
                {t('Debit')}
              </th>
              <th scope="col" className="num">
                {t('Credit')}
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <Fragment key={entry.id}>
                {entry.lines.map((line, index) => (
                  <tr key={`${line.account} ${line.detail}`} className={index === 0 ? styles.first : styles.rest}>
                    <td className="t2">
                      {index === 0 ? `${dayText(entry.occurredAt)} ${clockText(entry.occurredAt)}` : ''}
                    </td>
                    <td>
                      {index === 0 ? <b className="strong">{kindName(entry.kind)}</b> : null}
                      {index === 1 || (index === 0 && entry.lines.length === 1) ? <Reference entry={entry} /> : null}
                    </td>
                    <td className={line.amount < 0 ? styles.credit : undefined}>
                      {accountName(line.account)} <span className="t2">{detailText(line, nameOf(line.detail))}</span>
                    </td>
                    <td className="num">
                      {line.amount > 0 ? <Money amount={line.amount} currency={entry.currency} symbol={false} /> : null}
                    </td>
                    <td className="num">
                      {line.amount < 0 ? (
                        <Money amount={-line.amount} currency={entry.currency} symbol={false} />
                      ) : null}
                    </td>
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </Ledger>
      </Card>
      {more ? (
        <Button size="small" className={styles.more} disabled={loading} onClick={onMore}>
          {loading ? t('Reading …') : t('Show more')}
        </Button>
      ) : null}
    </>
  );
}

function Reference({ entry }: { readonly entry: LedgerEntry }) {
  if (entry.orderId === null) return <span className="mono sub">{entry.reference}</span>;
  return (
    <Link to="/orders/$orderId" params={{ orderId: entry.orderId }} className={styles.ref}>
      {entry.reference}
    </Link>
  );
}
