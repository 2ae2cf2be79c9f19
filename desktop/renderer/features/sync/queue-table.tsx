import {
  IconAddressBook,
  IconCashRegister,
  IconPackages,
  IconReceipt,
  IconSettings,
  IconShoppingBag,
  IconTag,
} from '@tabler/icons-react';
import type { QueryMap } from '../../../bridge/queries.ts';
import { useNow } from '../../data/clock.ts';
import { LinkButton } from '../../ui/button.tsx';
import { clockText, dayKey, dayText } from '../../ui/instants.ts';
import { Ledger, sumRow } from '../../ui/ledger.tsx';
import { Card } from '../../ui/page.tsx';
import { countText, dashText } from '../../ui/quantity.ts';
import { State, type Tone } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './sync.module.css';

type Queue = QueryMap['sync.queue']['result'];

/** What a person calls the commands of each domain. */
const kinds: Record<string, readonly [name: string, icon: typeof IconTag]> = {
  register: ['Sales', IconCashRegister],
  orders: ['Orders', IconShoppingBag],
  inventory: ['Stock moves', IconPackages],
  catalog: ['Products', IconTag],
  pricing: ['Prices', IconReceipt],
  customers: ['Customers', IconAddressBook],
  access: ['Settings', IconSettings],
};
const states: Record<Queue['kinds'][number]['state'], readonly [Tone, string]> = {
  synced: ['ok', 'Synced'],
  queued: ['open', 'Queued'],
  sending: ['busy', 'Sending'],
  failed: ['bad', 'Failed, retrying'],
  review: ['warn', 'Needs review'],
};

/** What waits, by kind; every kind says its state in a word. */
export function QueueTable({
  queue,
  onRetry,
  onLeave,
  onBringIn,
}: {
  readonly queue: Queue;
  readonly onRetry: () => void;
  /** Absent where the person may not give the device back */
  readonly onLeave: (() => void) | null;
  /** Absent where the person may not bring in what another device had saved */
  readonly onBringIn: (() => void) | null;
}) {
  const now = useNow();
  const when = (at: number | null) => (at === null ? '–' : dayKey(at) === dayKey(now) ? clockText(at) : dayText(at));
  const waiting = queue.kinds.reduce((sum, kind) => sum + kind.waiting, 0);
  const bytes = queue.kinds.reduce((sum, kind) => sum + kind.bytes, 0);
  const failed = queue.kinds.some((kind) => kind.state === 'failed');
  return (
    <>
      <Card>
        <Ledger widths={[null, 60, 62, 122, 92]} style={{ '--edge': '14px' } as React.CSSProperties}>
          <thead>
            <tr>
              <th scope="col">{t('Kind')}</th>
              <th scope="col" className="num">
                {t('Waiting')}
              </th>
              <th scope="col" className="num">
                {t('Size')}
              </th>
              <th scope="col">{t('State')}</th>
              <th scope="col" className="num">
                {t('Last sent')}
              </th>
            </tr>
          </thead>
          <tbody>
            {queue.kinds.map((kind) => {
              const [name, Icon] = kinds[kind.kind] ?? [kind.kind, IconSettings];
              const [tone, word] = states[kind.state];
              return (
                <tr key={kind.kind}>
                  <td>
                    <span className="row">
                      <Icon size={16} stroke={1.75} aria-hidden="true" className="sub" />
                      <span className="strong">{t(name)}</span>
                    </span>
                  </td>
                  <td className={kind.waiting ? 'num bold' : 'num sub'}>{dashText(kind.waiting)}</td>
                  <td className="num sub">{kind.bytes === 0 ? '–' : bytesText(kind.bytes)}</td>
                  <td>
                    <State tone={tone} calm={kind.state === 'synced'}>
                      {t(word)}
                    </State>
                  </td>
                  <td className="num t2">{when(kind.lastSentAt)}</td>
                </tr>
              );
            })}
            <tr className={sumRow}>
              <td>{t('Total')}</td>
              <td className="num">{countText(waiting)}</td>
              <td className="num sub">{bytes === 0 ? '–' : bytesText(bytes)}</td>
              <td />
              <td className="num">{failed ? <LinkButton onClick={onRetry}>{t('Retry now')}</LinkButton> : null}</td>
            </tr>
          </tbody>
        </Ledger>
      </Card>
      {queue.waiting.length > 0 ? (
        <Card className={styles.waiting}>
          <header>
            <h2>{t('Next to go')}</h2>
          </header>
          <ul>
            {queue.waiting.slice(0, 6).map((one) => (
              <li key={one.mutationId}>
                <span className="grow cut">{one.title}</span>
                {one.attempts > 1 ? <span className="sub">{t('tried {n} times', { n: one.attempts })}</span> : null}
                <span className="t2">{clockText(one.occurredAt)}</span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      <Card className={styles.size}>
        <span className="strong">{t('Kept on this device')}</span>
        <span className="grow" />
        <bdi className="bold">{bytesText(queue.databaseBytes)}</bdi>
        {onLeave ? <LinkButton onClick={onLeave}>{t('Give this device back')}</LinkButton> : null}
      </Card>
      {onBringIn ? (
        <Card className={styles.size}>
          <span className="t2">{t('Saved on a device that is gone')}</span>
          <span className="grow" />
          <LinkButton onClick={onBringIn}>{t('Bring in a saved queue')}</LinkButton>
        </Card>
      ) : null}
    </>
  );
}

/** "1.84 GB", "412 MB", "3.2 kB": powers of a thousand, as disks are sold. */
export function bytesText(bytes: number): string {
  if (bytes >= 1_000_000_000) return `${(bytes / 1_000_000_000).toFixed(2)} GB`;
  if (bytes >= 1_000_000) return `${Math.round(bytes / 1_000_000)} MB`;
  return `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
}
