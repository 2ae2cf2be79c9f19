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
  readonly endsAt?: number | null;
  readonly now: number;
}) {
  if (endsAt != null) return <State tone="warn">{endsText(endsAt, now)}</State>;
  return <span className={at === null ? 't3' : undefined}>{usedText(at, now)}</span>;
}

export interface KeyTableProps {
  readonly rows: readonly ApiKeyRow[];
  readonly now: number;
  /** Of a publishable key: which pages and store; of a secret one: what it may */
  readonly label: string;
  readonly storeName: (id: string) => string;
  readonly actions: (row: ApiKeyRow) => readonly MenuItem[];
}

export function KeyTable({ rows, now, label, storeName, actions }: KeyTableProps) {
  const pages = rows[0]?.kind === 'publishable';
  const what = (row: ApiKeyRow): string => {
    if (row.kind === 'secret') return listWords(row.scopes, 2);
    const where = row.origins.map((origin) => (origin === '*' ? t('any page') : origin)).join(', ');
    return row.storeId === null ? where : `${where} · ${storeName(row.storeId)}`;
  };
  return (
    <Ledger aria-label={label} widths={['24%', '22%', null, 108, 176, 60]} rowHeight={44}>
      <thead>
        <tr>
          <th scope="col">{t('Name')}</th>
          <th scope="col">{t('Key')}</th>
          <th scope="col">{pages ? t('Pages that may use it') : t('May')}</th>
          <th scope="col">{t('Made')}</th>
          <th scope="col">{t('Last used')}</th>
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
            <td className="cut">
              <code title={row.shown}>{row.kind === 'secret' ? `${row.shown}…` : row.shown}</code>
            </td>
            <td className="cut t2" title={row.kind === 'secret' ? row.scopes.join(', ') : what(row)}>
              {what(row)}
            </td>
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

export function AppTable({
  rows,
  now,
  label,
  actions,
}: {
  readonly rows: readonly AppRow[];
  readonly now: number;
  readonly label: string;
  readonly actions: (row: AppRow) => readonly MenuItem[];
}) {
  return (
    <Ledger aria-label={label} widths={['24%', '22%', null, 108, 176, 60]} rowHeight={44}>
      <thead>
        <tr>
          <th scope="col">{t('Name')}</th>
          <th scope="col">{t('How it works')}</th>
          <th scope="col">{t('May at the most')}</th>
          <th scope="col">{t('Let in')}</th>
          <th scope="col">{t('Last used')}</th>
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
            <td className="cut t2">{kindText(row)}</td>
            <td className="cut t2" title={row.permissions.join(', ')}>
              {listWords(row.permissions, 2)}
            </td>
            <td>{dayText(row.createdAt)}</td>
            <td>
              <Used at={row.lastUsedAt} now={now} />
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
