import { IconCircleCheck, IconClipboard, IconGitMerge, IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SyncStatus } from '../../../bridge/status.ts';
import { useBridge } from '../../data/bridge.ts';
import { deskNow, useNow } from '../../data/clock.ts';
import { may } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useSyncStatus } from '../../data/sync-status.ts';
import { sayRefused, useCall, useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { clockText, secondsText } from '../../ui/instants.ts';
import { Card, Dock, Page, PageHead, SectionHead } from '../../ui/page.tsx';
import { commandKey } from '../../ui/platform.ts';
import { countText } from '../../ui/quantity.ts';
import { State, Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { AttentionCase, type Side } from './attention-case.tsx';
import { QueueTable } from './queue-table.tsx';
import styles from './sync.module.css';

function minutesText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return t('under a minute');
  return minutes < 120 ? t('{n} min', { n: minutes }) : t('{n} h', { n: Math.round(minutes / 60) });
}

function stateLine(status: SyncStatus): {
  readonly tone: 'ok' | 'warn' | 'bad' | 'busy';
  readonly word: string;
  readonly text: string;
} {
  const waits =
    status.waiting > 0
      ? t('{n, plural, one {# change is} other {# changes are}} on their way.', { n: status.waiting })
      : t('Everything has been sent.');
  if (status.state === 'offline')
    return {
      tone: 'warn',
      word: t('Offline'),
      text: t('Everything is saved on this device and goes out when the line is back.'),
    };
  if (status.state === 'failing')
    return {
      tone: 'bad',
      word: t('Cannot sync'),
      text: status.problem ?? t('Everything is saved on this device. It keeps trying.'),
    };
  if (status.state === 'initial' || status.state === 'never')
    return {
      tone: 'busy',
      word: t('First copy'),
      text: t('The shop is being copied to this device. You can work with what is here.'),
    };
  return {
    tone: 'ok',
    word: t('Online'),
    text:
      t('Everything is saved on this device.') +
      (status.waiting > 0 ? ` ${waits}` : ` ${t('Everything has been sent.')}`),
  };
}

/** "0.4 s slow", "3 d fast": this machine's clock beside the cloud's. */
function clockOff(skew: number): string {
  const off = Math.abs(skew);
  const age = off < 60_000 ? `${(off / 1000).toFixed(1)} s` : minutesText(off);
  return skew > 0 ? t('{age} slow', { age }) : t('{age} fast', { age });
}

function Facts({ status, sentToday }: { readonly status: SyncStatus; readonly sentToday: number | undefined }) {
  const now = useNow();
  const oldest =
    status.oldestWaitingAt === null
      ? t('nothing waits')
      : t('oldest {age}', { age: minutesText(now - status.oldestWaitingAt) });
  const skew = status.clockSkew;
  const facts = [
    [
      t('Last sync'),
      status.lastSyncedAt === null ? '–' : secondsText(status.lastSyncedAt),
      status.lastSyncedAt === null
        ? t('not yet')
        : t('{age} ago', { age: minutesText(Math.max(0, now - status.lastSyncedAt)) }),
    ],
    [t('Waiting to send'), countText(status.waiting), oldest],
    [
      t('Sales among them'),
      countText(status.waitingSales),
      status.waitingSales > 0 ? t('each goes out exactly once') : t('all sales are in the cloud'),
    ],
    [t('Sent today'), sentToday === undefined ? '–' : countText(sentToday), t('changes of this desk')],
    [
      t('Clock'),
      skew === null ? '–' : clockOff(skew),
      skew === null
        ? t('not compared yet')
        : Math.abs(skew) <= 5000
          ? t('within 5 s, nothing to do')
          : t('set this machine’s clock'),
    ],
  ] as const;
  return (
    <Card className={styles.facts}>
      {facts.map(([name, value, note]) => (
        <div key={name}>
          <span className="meta">{name}</span>
          <b className="num">{value}</b>
          <span className={`meta ${styles.note}`}>{note}</span>
        </div>
      ))}
    </Card>
  );
}

/** What waits, what was refused, and the decisions a person must take. */
export function SyncScreen() {
  const bridge = useBridge();
  const client = useQueryClient();
  const { person } = useSession();
  const status = useSyncStatus();
  const queue = useRead('sync.queue', {}, { keep: true }).data;
  const cases = useRead('attention.list', {}, { keep: true }).data;
  const [chosen, setChosen] = useState<{ readonly id: string; readonly choice: Side } | null>(null);
  const syncNow = useCall('sync.now');
  const settle = useCall('attention.settle');
  const commands = useCommands();
  const pending = cases?.find((one) => one.mutationId === chosen?.id);

  function save(): void {
    if (!chosen || !pending || settle.isPending) return;
    settle.mutate(
      { mutationId: chosen.id, choice: chosen.choice },
      {
        onSuccess: () => {
          toast({
            tone: 'ok',
            title: t('{title} settled', { title: pending.title }),
            message: t('The other value stays in the history.'),
          });
          setChosen(null);
          void client.invalidateQueries({ queryKey: ['attention.list'] });
        },
      },
    );
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
  useKeys({ '$mod+Enter': save, Escape: () => setChosen(null) });

  const line = status ? stateLine(status) : null;
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
          onClick={() => syncNow.mutate({})}
          disabled={syncNow.isPending}
        >
          {t('Sync now')}
        </Button>
      </PageHead>
      {status ? <Facts status={status} sentToday={queue?.sentToday} /> : null}
      <div className={styles.cols}>
        <section aria-label={t('Queue')}>
          <SectionHead title={t('Queue')} aside={queue ? t('{n} kinds', { n: queue.kinds.length }) : null} />
          {queue ? <QueueTable queue={queue} /> : null}
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
              choice={chosen?.id === one.mutationId ? chosen.choice : null}
              onChoose={(choice) => setChosen({ id: one.mutationId, choice })}
              mayFinish={may(person, 'stock.adjust')}
              onDone={() => commands.mutate([{ name: 'inventory.finishStockTask', args: { taskId: one.mutationId } }])}
            />
          ))}
        </section>
      </div>
      {chosen && pending ? (
        <Dock aria-label={t('Decision')}>
          <IconGitMerge size={16} stroke={1.75} aria-hidden="true" />
          <b className="bold cut">{pending.title}</b>
          <span className="t2 cut">
            {chosen.choice === 'mine'
              ? pending.kind === 'refused'
                ? t('is sent again on the present values.')
                : t('yours stands. Theirs is kept in the history.')
              : pending.kind === 'refused'
                ? t('is let go. What is stored stays.')
                : t('theirs stands. Yours is kept in the history.')}
          </span>
          <span className="grow" />
          <Button size="small" look="quiet" onClick={() => setChosen(null)}>
            {t('Decide later')}
          </Button>
          <Button size="small" look="primary" keys={commandKey('↵')} onClick={save} disabled={settle.isPending}>
            {t('Save result')}
          </Button>
        </Dock>
      ) : null}
    </Page>
  );
}
