import type { ReviewState } from '@tillhouse/shared/domains/reviews/rules.ts';
import { IconMessageStar, IconSettings } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import type { ReviewRow } from '../../../bridge/review-views.ts';
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
import { FilterBar, Page, PageHead, Side, Split, Tabs } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { WebTabs } from '../web-shop/web-tabs.tsx';
import { ModesDialog } from './modes-dialog.tsx';
import { ReviewSide } from './review-side.tsx';
import styles from './reviews.module.css';
import { Stars } from './stars.tsx';
import { useModeration } from './use-moderation.ts';

const route = getRouteApi('/shell/web-shop/reviews');
const states: readonly (readonly [ReviewState, string])[] = [
  ['waiting', 'Waiting'],
  ['shown', 'Shown'],
  ['hidden', 'Hidden'],
];
const nothing: Readonly<Record<ReviewState, readonly [string, string]>> = {
  waiting: ['Nothing waits', 'What shoppers write comes here first, until you show it or hide it.'],
  shown: ['Nothing is shown yet', 'Reviews that you show stand on the pages of their products, with their stars.'],
  hidden: ['Nothing is hidden', 'What you hide stays here; shoppers do not read it.'],
};

const columnsAt = (now: number): readonly IndexColumn<ReviewRow>[] => [
  { id: 'stars', header: t('Stars'), track: '96px', cell: ({ stars }) => <Stars of={stars} /> },
  {
    id: 'product',
    header: t('Product'),
    track: 'minmax(120px, 0.8fr)',
    cell: ({ productTitle }) => <bdi className="cut">{productTitle}</bdi>,
  },
  {
    id: 'said',
    header: t('Said'),
    track: 'minmax(160px, 1.4fr)',
    cell: ({ title, body, lang }) => (
      <bdi className="cut" lang={lang}>
        {title ? <span className="strong">{title}</span> : null} <span className="t2">{body}</span>
      </bdi>
    ),
  },
  {
    id: 'by',
    header: t('By'),
    track: '170px',
    cell: ({ name, verified }) => (
      <span className={styles.said}>
        <bdi className="cut">{name}</bdi> {verified ? <Tag tone="ok">{t('Bought it')}</Tag> : null}
      </span>
    ),
  },
  {
    id: 'when',
    header: t('Written'),
    track: '100px',
    cell: ({ writtenAt }) => <span className="t2">{recentText(writtenAt, now, t('Yesterday'))}</span>,
  },
];

/** What shoppers say of products: looked at, shown, hidden and answered. */
export function ReviewsScreen() {
  const { person } = useSession();
  const now = useNow();
  const wanted = route.useSearch().state;
  const state = states.find(([name]) => name === wanted)?.[0] ?? 'waiting';
  const [cursor, setCursor] = useState(0);
  const [settings, setSettings] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const read = useRead('reviews.list', { state }, { keep: true });
  const locked = lockOf(person, 'reviews.moderate');
  const { busy, move, answer } = useModeration();
  const { reviews: rows = [], counts, stores = [] } = read.data ?? {};
  const at = Math.min(cursor, Math.max(0, rows.length - 1));
  const current = rows[at];
  const off = stores.length > 0 && stores.every(({ mode }) => mode === 'off');
  const act = (to: ReviewState) => {
    if (current && locked === null && !busy && current.state !== to) move(current, to);
  };
  useKeys({
    ...cursorKeys(rows.length, setCursor),
    s: () => act('shown'),
    h: () => act('hidden'),
    a: () => field.current?.focus(),
  });
  const onRange = useCallback(() => {}, []);
  const [title, says] = off
    ? ([
        'Shoppers cannot say anything yet',
        'Let them: what buyers say helps others to choose, and shows what to mend.',
      ] as const)
    : nothing[state];
  return (
    <Page>
      <PageHead>
        <h1>{t('Shop on the web')}</h1>
        <WebTabs at="/web-shop/reviews" />
        <span className="grow" />
        <Button
          size="small"
          look={off ? 'primary' : 'quiet'}
          icon={<IconSettings size={16} stroke={1.75} aria-hidden="true" />}
          locked={locked}
          onClick={() => setSettings(true)}
        >
          {t('How reviews are taken')}
        </Button>
      </PageHead>
      <FilterBar>
        <Tabs aria-label={t('Reviews')}>
          {states.map(([name, word]) => (
            <Link
              key={name}
              to="/web-shop/reviews"
              search={{ state: name }}
              onClick={() => setCursor(0)}
              aria-current={name === state ? 'page' : undefined}
            >
              {t(word)} <small>{counts ? countText(counts[name]) : ''}</small>
            </Link>
          ))}
        </Tabs>
      </FilterBar>
      {read.error ? (
        <ReadFault error={read.error} />
      ) : read.data && rows.length === 0 ? (
        <EmptyState icon={<IconMessageStar size={48} stroke={1.1} aria-hidden="true" />} title={t(title)}>
          {t(says)}
        </EmptyState>
      ) : (
        <Split width={380}>
          <IndexTable
            label={t('Reviews')}
            columns={columnsAt(now)}
            count={read.data ? rows.length : 6}
            rowAt={(index) => rows[index]}
            selected={({ id }) => id === current?.id}
            cursor={at}
            onCursor={setCursor}
            onRange={onRange}
          />
          <Side aria-label={t('Review')}>
            {current ? (
              <ReviewSide
                key={`${current.id} ${current.revision} ${current.answer}`}
                review={current}
                locked={locked}
                busy={busy}
                field={field}
                onShow={() => act('shown')}
                onHide={() => act('hidden')}
                onAnswer={(text) => answer(current, text)}
              />
            ) : null}
          </Side>
        </Split>
      )}
      {settings ? <ModesDialog stores={stores} onClose={() => setSettings(false)} /> : null}
    </Page>
  );
}
