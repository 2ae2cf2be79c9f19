import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ReadFault } from '../../data/read-fault.tsx';
import { Select } from '../../ui/field.tsx';
import { Page, PageHead } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import styles from './web-shop.module.css';
import { WebTabs } from './web-tabs.tsx';

interface NamedStore {
  readonly id: string;
  readonly name: string;
}

interface StorePageProps<S extends NamedStore> {
  readonly at: '/web-shop/look' | '/web-shop/themes';
  readonly stores: readonly S[];
  /** Of the address: whose it is; left out or gone: the first */
  readonly wanted: string | undefined;
  readonly error: Error | null;
  readonly children: (store: S) => ReactNode;
}

/** A part of the shop on the web that each store has of its own: which store is chosen at its head, and kept in the address. */
export function StorePage<S extends NamedStore>({ at, stores, wanted, error, children }: StorePageProps<S>) {
  const navigate = useNavigate();
  const store = stores.find(({ id }) => id === wanted) ?? stores[0];
  return (
    <Page>
      <PageHead>
        <h1>{t('Shop on the web')}</h1>
        <WebTabs at={at} />
        <span className="grow" />
        {store && stores.length > 1 ? (
          <Select
            small
            className={styles.store}
            aria-label={t('Store')}
            value={store.id}
            onChange={(event) => void navigate({ to: at, search: { store: event.target.value }, replace: true })}
          >
            {stores.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </Select>
        ) : null}
      </PageHead>
      {error ? <ReadFault error={error} /> : null}
      {store ? children(store) : null}
    </Page>
  );
}
