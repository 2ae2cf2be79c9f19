import { IconCircleCheck, IconClipboard, IconGitMerge, IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Case } from '../../../bridge/sync-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { deskNow } from '../../data/clock.ts';
import { may } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useSyncStatus } from '../../data/sync-status.ts';
import { sayRefused, useCall } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { clockText } from '../../ui/instants.ts';
import { Card, Dock, Page, PageHead, SectionHead } from '../../ui/page.tsx';
import { commandKey } from '../../ui/platform.ts';
import { State, Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { AttentionCase } from './attention-case.tsx';
import { BringInDialog } from './bring-in-dialog.tsx';
import { counted, type Decision, isTask, settleArgs } from './decision.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import { NeighboursCard } from './neighbours-card.tsx';
import { QueueTable } from './queue-table.tsx';
import { SettledList } from './settled-list.tsx';
import { stateLine, SyncFacts } from './sync-facts.tsx';
import { SyncTrouble } from './sync-trouble.tsx';
import styles from './sync.module.css';

/** What the dock says of a decision that is not saved yet. */
function decisionText(one: Case, decision: Decision): string {
  if (one.kind === 'put-aside') {
    if (!decision.whole) return t('Choose what becomes of it.');
    if (!decision.note.trim()) return t('Say why: it stays with the case and in the audit.');
    return decision.whole === 'mine' ? t('is counted in money and stock.') : t('stays outside of money and stock.');
  }
  if (isTask(one)) return decision.note.trim() ? t('is closed with your note.') : t('is closed without a note.');
  if (decision.wording !== null) return t('gets your wording. Both values are kept.');
  if (one.kind === 'quarantined') return t('is put aside here; the cloud keeps it whole.');
  if (one.fields.length === 0)
    return decision.whole === 'mine' ? t('is sent again.') : t('is let go. What is stored stays.');
  const { mine, theirs, all } = counted(one, decision);
  const left = all - mine - theirs;
  return t('{done} of {all} {all, plural, one {field} other {fields}} decided: {mine} mine, {theirs} theirs. {rest}', {
    done: mine + theirs,
    all,
    mine,
    theirs,
    rest: left > 0 ? t('Choose the others too.') : t('Both values are kept.'),
  });
}

function settledText(one: Case): string {
  if (one.kind === 'put-aside') return t('Who decided and why is kept with it.');
  return isTask(one) ? t('The task is closed.') : t('The other value stays in the history.');
}

/** What waits, what was refused, and the decisions a person must take. */
export function SyncScreen() {
  const bridge = useBridge();
  const client = useQueryClient();
  const { person } = useSession();
  const status = useSyncStatus();
  const queue = useRead('sync.queue', {}, { keep: true }).data;
  const cases = useRead('attention.list', {}, { keep: true }).data;
  const [decision, setDecision] = useState<Decision | null>(null);
  const [leaving, setLeaving] = useState(false);
  const [bringingIn, setBringingIn] = useState(false);
  const syncNow = useCall('sync.now');
  const settle = useCall('attention.settle');
  const pending = cases?.find((one) => one.mutationId === decision?.id);
  const args = decision && pending ? settleArgs(pending, decision) : null;

  function save(): void {
    if (!args || !pending || settle.isPending) return;
    settle.mutate(args, {
      onSuccess: () => {
        toast({
          tone: 'ok',
          title: t('{title} settled', { title: pending.title }),
          message: settledText(pending),
        });
        setDecision(null);
      },
      onSettled: () => void client.invalidateQueries({ queryKey: ['attention.list'] }),
    });
  }
  async function copy(): Promise<void> {
    try {
      const { text } = await bridge.call('diagnostics.copy', {});
      await navigator.clipboard.writeText(text);
      toast({ tone: 'ok', title: t('Diagnostics copied'), message: t('They hold no customer data.') });
    } catch (problem) {
      sayRefused(problem);
    }
  }
  useKeys({ '$mod+Enter': save, Escape: () => setDecision(null) });

  const mayManage = may(person, 'devices.manage');
  const mayExport = may(person, 'data.export') || mayManage;
  const line = status ? stateLine(status) : null;
  const retry = () => syncNow.mutate({});
  return (
    <Page>
      <PageHead>
        <h1>{t('Sync')}</h1>
        {line ? (
          <State tone={line.tone} className="strong">
            {line.word}
          </State>
        ) : null}
        <span className="t2 cut">{line?.text}</span>
        <div className="grow" />
        <Button
          size="small"
          icon={<IconClipboard size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => void copy()}
        >
          {t('Copy diagnostics')}
        </Button>
        <Button
          size="small"
          look="primary"
          icon={<IconRefresh size={16} stroke={1.75} aria-hidden="true" />}
          onClick={retry}
          disabled={syncNow.isPending}
        >
          {t('Sync now')}
        </Button>
      </PageHead>
      {status ? <SyncFacts status={status} sentToday={queue?.sentToday} /> : null}
      {status ? <SyncTrouble status={status} mayExport={mayExport} onRetry={retry} /> : null}
      <div className={styles.cols}>
        <section aria-label={t('Queue')}>
          <NeighboursCard when="on" />
          <SectionHead title={t('Queue')} aside={queue ? t('{n} kinds', { n: queue.kinds.length }) : null} />
          {queue ? (
            <QueueTable
              queue={queue}
              onRetry={retry}
              onLeave={mayManage ? () => setLeaving(true) : null}
              onBringIn={mayManage ? () => setBringingIn(true) : null}
            />
          ) : null}
          <NeighboursCard when="off" />
        </section>
        <section aria-label={t('Needs attention')}>
          <SectionHead
            title={t('Needs attention')}
            badge={cases?.length ? <Tag tone="warn">{cases.length}</Tag> : null}
            aside={t('Nothing here is lost. Selling goes on.')}
          />
          {cases?.length === 0 ? (
            <Card>
              <EmptyState
                icon={<IconCircleCheck size={40} stroke={1.25} aria-hidden="true" />}
                title={t('Nothing to decide')}
              >
                {t(
                  'When two people change the same field, or the cloud refuses something, it waits here until you choose. As of {time}.',
                  { time: clockText(deskNow()) },
                )}
              </EmptyState>
            </Card>
          ) : null}
          {cases?.map((one) => (
            <AttentionCase
              key={one.mutationId}
              one={one}
              decision={decision?.id === one.mutationId ? decision : null}
              onDecide={setDecision}
            />
          ))}
          <SettledList />
        </section>
      </div>
      {decision && pending ? (
        <Dock aria-label={t('Decision')}>
          <IconGitMerge size={16} stroke={1.75} aria-hidden="true" />
          <b className="bold cut">{pending.title}</b>
          <span className="t2 cut">{decisionText(pending, decision)}</span>
          <span className="grow" />
          <Button size="small" look="quiet" onClick={() => setDecision(null)}>
            {t('Decide later')}
          </Button>
          <Button
            size="small"
            look="primary"
            keys={commandKey('↵')}
            onClick={save}
            disabled={args === null || settle.isPending}
          >
            {isTask(pending) ? t('Close the task') : t('Save result')}
          </Button>
        </Dock>
      ) : null}
      <BringInDialog opened={bringingIn} onClose={() => setBringingIn(false)} />
      <LeaveDialog opened={leaving} onClose={() => setLeaving(false)} />
    </Page>
  );
}
