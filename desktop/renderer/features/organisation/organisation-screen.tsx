import { IconBuildingStore } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Organisation } from '../../../bridge/store-queries.ts';
import { may, whyWithheld } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page, PageHead } from '../../ui/page.tsx';

import { t } from '../../ui/text.ts';
import { newDraft, draftOf } from './store-draft.ts';
import { StoreEditor } from './store-editor.tsx';
import { StoreList } from './store-list.tsx';
import { useNarrow } from '../../ui/use-narrow.ts';
import { cx } from '../../ui/cx.ts';
import styles from './organisation.module.css';

const route = getRouteApi('/shell/organisation');
/** In the address, for a store that is not saved yet. */
const NEW = 'new';

function Loaded({ organisation }: { readonly organisation: Organisation }) {
  const { store: wanted } = route.useSearch();
  const navigate = useNavigate();
  const { person } = useSession();
  const narrow = useNarrow(1180);
  const [freshId, setFreshId] = useState(() => crypto.randomUUID());
  const { stores } = organisation;
  const main = stores.find((store) => store.main) ?? stores[0];
  const open = (id: string) => void navigate({ to: '/organisation', search: { store: id }, replace: true });
  const locked = may(person, 'settings.manage')
    ? null
    : (whyWithheld(person, 'settings.manage') ??
      t('You may look and not change: that needs the right to change settings. Ask an owner.'));
  if (!main) {
    return (
      <EmptyState icon={<IconBuildingStore size={48} stroke={1.1} aria-hidden="true" />} title={t('No store yet')}>
        {t('The first one comes with the settings of your organisation. They arrive with the next sync.')}
      </EmptyState>
    );
  }
  const fresh = wanted === NEW && locked === null;
  const chosen = stores.find(({ id }) => id === wanted) ?? main;
  return (
    <>
      <PageHead>
        <h1>{t('Organisation')}</h1>
        <span className="sub">
          {t('{n, plural, one {# store} other {# stores}}', { n: stores.length })} ·{' '}
          {t('{n, plural, one {# place} other {# places}}', {
            n: organisation.places.filter(({ status }) => status === 'active').length,
          })}
        </span>
        <span className="grow" />
        <Button
          size="small"
          icon={<IconBuildingStore size={16} stroke={1.75} aria-hidden="true" />}
          disabled={locked !== null || fresh}
          title={locked ?? undefined}
          onClick={() => open(NEW)}
        >
          {t('Open a store')}
        </Button>
      </PageHead>
      <div className={cx(styles.frame, narrow && styles.narrow)}>
        <StoreList organisation={organisation} openId={fresh ? null : chosen.id} onOpen={open} />
        <StoreEditor
          key={fresh ? freshId : chosen.id}
          saved={fresh ? newDraft(freshId, main) : draftOf(chosen, organisation)}
          fresh={fresh}
          organisation={organisation}
          locked={locked}
          narrow={narrow}
          onSaved={(id) => {
            if (fresh) setFreshId(crypto.randomUUID());
            open(id);
          }}
          onLeave={() => open(main.id)}
        />
      </div>
    </>
  );
}

/** The stores of the organisation: what each sells in, how it is taxed, what it looks like, and which places are its own. */
export function OrganisationScreen() {
  const organisation = useRead('stores.index', {});
  return (
    <Page>
      {organisation.error ? (
        <ReadFault error={organisation.error} />
      ) : organisation.data ? (
        <Loaded organisation={organisation.data} />
      ) : null}
    </Page>
  );
}
