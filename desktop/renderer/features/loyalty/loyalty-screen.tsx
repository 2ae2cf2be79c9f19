import { useState } from 'react';
import type { QueryMap } from '../../../bridge/queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSending } from '../../data/sending.ts';
import { useSession } from '../../data/session.ts';
import page from '../../ui/dated-page.module.css';
import { moneyText } from '../../ui/money.tsx';
import { FilterBar, Page, PageHead } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { UnsavedDock } from '../../ui/unsaved-dock.tsx';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import styles from './loyalty.module.css';
import { pointsText } from './loyalty-words.ts';
import { MembersCard } from './members-card.tsx';
import { ProgrammeCard } from './programme-card.tsx';
import { draftOf, type ProgrammeDraft, programmeOf } from './programme-draft.ts';

/** How customers earn and use points, what is owed for them, and who has them. */
export function LoyaltyScreen() {
  const { data, error } = useRead('loyalty.programme', {});
  if (!data) return <Page>{error ? <ReadFault error={error} /> : null}</Page>;
  return <Loaded key={data.programme?.updatedAt ?? 0} {...data} />;
}

function Loaded({ programme, members, points, owed }: QueryMap['loyalty.programme']['result']) {
  const bridge = useBridge();
  const { person, store } = useSession();
  const { busy, refused, send, forget } = useSending();
  const currency = programme?.currency ?? store.currency;
  const [saved] = useState(() => draftOf(programme, currency));
  const [draft, setDraft] = useState<ProgrammeDraft>(saved);
  const { programme: next, problems } = programmeOf(draft, currency);
  const dirty = draft !== saved;
  const ready = Object.keys(problems).length === 0 && !busy;
  const locked = lockOf(person, 'settings.manage');
  function discard(): void {
    forget();
    setDraft(saved);
  }
  function save(): void {
    if (!dirty || !ready) return;
    const seen = programme ? { seen: programme.updatedAt } : {};
    send(
      bridge
        .mutate('loyalty.saveProgramme', { ...next, ...seen })
        .then(() => toast({ tone: 'ok', title: t('Saved on this desk'), message: t('It goes out by itself.') })),
    );
  }
  useKeys({ '$mod+s': save, Escape: () => dirty && discard() });
  return (
    <Page>
      <PageHead>
        <h1>{t('Loyalty')}</h1>
        {programme?.status === 'running' ? (
          <State tone="ok">{t('Running')}</State>
        ) : (
          <State tone="open">{programme ? t('Stopped') : t('Not begun')}</State>
        )}
      </PageHead>
      <FilterBar>
        <span className="t2" role="status">
          {members === 0
            ? t('Nobody has points')
            : t(
                '{members, plural, one {# customer has} other {# customers have}} {points}, and {amount} is owed for them',
                {
                  members,
                  points: pointsText(points),
                  amount: moneyText({ amount: owed, currency }),
                },
              )}
        </span>
      </FilterBar>
      <div className={page.body}>
        <ProgrammeCard
          {...{ draft, problems, currency, locked }}
          fixed={members > 0}
          set={(fields) => {
            forget();
            setDraft((old) => ({ ...old, ...fields }));
          }}
        />
        <div className={styles.members}>
          <MembersCard currency={currency} />
        </div>
      </div>
      {dirty ? (
        <UnsavedDock
          title={t('Unsaved changes')}
          refused={refused}
          busy={busy}
          maySave={ready}
          onDiscard={discard}
          onSave={save}
        />
      ) : null}
    </Page>
  );
}
