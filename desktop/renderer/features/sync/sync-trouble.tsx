import { IconCloudOff, IconLockX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { SyncStatus } from '../../../bridge/status.ts';
import { useBridge } from '../../data/bridge.ts';
import { useCall } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Input } from '../../ui/field.tsx';
import { clockText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { saveQueue } from './save-queue.ts';
import styles from './sync.module.css';
import trouble from './sync-trouble.module.css';

export interface SyncTroubleProps {
  readonly status: SyncStatus;
  /** Whether this person may take out what waits */
  readonly mayExport: boolean;
  readonly onRetry: () => void;
}

/** Why nothing goes out, whole and in words, with what a person can do about it. */
export function SyncTrouble({ status, mayExport, onRetry }: SyncTroubleProps) {
  const bridge = useBridge();
  const offline = status.state === 'offline';
  if (!offline && status.state !== 'failing') return null;
  const notLetIn = !offline && status.problemCode !== null;
  const since = status.since === null ? '' : ` ${t('since {time}', { time: clockText(status.since) })}`;
  const text = offline
    ? t('The cloud does not answer{since}. Selling goes on; everything is saved here and goes out by itself.', {
        since,
      })
    : (status.problem ?? t('The cloud does not take what this desk sends. Everything is saved here; it keeps trying.'));
  const Icon = notLetIn ? IconLockX : IconCloudOff;
  return (
    <div className={cx(styles.trouble, !offline && styles.bad, notLetIn && trouble.tall)} role="status">
      <Icon size={20} stroke={1.75} aria-hidden="true" />
      <span className="grow">{text}</span>
      <span className={trouble.ways}>
        {notLetIn ? <EnrolAgain /> : null}
        {status.waiting > 0 && mayExport ? (
          <Button size="small" onClick={() => void saveQueue(bridge)}>
            {t('Save a copy of what waits')}
          </Button>
        ) : null}
        <Button size="small" onClick={onRetry}>
          {t('Try now')}
        </Button>
      </span>
    </div>
  );
}

/** With a code of an owner the device is let in again, and what waits goes out. */
function EnrolAgain() {
  const [code, setCode] = useState('');
  const enrol = useCall('session.enrolAgain');
  const ready = code.trim().length >= 6 && !enrol.isPending;
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!ready) return;
    enrol.mutate(
      { code: code.trim().toUpperCase() },
      {
        onSuccess: () => {
          toast({ tone: 'ok', title: t('This device is let in again'), message: t('What waits goes out now.') });
        },
      },
    );
  }
  return (
    <form className={trouble.again} onSubmit={submit}>
      <Input
        small
        aria-label={t('Enrolment code')}
        placeholder={t('Enrolment code')}
        autoComplete="off"
        spellCheck={false}
        maxLength={12}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button size="small" look="primary" type="submit" disabled={!ready}>
        {t('Enrol again')}
      </Button>
    </form>
  );
}
