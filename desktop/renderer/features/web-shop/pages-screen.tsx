import { IconPlus, IconWorld } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { PageRow } from '../../../bridge/content-views.ts';
import { useNow } from '../../data/clock.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { cursorKeys } from '../../ui/cursor-keys.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type IndexColumn, IndexTable } from '../../ui/index-table.tsx';
import { recentText } from '../../ui/instants.ts';
import { Page, PageHead } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { startingPages, stateOf } from './page-words.ts';
import { WebTabs } from './web-tabs.tsx';

const nowhere = () => {};
const plus = <IconPlus size={16} stroke={1.75} aria-hidden="true" />;

/** What the shop says on the web beside its goods: each page, in which languages and stores, and whether shoppers find it. */
export function PagesScreen() {
  const { person } = useSession();
  const navigate = useNavigate();
  const now = useNow();
  const [cursor, setCursor] = useState(0);
  const read = useRead('content.pages', {}, { keep: true });
  const noEdit = lockOf(person, 'content.edit');
  const rows = read.data?.pages ?? [];
  const stores = read.data?.stores ?? [];
  const open = (pageId: string, start?: string) =>
    void navigate({ to: '/web-shop/pages/$pageId', params: { pageId }, search: start === undefined ? {} : { start } });
  const begin = (start?: string) => noEdit === null && open(crypto.randomUUID(), start);
  const onRange = useCallback(nowhere, []);
  const current = rows[cursor];
  useKeys({
    ...cursorKeys(rows.length, setCursor),
    Enter: () => current && open(current.id),
    n: () => begin(),
  });
  const inStores = ({ storeIds }: PageRow) =>
    storeIds.length === 0
      ? t('every store')
      : storeIds.flatMap((id) => stores.find((store) => store.id === id)?.name ?? []).join(', ');
  const columns: IndexColumn<PageRow>[] = [
    {
      id: 'title',
      header: t('Page'),
      track: 'minmax(180px, 1.4fr)',
      cell: ({ texts }) => (
        <bdi className="strong cut" lang={texts[0]?.lang}>
          {texts[0]?.title}
        </bdi>
      ),
    },
    {
      id: 'address',
      header: t('Address'),
      track: 'minmax(160px, 1.2fr)',
      cell: ({ texts }) => <span className="t2 cut">/pages/{texts[0]?.slug}</span>,
    },
    {
      id: 'languages',
      header: t('Languages'),
      track: '120px',
      cell: ({ texts }) => <span className="t2 cut">{texts.map(({ lang }) => lang).join(', ')}</span>,
    },
    {
      id: 'stores',
      header: t('In'),
      track: 'minmax(100px, 1fr)',
      cell: (row) => <span className="t2 cut">{inStores(row)}</span>,
    },
    {
      id: 'changed',
      header: t('Changed'),
      track: '110px',
      cell: ({ updatedAt }) => <span className="t2">{recentText(updatedAt, now, t('Yesterday'))}</span>,
    },
    {
      id: 'state',
      header: t('Now'),
      track: '190px',
      cell: ({ publishAt }) => {
        const [tone, word] = stateOf(publishAt, now);
        return <State tone={tone}>{word}</State>;
      },
    },
  ];
  return (
    <Page>
      <PageHead>
        <h1>{t('Shop on the web')}</h1>
        <WebTabs at="/web-shop" />
        <span className="grow" />
        <Button look="primary" size="small" keys="N" icon={plus} locked={noEdit} onClick={() => begin()}>
          {t('Add a page')}
        </Button>
      </PageHead>
      {read.error ? (
        <ReadFault error={read.error} />
      ) : read.data && rows.length === 0 ? (
        <EmptyState
          icon={<IconWorld size={48} stroke={1.1} aria-hidden="true" />}
          title={t('No pages yet')}
          actions={startingPages.map(([title]) => (
            <Button key={title} size="small" locked={noEdit} onClick={() => begin(title)}>
              {t(title)}
            </Button>
          ))}
        >
          {t(
            'Shoppers look for who you are, how goods reach them and how they come back; most laws ask for a legal notice. Begin with one of these.',
          )}
        </EmptyState>
      ) : (
        <IndexTable
          label={t('Pages')}
          columns={columns}
          count={read.data ? rows.length : 6}
          rowAt={(index) => rows[index]}
          cursor={cursor}
          onCursor={setCursor}
          onOpen={(row) => open(row.id)}
          onRange={onRange}
        />
      )}
    </Page>
  );
}
