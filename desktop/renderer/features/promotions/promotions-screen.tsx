import { IconDiscount, IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { PromotionRow } from '../../../bridge/promotion-queries.ts';
import { deskNow } from '../../data/clock.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IndexTable } from '../../ui/index-table.tsx';
import { Page, PageHead, Tabs } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { cursorKeys } from '../../ui/cursor-keys.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { promotionColumns } from './promotion-columns.tsx';
import styles from './promotions.module.css';
import { startingPoints } from './starting-points.ts';

const route = getRouteApi('/shell/promotions');
const nowhere = () => {};
const views = [
  { view: 'current', name: 'Live and paused' },
  { view: 'ended', name: 'Ended' },
  { view: 'all', name: 'All' },
] as const;

const belongs = (row: PromotionRow, view: string) => view === 'all' || (row.status === 'ended') === (view === 'ended');

function StartingPoints({ onStart }: { readonly onStart: (start: string) => void }) {
  return (
    <div className={styles.starts}>
      {startingPoints.map((one) => (
        <button key={one.id} type="button" className={styles.start} onClick={() => onStart(one.id)}>
          <b>{t(one.title)}</b>
          <span>{t(one.text)}</span>
        </button>
      ))}
    </div>
  );
}

/** Every promotion of the shop: what it does in words, when, how much of it was used. */
export function PromotionsScreen() {
  const { person, store, locations } = useSession();
  const navigate = useNavigate();
  const search = route.useSearch();
  const commands = useCommands();
  const [cursor, setCursor] = useState(0);
  const read = useRead('promotions.index', {}, { keep: true });
  const noEdit = lockOf(person, 'prices.edit');
  const mayEdit = noEdit === null;
  const all = read.data?.rows ?? [];
  const view = search.view ?? 'current';
  const rows = all.filter((row) => belongs(row, view));
  const onRange = useCallback(nowhere, []);
  const open = (row: PromotionRow) =>
    void navigate({ to: '/promotions/$promotionId', params: { promotionId: row.id } });
  const begin = (start: string) =>
    void navigate({ to: '/promotions/$promotionId', params: { promotionId: crypto.randomUUID() }, search: { start } });
  const setStatus = (row: PromotionRow, status: PromotionRow['status']) =>
    commands.mutate([{ name: 'pricing.setPromotionStatus', args: { promotionId: row.id, status } }], {
      onSuccess: () =>
        toast({ tone: 'ok', title: t('Saved on this desk'), message: t('Tills take it with their next sync.') }),
    });
  const current = rows[cursor];
  useKeys({
    ...cursorKeys(rows.length, setCursor),
    Enter: () => current && open(current),
    n: () => mayEdit && begin('blank'),
  });
  const columns = promotionColumns({
    currency: store.currency,
    now: deskNow(),
    mayEdit,
    placeName: (id) => locations.find((place) => place.id === id)?.name ?? id,
    onStatus: setStatus,
    onCopy: (row) => begin(`copy:${row.id}`),
    onOpen: open,
  });
  return (
    <Page>
      <PageHead>
        <h1>{t('Promotions')}</h1>
        <Tabs aria-label={t('Saved views')}>
          {views.map((one) => (
            <Link
              key={one.view}
              to="/promotions"
              search={{ view: one.view }}
              onClick={() => setCursor(0)}
              aria-current={one.view === view ? 'page' : undefined}
            >
              {t(one.name)} <small>{countText(all.filter((row) => belongs(row, one.view)).length)}</small>
            </Link>
          ))}
        </Tabs>
        <div className="grow" />
        <Button
          look="primary"
          size="small"
          keys="N"
          icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
          locked={noEdit}
          onClick={() => begin('blank')}
        >
          {t('Add promotion')}
        </Button>
      </PageHead>
      {read.error ? (
        <ReadFault error={read.error} />
      ) : read.data && all.length === 0 ? (
        <EmptyState
          icon={<IconDiscount size={48} stroke={1.1} aria-hidden="true" />}
          title={t('No promotions yet')}
          actions={mayEdit ? <StartingPoints onStart={begin} /> : null}
        >
          {mayEdit
            ? t('Begin with one of these and change it as you like. Nothing counts before you start it.')
            : t('Somebody who may change prices can add them.')}
        </EmptyState>
      ) : read.data && rows.length === 0 ? (
        <EmptyState
          icon={<IconDiscount size={48} stroke={1.1} aria-hidden="true" />}
          title={t('No promotions in this view')}
        />
      ) : (
        <IndexTable
          label={t('Promotions')}
          columns={columns}
          count={read.data ? rows.length : 8}
          rowAt={(index) => rows[index]}
          cursor={cursor}
          onCursor={setCursor}
          onOpen={open}
          onRange={onRange}
        />
      )}
    </Page>
  );
}
