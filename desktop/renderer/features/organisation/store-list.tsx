import type { Organisation } from '../../../bridge/store-queries.ts';
import { Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './organisation.module.css';

export interface StoreListProps {
  readonly organisation: Organisation;
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
}

export function StoreList({ organisation: { stores, places }, openId, onOpen }: StoreListProps) {
  return (
    <nav className={styles.list} aria-label={t('Stores')}>
      {stores.map((store) => {
        const own = places.filter(({ storeId }) => storeId === store.id);
        return (
          <button
            key={store.id}
            type="button"
            className={styles.item}
            aria-current={store.id === openId ? 'page' : undefined}
            onClick={() => onOpen(store.id)}
          >
            <span>
              <b>{store.name}</b>
              {store.main ? <Tag>{t('main')}</Tag> : null}
              {store.closedAt === null ? null : <Tag tone="warn">{t('closed')}</Tag>}
            </span>
            <span className="t2 cut">
              {store.currency} · {own.length === 0 ? t('no place') : own.map(({ name }) => name).join(', ')}
            </span>
          </button>
        );
      })}
    </nav>
  );
}
