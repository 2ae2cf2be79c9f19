import type { SyncStatus } from '../../../bridge/status.ts';
import { useNow } from '../../data/clock.ts';
import { copyWord } from '../../data/sync-words.ts';
import { secondsText } from '../../ui/instants.ts';
import { Card } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import styles from './sync.module.css';

function minutesText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return t('under a minute');
  return minutes < 120 ? t('{n} min', { n: minutes }) : t('{n} h', { n: Math.round(minutes / 60) });
}

export function stateLine(status: SyncStatus): {
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
      text: t('Saved on this device; goes out when the line is back.'),
    };
  if (status.state === 'failing' && status.problemCode !== null)
    return {
      tone: 'bad',
      word: t('Not let in'),
      text: t('Saved on this device; somebody has to let it in again.'),
    };
  if (status.state === 'failing')
    return {
      tone: 'bad',
      word: t('Cannot sync'),
      text: t('Saved on this device; it keeps trying.'),
    };
  if (status.state === 'initial' || status.state === 'never')
    return {
      tone: 'busy',
      word: copyWord(status),
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

/** "0.4 s slow", "3 h fast", "in step": this machine's clock beside the cloud's. */
function clockOff(skew: number): string {
  const off = Math.abs(skew);
  if (off < 50) return t('in step');
  const age = off < 60_000 ? `${(off / 1000).toFixed(1)} s` : minutesText(off);
  return skew > 0 ? t('{age} slow', { age }) : t('{age} fast', { age });
}

export function SyncFacts({
  status,
  sentToday,
}: {
  readonly status: SyncStatus;
  readonly sentToday: number | undefined;
}) {
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
    [t('Sent today'), sentToday === undefined ? '–' : countText(sentToday), t('sales, stock moves, receipts')],
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
