import { IconBellOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { WaitedFor } from '../../../bridge/waiting-views.ts';
import { problemText, useBridge } from '../../data/bridge.ts';
import { may } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { cursorKeys } from '../../ui/cursor-keys.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IndexTable } from '../../ui/index-table.tsx';
import { dayText } from '../../ui/instants.ts';
import { Ledger } from '../../ui/ledger.tsx';
import { Picture } from '../../ui/picture.tsx';
import { countText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { useKeys } from '../../ui/use-keys.ts';
import styles from './stock.module.css';

/** What shoppers wait for, as the cloud says; nothing where this desk has no line or this person may not see stock. */
export function useWaitedFor() {
  const bridge = useBridge();
  const { person } = useSession();
  return useQuery({
    queryKey: ['stock.waitedFor'],
    queryFn: () => bridge.call('stock.waitedFor', {}),
    retry: false,
    staleTime: 60_000,
    enabled: may(person, 'stock.view'),
  });
}

const sum = (rows: readonly WaitedFor[]): number => rows.reduce((all, { waiting }) => all + waiting, 0);

/** Where goods are looked at: how many shoppers wait for them, which leads to who they are; nothing where nobody does. */
export function WaitingNote({ variantId, productId }: { readonly variantId?: string; readonly productId?: string }) {
  const rows = (useWaitedFor().data?.rows ?? []).filter((row) =>
    variantId === undefined ? row.productId === productId : row.variantId === variantId,
  );
  const waiting = sum(rows);
  if (waiting === 0) return null;
  return (
    <Link to="/stock" search={{ view: 'waiting' }} className={styles.waits}>
      {t('{n, plural, one {# shopper waits} other {# shoppers wait}} for it', { n: waiting })}
    </Link>
  );
}

function WhoWaits({ row, onClose }: { readonly row: WaitedFor; readonly onClose: () => void }) {
  const bridge = useBridge();
  const { data, error } = useQuery({
    queryKey: ['stock.whoWaits', row.variantId],
    queryFn: () => bridge.call('stock.whoWaits', { variantId: row.variantId }),
    retry: false,
  });
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Who waits for {name}', { name: nameOf(row) })}
      width={560}
      closeLabel={t('Close')}
    >
      <p className="t2">
        {t('Each gets one letter once it can be bought again, in this order. Then their address is forgotten.')}
      </p>
      {error ? <p>{problemText(error, t('The cloud does not answer.'))}</p> : null}
      {data ? (
        <Ledger widths={[null, 160]}>
          <thead>
            <tr>
              <th scope="col">{t('E-mail')}</th>
              <th scope="col">{t('Asked on')}</th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map(({ email, askedAt, storeId }) => (
              <tr key={`${email} ${askedAt} ${storeId}`}>
                <td>{email}</td>
                <td className="t2">{dayText(askedAt)}</td>
              </tr>
            ))}
          </tbody>
        </Ledger>
      ) : null}
    </Dialog>
  );
}

const nameOf = ({ title, variantTitle }: WaitedFor): string => (variantTitle ? `${title}, ${variantTitle}` : title);

/** What to order again: sold out, and asked for; a row leads to its stock. */
export function WaitingList({ text }: { readonly text: string }) {
  const { data, error } = useWaitedFor();
  const { person } = useSession();
  const navigate = useNavigate();
  const [cursor, setCursor] = useState(0);
  const [who, setWho] = useState<WaitedFor | null>(null);
  const wanted = text.trim().toLowerCase();
  const rows = (data?.rows ?? []).filter((row) => `${nameOf(row)} ${row.sku}`.toLowerCase().includes(wanted));
  const open = (row: WaitedFor) => void navigate({ to: '/stock/$variantId', params: { variantId: row.variantId } });
  const current = rows[cursor];
  useKeys({ ...cursorKeys(rows.length, setCursor), Enter: () => current && open(current) });
  if (error)
    return (
      <EmptyState
        icon={<IconBellOff size={48} stroke={1.1} aria-hidden="true" />}
        title={t('Not known without the cloud')}
      >
        {problemText(error, t('The cloud does not answer.'))}
      </EmptyState>
    );
  if (!data) return null;
  if (rows.length === 0)
    return (
      <EmptyState
        icon={<IconBellOff size={48} stroke={1.1} aria-hidden="true" />}
        title={wanted ? t('Nothing matches “{text}”', { text }) : t('Nobody waits for anything')}
      >
        {t('Shoppers who ask to be told when something is back are counted here, until they are.')}
      </EmptyState>
    );
  return (
    <>
      <IndexTable
        label={t('Waited for')}
        columns={[
          {
            id: 'name',
            track: 'minmax(240px, 1fr)',
            header: t('Item'),
            cell: (row) => (
              <div className="row">
                <Picture address={row.image} name={row.title} />
                <span className="strong cut">
                  {row.title}
                  {row.variantTitle ? <span className="t2">, {row.variantTitle}</span> : null}
                </span>
              </div>
            ),
          },
          { id: 'sku', track: '128px', header: t('SKU'), cell: (row) => <span className="mono t2">{row.sku}</span> },
          {
            id: 'waiting',
            track: '88px',
            end: true,
            header: t('Waiting'),
            cell: (row) => <b className="bold">{countText(row.waiting)}</b>,
          },
          {
            id: 'since',
            track: '128px',
            header: t('First asked'),
            cell: (row) => <span className="t2">{dayText(row.since)}</span>,
          },
          {
            id: 'last',
            track: '128px',
            header: t('Last asked'),
            cell: (row) => <span className="t2">{dayText(row.last)}</span>,
          },
          {
            id: 'who',
            track: '128px',
            header: <span className="visually-hidden">{t('Addresses')}</span>,
            cell: (row) =>
              may(person, 'customers.view') ? (
                <Button
                  look="quiet"
                  size="small"
                  aria-label={t('Who waits for {name}', { name: nameOf(row) })}
                  onClick={(event) => {
                    event.stopPropagation();
                    setWho(row);
                  }}
                >
                  {t('Who waits')}
                </Button>
              ) : null,
          },
        ]}
        count={rows.length}
        rowAt={(at) => rows[at]}
        cursor={cursor}
        onCursor={setCursor}
        onOpen={open}
        onRange={() => {}}
        minWidth={860}
      />
      {who ? <WhoWaits row={who} onClose={() => setWho(null)} /> : null}
    </>
  );
}
