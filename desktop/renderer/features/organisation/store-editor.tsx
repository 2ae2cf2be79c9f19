import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import { deskNow } from '../../data/clock.ts';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { Organisation } from '../../../bridge/store-queries.ts';
import { problemText, useBridge } from '../../data/bridge.ts';
import { useSending } from '../../data/sending.ts';
import { Button } from '../../ui/button.tsx';
import { Dock, Side } from '../../ui/page.tsx';
import { commandKey } from '../../ui/platform.ts';
import { Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import type { PartProps } from './editor-parts.tsx';
import { HostedCard } from './hosted-card.tsx';
import { LettersCard } from './letters-card.tsx';
import { ParcelLettersCard } from './parcel-letters-card.tsx';
import { LookSide } from './look-side.tsx';
import { MoneyCard } from './money-card.tsx';
import styles from './organisation.module.css';
import { DomainsCard, PlacesCard } from './places-card.tsx';
import { ReceiptCard } from './receipt-card.tsx';
import { StoreCard } from './store-card.tsx';
import { draftCommands, problemsOf, sameDraft, type StoreDraft } from './store-draft.ts';
import { TaxCard } from './tax-card.tsx';
import { TillCard } from './till-card.tsx';

export interface StoreEditorProps {
  /** As it is on this desk */
  readonly saved: StoreDraft;
  readonly fresh: boolean;
  readonly organisation: Organisation;
  readonly locked: string | null;
  readonly narrow: boolean;
  readonly onSaved: (id: string) => void;
  readonly onLeave: () => void;
}

/** One store: everything about it, saved at once. */
export function StoreEditor({ saved, fresh, organisation, locked, narrow, onSaved, onLeave }: StoreEditorProps) {
  const bridge = useBridge();
  const { busy, refused, send, forget } = useSending();
  const [draft, setDraft] = useState(saved);
  // What it was when the writing began: another change that arrives meanwhile is told, not overwritten.
  const [base, setBase] = useState(saved);
  const dirty = fresh || !sameDraft(draft, base);
  if (!dirty && !sameDraft(saved, base)) {
    setBase(saved);
    setDraft(saved);
  }
  const problems = problemsOf(draft);
  const [wrong] = Object.values(problems);
  const touched = fresh ? !sameDraft(draft, saved) : dirty;
  const isClosed = draft.closedAt !== null;

  async function save(): Promise<void> {
    const commands = draftCommands(
      { ...draft, revision: base.revision },
      organisation,
      localDayAndHour(deskNow(), draft.timeZone).date,
    );
    for (const { name, args } of commands) await bridge.mutate(name, args);
    toast({
      tone: 'ok',
      title: fresh ? t('{name} is open', { name: draft.name.trim() }) : t('Saved on this desk'),
      message: t('Tills and pages take it with their next sync.'),
    });
    setBase({ ...draft, revision: base.revision + 1 });
    setDraft((now) => ({ ...now, revision: base.revision + 1 }));
    onSaved(draft.id);
  }
  function trySave(): void {
    if (locked === null && dirty && !busy && wrong === undefined) send(save());
  }
  function discard(): void {
    forget();
    if (fresh) onLeave();
    else {
      setBase(saved);
      setDraft(saved);
    }
  }
  useKeys({ '$mod+s': trySave, Escape: () => dirty && !busy && discard() });

  function turn(command: 'access.closeStore' | 'access.reopenStore', done: string): void {
    bridge
      .mutate(command, { storeId: draft.id })
      .then(() => toast({ tone: 'ok', title: done, message: t('Tills and pages take it with their next sync.') }))
      .catch((problem: unknown) =>
        toast({ tone: 'bad', title: t('Not done'), message: problemText(problem, t('Nothing was changed.')) }),
      );
  }
  const props: PartProps = {
    draft,
    set: (patch) => {
      forget();
      setDraft((old) => ({ ...old, ...patch }));
    },
    problems: touched ? problems : {},
    organisation,
    locked,
  };
  const look = <LookSide {...props} />;
  return (
    <>
      <section className={styles.editor} aria-label={draft.name || t('New store')}>
        <div className={styles.title}>
          <h2>{draft.name.trim() || t('New store')}</h2>
          {isClosed ? <Tag tone="warn">{t('closed')}</Tag> : null}
          <span className="grow" />
          {fresh || draft.main ? null : isClosed ? (
            <Button
              size="small"
              disabled={locked !== null || dirty}
              onClick={() => turn('access.reopenStore', t('{name} is open again', { name: draft.name }))}
            >
              {t('Open again')}
            </Button>
          ) : (
            <Button
              size="small"
              disabled={locked !== null || dirty}
              title={dirty ? t('Save or discard first') : undefined}
              onClick={() => turn('access.closeStore', t('{name} is closed', { name: draft.name }))}
            >
              {t('Close store')}
            </Button>
          )}
        </div>
        {locked ? <p className={styles.notice}>{locked}</p> : null}
        {isClosed ? (
          <p className={styles.notice}>
            {t('Nothing is sold here, at its tills or on its pages. What was sold stays, and it can open again.')}
          </p>
        ) : null}
        <StoreCard {...props} />
        <MoneyCard {...props} />
        <ReceiptCard {...props} />
        <TillCard {...props} />
        <TaxCard {...props} />
        <PlacesCard {...props} />
        <DomainsCard {...props} />
        <HostedCard {...props} />
        <ParcelLettersCard {...props} />
        <LettersCard {...props} />
        {narrow ? look : null}
      </section>
      {narrow ? null : <Side aria-label={t('Look of its shop')}>{look}</Side>}
      {dirty && locked === null ? (
        <div className={styles.dock}>
          <Dock aria-label={t('Unsaved changes')}>
            <IconPencil size={16} stroke={1.75} aria-hidden="true" />
            <b className="bold">{fresh ? t('Not open yet') : t('Not saved')}</b>
            <span className={refused ? styles.wrong : 't2 cut'} role={refused ? 'alert' : 'status'}>
              {refused ?? (wrong && touched ? t(wrong) : t('Tills and pages take it with their next sync.'))}
            </span>
            <span className="grow" />
            <Button disabled={busy} onClick={discard}>
              {fresh ? t('Cancel') : t('Discard')}
            </Button>
            <Button look="primary" keys={commandKey('S')} disabled={busy || wrong !== undefined} onClick={trySave}>
              {fresh ? t('Open store') : t('Save')}
            </Button>
          </Dock>
        </div>
      ) : null}
    </>
  );
}
