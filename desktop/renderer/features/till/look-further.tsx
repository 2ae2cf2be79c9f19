import { IconCloudSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { FindSaleQueries } from '../../../bridge/find-sale-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { useSyncStatus } from '../../data/sync-status.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/text.ts';
import { firstDayText } from './found-sale-words.ts';
import styles from './find-sale.module.css';

interface Props {
  readonly answer: FindSaleQueries['till.findSales']['result'] | undefined;
  readonly text: string;
}

/** Sales before the months held here are in the cloud: asked for by what was said, and why not where it cannot be. */
export function LookFurther({ answer, text }: Props) {
  const bridge = useBridge();
  const offline = useSyncStatus()?.state === 'offline';
  const [looking, setLooking] = useState(false);
  const [said, setSaid] = useState<{ readonly text: string; readonly words: string } | null>(null);
  if (!answer || answer.since === null || text === '') return null;
  const { older, since } = answer;
  const day = firstDayText(since);

  async function look(): Promise<void> {
    setLooking(true);
    try {
      const found = new Set<string>();
      for (const ask of older) for (const id of (await bridge.call('orders.findOlder', ask)).orderIds) found.add(id);
      const n = found.size;
      setSaid({ text, words: t('{n, plural, =0 {The cloud has none either} other {The cloud has {n}}}', { n }) });
    } catch (problem) {
      setSaid({ text, words: (problem as Error).message });
    } finally {
      setLooking(false);
    }
  }

  const why = offline
    ? t('Sales before {day} are in the cloud, which does not answer just now.', { day })
    : older.length === 0
      ? t('For sales before {day}, say the number, the customer, or the day with card or amount.', { day })
      : null;
  return (
    <>
      <Button
        size="touch"
        icon={<IconCloudSearch size={20} stroke={1.75} aria-hidden="true" />}
        disabled={why !== null || looking}
        onClick={() => void look()}
      >
        {looking ? t('Looking in the cloud …') : t('Look before {day}', { day })}
      </Button>
      <span className={styles.further} role="status">
        {said?.text === text ? said.words : why}
      </span>
    </>
  );
}
