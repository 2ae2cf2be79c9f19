import type { SyncStatus } from '../../bridge/status.ts';
import { clockText } from '../ui/instants.ts';
import { t } from '../ui/text.ts';

export interface SyncWords {
  readonly mood: 'ok' | 'busy' | 'offline' | 'look';
  readonly text: string;
}

/** A desk that has been in step before copies anew where the cloud was started again: that is no first copy. */
export const copyWord = ({ lastSyncedAt }: Pick<SyncStatus, 'lastSyncedAt'>): string =>
  lastSyncedAt === null ? t('First copy') : t('Catching up');

/** The one sentence of the sync pill: a word and a count, never a colour alone. */
export function syncWords(status: SyncStatus | null): SyncWords {
  if (!status) return { mood: 'busy', text: t('Starting') };
  const { state, waiting, needsAttention, lastSyncedAt } = status;
  if (state === 'offline')
    return { mood: 'offline', text: waiting ? t('Offline, {n} to send', { n: waiting }) : t('Offline') };
  if (state === 'failing' && status.problemCode !== null)
    return { mood: 'look', text: waiting ? t('Not let in, {n} safe here', { n: waiting }) : t('Not let in') };
  if (state === 'failing')
    return { mood: 'look', text: waiting ? t('Cannot send, {n} safe here', { n: waiting }) : t('Cannot sync') };
  if (state === 'initial') {
    const { received = 0, expected = null } = status.initial ?? {};
    const share = expected ? Math.min(99, Math.floor((received * 100) / expected)) : null;
    const copy = copyWord(status);
    return { mood: 'busy', text: share === null ? copy : t('{copy}, {share}%', { copy, share }) };
  }
  if (needsAttention > 0) {
    return {
      mood: 'look',
      text: t('{n, plural, one {# needs attention} other {# need attention}}', { n: needsAttention }),
    };
  }
  if (state === 'sending' || waiting > 0) return { mood: 'busy', text: t('Sending {n}', { n: Math.max(1, waiting) }) };
  if (lastSyncedAt === null) return { mood: 'busy', text: t('Not synced yet') };
  return { mood: 'ok', text: t('Synced {time}', { time: clockText(lastSyncedAt) }) };
}
