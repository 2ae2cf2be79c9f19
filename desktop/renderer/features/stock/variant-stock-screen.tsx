import { IconPackageOff, IconPencil } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { LevelRow, MovementRow, QueryMap } from '../../../bridge/queries.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button, linkClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/field.tsx';
import { clockText, dayKey, dayText } from '../../ui/instants.ts';
import { Ledger, sumRow } from '../../ui/ledger.tsx';
import { Card, CrumbText, Page, PageHead, SectionHead } from '../../ui/page.tsx';
import { Picture } from '../../ui/picture.tsx';
import { countText, quantityText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { AdjustDialog } from './adjust-dialog.tsx';
import { HistoryChart } from './history-chart.tsx';
import { causeWord } from './movement-words.ts';
import styles from './stock.module.css';
import { WaitingNote } from './waiting.tsx';

type View = NonNullable<QueryMap['stock.variant']['result']>;
type Held = 'committed' | 'reserved' | 'damaged' | 'safety' | 'qualityControl';

const route = getRouteApi('/shell/stock/$variantId');
const held: readonly (readonly [Held, string])[] = [
  ['committed', 'Committed'],
  ['reserved', 'Reserved'],
  ['damaged', 'Damaged'],
  ['safety', 'Safety'],
  ['qualityControl', 'Quality control'],
];
const units: Record<string, string> = { KGM: 'kg', LTR: 'l', MTR: 'm' };

function Levels({ view }: { readonly view: View }) {
  const text = (amount: number, plus = false) =>
    amount === 0 ? <span className="sub">–</span> : quantityText({ amount, scale: view.scale, unit: null }, { plus });
  const total = (pick: (row: LevelRow) => number) => view.levels.reduce((sum, row) => sum + pick(row), 0);
  return (
    <Card className={styles.levels}>
      <Ledger widths={[null, 108, 108, 108, 108, 108, 116, 116, 108]}>
        <thead>
          <tr>
            <th scope="col">{t('Location')}</th>
            <th scope="col" className="num">
              {t('On hand')}
            </th>
            {held.map(([key, word]) => (
              <th key={key} scope="col" className="num">
                {t(word)}
              </th>
            ))}
            <th scope="col" className={cx('num', styles.available)}>
              {t('Available')}
            </th>
            <th scope="col" className="num">
              {t('Incoming')}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.levels.map((row) => (
            <tr key={row.locationId}>
              <td>
                <span className="strong">{row.locationName}</span> <span className="sub">{row.street}</span>
              </td>
              <td className={cx('num bold', row.onHand < 0 && 'neg')}>{text(row.onHand)}</td>
              {held.map(([key]) => (
                <td key={key} className="num">
                  {text(-row[key])}
                </td>
              ))}
              <td className={cx('num', styles.available, row.available < 0 && 'neg')}>{text(row.available)}</td>
              <td className="num">{text(row.incoming, true)}</td>
            </tr>
          ))}
          <tr className={cx(sumRow, styles.sum)}>
            <td>{t('All locations')}</td>
            <td className="num">{text(total((row) => row.onHand))}</td>
            {held.map(([key]) => (
              <td key={key} className="num">
                {text(-total((row) => row[key]))}
              </td>
            ))}
            <td className={cx('num', styles.available)}>{text(total((row) => row.available))}</td>
            <td className="num">
              {text(
                total((row) => row.incoming),
                true,
              )}
            </td>
          </tr>
        </tbody>
      </Ledger>
    </Card>
  );
}

function Document({ row }: { readonly row: MovementRow }) {
  if (!row.documentNumber) return <span className="sub">–</span>;
  if (row.documentKind === 'order')
    return (
      <Link
        to="/orders"
        search={{ view: 'all', open: row.documentId, q: row.documentNumber }}
        className={cx(linkClass, styles.link)}
      >
        {row.documentNumber}
      </Link>
    );
  return <span className="t2">{row.documentNumber}</span>;
}

function Movements({ view }: { readonly view: View }) {
  const text = (amount: number, plus = false) =>
    amount === 0 ? <span className="sub">–</span> : quantityText({ amount, scale: view.scale, unit: null }, { plus });
  let day = '';
  return (
    <div className={styles.moves}>
      <Ledger open rowHeight={28} widths={[104, 60, 112, null, 132, 150, 92, 84]}>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {t('When')}
            </th>
            <th scope="col">{t('Where')}</th>
            <th scope="col">{t('Cause')}</th>
            <th scope="col">{t('Document')}</th>
            <th scope="col">{t('By')}</th>
            <th scope="col" className="num">
              {t('On hand')}
            </th>
            <th scope="col" className="num">
              {t('Balance')}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.movements.map((row) => {
            const key = dayKey(row.occurredAt);
            const first = key !== day;
            day = key;
            return (
              <tr key={row.id}>
                <td className="strong">{first ? dayText(row.occurredAt) : ''}</td>
                <td className="t2">{clockText(row.occurredAt)}</td>
                <td>{row.locationName}</td>
                <td>
                  <span className="strong">{causeWord(row.cause)}</span>{' '}
                  <span className="t2">{row.note === row.cause ? '' : row.note}</span>
                </td>
                <td>
                  <Document row={row} />
                </td>
                <td className="t2">{row.actorName}</td>
                <td className={cx('num', row.onHand > 0 && 'pos')}>{text(row.onHand, true)}</td>
                <td className={cx('num bold', row.balance < 0 && 'neg')}>{text(row.balance)}</td>
              </tr>
            );
          })}
        </tbody>
      </Ledger>
    </div>
  );
}

/** One variant: its eight quantities by location and every line that made them. */
export function VariantStockScreen() {
  const { variantId } = route.useParams();
  const { person, location } = useSession();
  const navigate = useNavigate();
  const [place, setPlace] = useState('');
  const [limit, setLimit] = useState(50);
  const [adjusting, setAdjusting] = useState(false);
  const read = useRead('stock.variant', { variantId, limit, ...(place && { locationId: place }) }, { keep: true });
  const view = read.data;
  const noAdjust = lockOf(person, 'stock.adjust');
  useKeys({ Escape: () => void navigate({ to: '/stock' }), a: () => noAdjust === null && setAdjusting(true) });
  if (view === null)
    return (
      <Page>
        <EmptyState
          icon={<IconPackageOff size={48} stroke={1.1} aria-hidden="true" />}
          title={t('This item is not on this desk')}
        >
          {t('It may have been removed, or not arrived yet. Nothing was changed.')}
        </EmptyState>
      </Page>
    );
  if (!view) return <Page>{read.error ? <ReadFault error={read.error} /> : null}</Page>;
  const name = view.variantTitle ? `${view.title}, ${view.variantTitle}` : view.title;
  const unit = units[view.unit] ?? null;
  return (
    <Page>
      <PageHead>
        <Link to="/stock">
          <CrumbText>{t('Stock')}</CrumbText>
        </Link>
        <Picture address={view.image} name={view.title} size={32} />
        <h1>{name}</h1>
        <span className="mono t2">{view.sku}</span>
        <WaitingNote variantId={variantId} />
        <div className="grow" />
        <Link to="/products/$productId" params={{ productId: view.productId }} className={linkClass}>
          {t('Open the product')}
        </Link>
        <Button
          look="primary"
          size="small"
          icon={<IconPencil size={16} stroke={1.75} aria-hidden="true" />}
          locked={noAdjust}
          onClick={() => setAdjusting(true)}
        >
          {t('Adjust')}
        </Button>
      </PageHead>
      <div className={styles.body}>
        <div className={styles.step}>
          <span className="t2">
            {t('Built from {n, plural, one {# movement} other {# movements}}', { n: view.movementCount })}
          </span>
          <span className="grow" />
          <span className="meta">{t('On hand, all locations')}</span>
        </div>
        <HistoryChart days={view.days} scale={view.scale} unit={unit} />
        <Levels view={view} />
        <div style={{ marginBlockStart: 8 }}>
          <SectionHead
            title={t('Movements')}
            badge={
              <Select
                small
                aria-label={t('Location')}
                value={place}
                onChange={(event) => setPlace(event.target.value)}
                style={{ width: 150 }}
              >
                <option value="">{t('All locations')}</option>
                {view.levels.map((row) => (
                  <option key={row.locationId} value={row.locationId}>
                    {row.locationName}
                  </option>
                ))}
              </Select>
            }
            aside={t('Every line is kept. A mistake is put right by a new line.')}
          />
        </div>
        <Movements view={view} />
        {view.movements.length >= limit ? (
          <Button look="quiet" size="small" onClick={() => setLimit(limit * 4)}>
            {t('Show older lines, {n} in all', { n: countText(view.movementCount) })}
          </Button>
        ) : null}
      </div>
      {adjusting ? (
        <AdjustDialog
          variantId={variantId}
          name={name}
          levels={view.levels}
          locationId={location?.id ?? null}
          scale={view.scale}
          unit={unit}
          onClose={() => setAdjusting(false)}
        />
      ) : null}
    </Page>
  );
}
