import { IconDots } from '@tabler/icons-react';
import type { PromotionRow } from '../../../bridge/promotion-queries.ts';
import { Button } from '../../ui/button.tsx';
import type { IndexColumn } from '../../ui/index-table.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Money, moneyText } from '../../ui/money.tsx';
import { countText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { conditionText, offerText, stateOf, whenText } from './promotion-words.ts';
import styles from './promotions.module.css';

export interface ColumnContext {
  readonly currency: string;
  readonly now: number;
  readonly mayEdit: boolean;
  readonly placeName: (id: string) => string;
  readonly onStatus: (row: PromotionRow, status: PromotionRow['status']) => void;
  readonly onCopy: (row: PromotionRow) => void;
  readonly onOpen: (row: PromotionRow) => void;
}

/** An id that has no name here is not worth reading. */
const nameless = (id: string) => (/^[0-9a-f]{8}-/.test(id) ? t('chosen goods') : id);

function Used({ row, currency }: { readonly row: PromotionRow; readonly currency: string }) {
  const { budget } = row.rule;
  if (!budget)
    return row.orders === 0 ? (
      <span className="sub">–</span>
    ) : (
      <span>{t('{n, plural, one {# order} other {# orders}}', { n: row.orders })}</span>
    );
  const used = budget.used + (budget.kind === 'spend' ? row.given : row.orders);
  const said = (amount: number) =>
    budget.kind === 'spend' ? moneyText({ amount, currency }, { trim: true }) : countText(amount);
  return (
    <span className={used >= budget.limit ? 'warn-text' : undefined}>
      {t('{used} of {limit}', { used: said(used), limit: said(budget.limit) })}
    </span>
  );
}

export function promotionColumns(context: ColumnContext): IndexColumn<PromotionRow>[] {
  const { currency, now, mayEdit, placeName, onStatus, onCopy, onOpen } = context;
  const naming = { currency, name: (id: string) => nameless(placeName(id)) };
  const does = ({ rule }: PromotionRow) => {
    const asks = (rule.conditions?.of ?? []).map((each) => conditionText(each, naming));
    const code = rule.codes?.[0]?.code;
    return [offerText(rule, naming), ...asks, ...(code ? [t('code {code}', { code })] : [])].join(' · ');
  };
  const columns: IndexColumn<PromotionRow>[] = [
    {
      id: 'name',
      header: t('Promotion'),
      track: 'minmax(140px, 0.8fr)',
      cell: (row) => <span className="strong cut">{row.name}</span>,
    },
    {
      id: 'does',
      header: t('What it does'),
      track: 'minmax(220px, 2fr)',
      cell: (row) => (
        <span className="t2 cut" title={does(row)}>
          {does(row)}
        </span>
      ),
    },
    {
      id: 'when',
      header: t('When'),
      track: '180px',
      cell: (row) => <span className="t2">{whenText(row.rule)}</span>,
    },
    {
      id: 'status',
      header: t('Status'),
      track: '92px',
      cell: (row) => {
        const [tone, word] = stateOf(row, now);
        return (
          <State tone={tone} ink>
            {t(word)}
          </State>
        );
      },
    },
    {
      id: 'given',
      header: t('Given'),
      track: '100px',
      end: true,
      cell: (row) => <Money amount={row.given} currency={currency} dashZero className="strong" />,
    },
    {
      id: 'used',
      header: t('Used, budget'),
      track: '128px',
      end: true,
      cell: (row) => <Used row={row} currency={currency} />,
    },
    {
      id: 'priority',
      header: t('Priority'),
      track: '66px',
      end: true,
      cell: (row) => <span className="t2">{row.rule.priority ?? 0}</span>,
    },
  ];
  if (mayEdit)
    columns.push({
      id: 'do',
      header: <span className="visually-hidden">{t('Commands')}</span>,
      track: '32px',
      free: true,
      cell: (row) => (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: only keeps the row from opening
        <span className={styles.do} onClick={(event) => event.stopPropagation()}>
          <Menu
            label={t('Commands for {name}', { name: row.name })}
            trigger={
              <Button
                look="quiet"
                size="small"
                square
                aria-label={t('Commands for {name}', { name: row.name })}
                icon={<IconDots size={16} stroke={1.75} aria-hidden="true" />}
              />
            }
            items={[
              { id: 'open', label: t('Edit'), onSelect: () => onOpen(row) },
              { id: 'copy', label: t('Duplicate'), onSelect: () => onCopy(row) },
              ...(row.status === 'live'
                ? [{ id: 'pause', label: t('Pause'), onSelect: () => onStatus(row, 'paused') }]
                : [
                    {
                      id: 'resume',
                      label: row.status === 'ended' ? t('Start again') : t('Resume'),
                      onSelect: () => onStatus(row, 'live'),
                    },
                  ]),
              ...(row.status === 'ended'
                ? []
                : [{ id: 'end', label: t('End'), danger: true, onSelect: () => onStatus(row, 'ended') }]),
            ]}
          />
        </span>
      ),
    });
  return columns;
}
