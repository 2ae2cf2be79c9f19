import { Link } from '@tanstack/react-router';
import type { TransferPage } from '../../../bridge/transfer-queries.ts';
import { deskNow } from '../../data/clock.ts';
import { dayText, whenText } from '../../ui/instants.ts';
import { CrumbText, PageHead } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { statusWords } from './transfer-words.ts';
import styles from './transfers.module.css';

/** From where to where, and who did which step when. */
export function Facts({ transfer }: { readonly transfer: TransferPage }) {
  const { fromName, toName, shippedAt, shippedBy, endedAt, carrier, tracking, note, createdAt, createdBy } = transfer;
  const now = deskNow();
  const facts: readonly (readonly [string, string])[] = [
    [t('From'), fromName],
    [t('To'), toName],
    [t('Written'), `${whenText(createdAt, now)}, ${createdBy}`],
    ...(shippedAt ? [[t('Sent'), [whenText(shippedAt, now), shippedBy].filter(Boolean).join(', ')] as const] : []),
    ...(carrier || tracking ? [[t('By'), [carrier, tracking].filter(Boolean).join(', ')] as const] : []),
    ...(transfer.expectedOn ? [[t('Expected'), dayText(Date.parse(`${transfer.expectedOn}T12:00:00Z`))] as const] : []),
    ...(endedAt ? [[t('Ended'), whenText(endedAt, now)] as const] : []),
    ...(note ? [[t('Note'), note] as const] : []),
  ];
  return (
    <p className={styles.facts}>
      {facts.map(([name, value]) => (
        <span key={name}>
          {name} <b>{value}</b>
        </span>
      ))}
    </p>
  );
}

export function Head({ transfer, number }: { readonly transfer: TransferPage | null; readonly number: string }) {
  const [tone, word] = transfer ? statusWords[transfer.status] : (['open', 'Not saved'] as const);
  return (
    <PageHead>
      <Link to="/transfers">
        <CrumbText>{t('Transfers')}</CrumbText>
      </Link>
      <h1>{number}</h1>
      <State tone={tone}>{t(word)}</State>
      {transfer?.unsent ? <span className="sub">{t('not sent yet')}</span> : null}
    </PageHead>
  );
}
