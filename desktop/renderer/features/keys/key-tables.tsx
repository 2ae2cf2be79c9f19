import { IconDotsVertical } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ApiKeyRow, AppRow } from '../../../bridge/key-views.ts';
import { Button } from '../../ui/button.tsx';
import { dayText } from '../../ui/instants.ts';
import { Ledger } from '../../ui/ledger.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { listWords } from '../roles/permission-groups.ts';
import { endsText, kindText, usedText } from './key-words.ts';
import styles from './keys.module.css';

/** One kind of key or app: what it is for, those there are, and how to make one. */
export function Group({
  title,
  text,
  action,
  onAct,
  none,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onAct: () => void;
  /** Said where there are none */
  readonly none: string | null;
  readonly children: ReactNode;
}) {
  return (
    <Card aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="t2 cut grow">{text}</span>
        <Button size="small" onClick={onAct}>
          {action}
        </Button>
      </header>
      {none === null ? children : <p className={`t2 ${styles.none}`}>{none}</p>}
    </Card>
  );
}

function Actions({ name, items }: { readonly name: string; readonly items: readonly MenuItem[] }) {
  const label = t('What to do with {name}', { name });
  return (
    <Menu
      label={label}
      items={items}
      trigger={
        <Button
          square
          size="small"
          look="quiet"
          aria-label={label}
          icon={<IconDotsVertical size={16} stroke={1.75} aria-hidden="true" />}
        />
      }
    />
  );
}

function Used({
  at,
  endsAt,
  now,
}: {
  readonly at: number | null;
  readonly endsAt?: number | null | undefined;
  readonly now: number;
}) {
  if (endsAt != null) return <State tone="warn">{endsText(endsAt, now)}</State>;
  return <span className={at === null ? 't3' : undefined}>{usedText(at, now)}</span>;
}

interface FrameProps<Row> {
  readonly label: string;
  /** Over the second, third and fourth column */
  readonly heads: readonly [string, string, string];
  readonly rows: readonly Row[];
  readonly now: number;
  readonly actions: (row: Row) => readonly MenuItem[];
  /** What stands in the second and third column */
  readonly cells: (row: Row) => ReactNode;
}

/** What may come in from elsewhere, a line each: named, since when, when last, and what to do with it. */
function AccessTable<
  Row extends {
    readonly id: string;
    readonly name: string;
    readonly createdAt: number;
    readonly lastUsedAt: number | null;
    readonly endsAt?: number | null;
  },
>({ label, heads, rows, now, actions, cells }: FrameProps<Row>) {
  return (
    <Ledger aria-label={label} widths={['24%', '22%', null, 108, 176, 60]} rowHeight={44}>
      <thead>
        <tr>
          {[t('Name'), ...heads, t('Last used')].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
          <th scope="col">
            <span className="visually-hidden">{t('What to do')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" className="cut" title={row.name}>
              {row.name}
            </th>
            {cells(row)}
            <td>{dayText(row.createdAt)}</td>
            <td>
              <Used at={row.lastUsedAt} endsAt={row.endsAt} now={now} />
            </td>
            <td>
              <Actions name={row.name} items={actions(row)} />
            </td>
          </tr>
        ))}
      </tbody>
    </Ledger>
  );
}

interface TableProps<Row> {
  readonly rows: readonly Row[];
  readonly now: number;
  readonly label: string;
  readonly actions: (row: Row) => readonly MenuItem[];
}

/** Keys of one kind; of a publishable one which pages and store, of a secret one what it may. */
export function KeyTable({
  storeName,
  ...table
}: TableProps<ApiKeyRow> & { readonly storeName: (id: string) => string }) {
  const pages = table.rows[0]?.kind === 'publishable';
  const what = (row: ApiKeyRow): string => {
    if (row.kind === 'secret') return listWords(row.scopes, 2);
    const where = row.origins.map((origin) => (origin === '*' ? t('any page') : origin)).join(', ');
    return row.storeId === null ? where : `${where} · ${storeName(row.storeId)}`;
  };
  return (
    <AccessTable
      {...table}
      heads={[t('Key'), pages ? t('Pages that may use it') : t('May'), t('Made')]}
      cells={(row) => (
        <>
          <td className="cut">
            <code title={row.shown}>{row.kind === 'secret' ? `${row.shown}…` : row.shown}</code>
          </td>
          <td className="cut t2" title={row.kind === 'secret' ? row.scopes.join(', ') : what(row)}>
            {what(row)}
          </td>
        </>
      )}
    />
  );
}

export function AppTable(table: TableProps<AppRow>) {
  return (
    <AccessTable
      {...table}
      heads={[t('How it works'), t('May at the most'), t('Let in')]}
      cells={(row) => (
        <>
          <td className="cut t2">{kindText(row)}</td>
          <td className="cut t2" title={row.permissions.join(', ')}>
            {listWords(row.permissions, 2)}
          </td>
        </>
      )}
    />
  );
}
