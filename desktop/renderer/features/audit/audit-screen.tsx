import { IconDownload, IconShieldCheck, IconShieldX, IconWriting } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { AuditAsk, AuditChain, AuditRow } from '../../../bridge/audit-views.ts';
import { useBridge } from '../../data/bridge.ts';
import { deskNow } from '../../data/clock.ts';
import { may } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useSession } from '../../data/session.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { saveCsv, saveText } from '../../ui/csv.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/field.tsx';
import { IndexTable } from '../../ui/index-table.tsx';
import { dayKey } from '../../ui/instants.ts';
import { FilterBar, Page, PageHead, Side, Split, Tabs } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { cursorKeys } from '../../ui/cursor-keys.ts';
import { useKeys } from '../../ui/use-keys.ts';
import styles from './audit.module.css';
import { auditColumns } from './audit-columns.tsx';
import { auditViews, spans, useAudit, useChain } from './audit-data.ts';
import { EntrySide } from './entry-side.tsx';

const route = getRouteApi('/shell/audit');
function ChainState({ chain, checking }: { readonly chain: AuditChain | undefined; readonly checking: boolean }) {
  if (checking || !chain)
    return (
      <span className="t2" role="status">
        {t('Working the chain out again …')}
      </span>
    );
  const whole = chain.whole && chain.differing === 0;
  const Icon = whole ? IconShieldCheck : IconShieldX;
  return (
    <span className={whole ? styles.whole : styles.broken} role="status">
      <Icon size={16} stroke={1.75} aria-hidden="true" />
      {whole
        ? chain.after
          ? t('Chain whole, {n} entries, checked from {after} on', {
              after: countText(chain.after),
              n: countText(chain.entries),
            })
          : t('Chain whole, {n} of {n}', { n: countText(chain.entries) })
        : chain.whole
          ? t('{n} heads kept at this desk differ: the log was written anew', { n: countText(chain.differing) })
          : t('Chain broken in {n} places', { n: countText(chain.broken.length) })}
    </span>
  );
}

/** Who did what, when and on which device; nobody can edit it unseen. */
export function AuditScreen() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/audit' });
  const bridge = useBridge();
  const { people, person } = useSession();
  const [now] = useState(deskNow);
  const [cursor, setCursor] = useState(0);
  const [exporting, setExporting] = useState(false);
  const view = auditViews.find((one) => one.view === search.view) ?? auditViews[0];
  const span = spans.find((one) => one.when === search.when) ?? spans[1];
  const withSales = search.sales === 'yes' || view.view === 'drawer';
  const ask = useMemo<AuditAsk>(
    () => ({
      ...view.ask,
      ...(span.ms !== null && { from: now - span.ms }),
      ...(search.who && { actorId: search.who }),
      ...(!withSales && { withoutSales: true }),
    }),
    [view, span, search.who, withSales, now],
  );
  const log = useAudit(ask);
  const [whole, setWhole] = useState(false);
  const chain = useChain(whole);
  const change = useCallback(
    (patch: Partial<typeof search>) => void navigate({ search: (old) => ({ ...old, ...patch }), replace: true }),
    [navigate],
  );
  const { rows, hasNextPage, isFetchingNextPage, fetchNextPage } = log;
  const onRange = useCallback(
    (_first: number, last: number) => {
      if (last > rows.length - 40 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    [rows.length, hasNextPage, isFetchingNextPage, fetchNextPage],
  );
  const open = (row: AuditRow) => change({ open: row.id === search.open ? undefined : row.id });
  const current = rows[cursor];
  useKeys({
    ...cursorKeys(rows.length, setCursor),
    Enter: () => current && open(current),
    Escape: () => change({ open: undefined }),
  });
  const exportAll = async () => {
    setExporting(true);
    try {
      const { csv, signature, records, whole } = await bridge.call('audit.export', ask);
      const name = `audit-${dayKey(now)}.csv`;
      saveCsv(name, csv);
      if (signature) saveText(`${name}.sig`, JSON.stringify(signature), 'application/json');
      toast({
        tone: whole && signature ? 'ok' : 'warn',
        title: t('{n} records exported', { n: countText(records) }),
        message: !whole
          ? t('The newest are in the file. Narrow the log to export the rest.')
          : signature
            ? t(
                'Keep the file with its signature beside it: together they prove that no record was changed or taken out.',
              )
            : t('This cloud has no key to sign with: the file proves nothing by itself.'),
      });
    } catch (problem) {
      sayRefused(problem);
    } finally {
      setExporting(false);
    }
  };
  if (!may(person, 'audit.view'))
    return (
      <Page>
        <PageHead>
          <h1>{t('Audit log')}</h1>
        </PageHead>
        <EmptyState icon={<IconShieldX size={48} stroke={1.1} aria-hidden="true" />} title={t('Not yours to read')}>
          {t('The audit log needs the right “audit.view”. Ask an owner.')}
        </EmptyState>
      </Page>
    );
  return (
    <Page>
      <PageHead>
        <h1 className={styles.title}>{t('Audit log')}</h1>
        <Tabs aria-label={t('Saved views')}>
          {auditViews.map((one) => (
            <Link
              key={one.view}
              to="/audit"
              search={{ ...search, view: one.view, open: undefined }}
              onClick={() => setCursor(0)}
              aria-current={one.view === view.view ? 'page' : undefined}
            >
              {t(one.name)}
            </Link>
          ))}
        </Tabs>
        <div className="grow" />
        <ChainState chain={chain.data} checking={chain.isFetching && !chain.error} />
        <Button
          size="small"
          onClick={() => (whole ? void chain.refetch() : setWhole(true))}
          disabled={chain.isFetching}
        >
          {whole ? t('Check again') : t('Check all')}
        </Button>
        <Button
          size="small"
          icon={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => void exportAll()}
          disabled={exporting || rows.length === 0}
        >
          {exporting ? t('Exporting …') : t('Export')}
        </Button>
      </PageHead>
      <FilterBar>
        <Select
          small
          className={styles.pick}
          aria-label={t('When')}
          value={span.when}
          onChange={(event) => change({ when: event.currentTarget.value, open: undefined })}
        >
          {spans.map((one) => (
            <option key={one.when} value={one.when}>
              {t(one.name)}
            </option>
          ))}
        </Select>
        <Select
          small
          className={styles.pick}
          aria-label={t('Who')}
          value={search.who ?? ''}
          onChange={(event) => change({ who: event.currentTarget.value || undefined, open: undefined })}
        >
          <option value="">{t('Anyone')}</option>
          {search.who && people.every(({ id }) => id !== search.who) ? (
            <option value={search.who}>{rows[0]?.actorName ?? t('Somebody from elsewhere')}</option>
          ) : null}
          {people.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </Select>
        <label className={styles.toggle}>
          <input
            type="checkbox"
            checked={withSales}
            disabled={view.view === 'drawer'}
            onChange={(event) => change({ sales: event.currentTarget.checked ? 'yes' : undefined })}
          />
          {t('With sales')}
        </label>
        <div className="grow" />
        <span className={`t2 ${styles.kept}`} role="status">
          {log.isPending
            ? t('Reading …')
            : t('{n}{more}, newest first', { n: countText(rows.length), more: hasNextPage ? '+' : '' })}
          {' · '}
          <span className={styles.kept}>{t('nobody can edit it unseen')}</span>
        </span>
      </FilterBar>
      {log.error ? (
        <ReadFault error={log.error} />
      ) : !log.isPending && rows.length === 0 ? (
        <EmptyState icon={<IconWriting size={48} stroke={1.1} aria-hidden="true" />} title={t('Nothing here')}>
          {t('Nothing was done in this time that fits the filters.')}
        </EmptyState>
      ) : (
        <Split width={360} className={search.open ? undefined : styles.alone}>
          <IndexTable
            label={t('Audit log')}
            columns={auditColumns(now, search.open !== undefined)}
            count={rows.length}
            rowAt={(index) => rows[index]}
            selected={(row) => row.id === search.open}
            cursor={cursor}
            onCursor={setCursor}
            onOpen={open}
            onRange={onRange}
          />
          {search.open ? (
            <Side aria-label={t('Record')}>
              <EntrySide id={search.open} onClose={() => change({ open: undefined })} />
            </Side>
          ) : null}
        </Split>
      )}
    </Page>
  );
}
