import { IconArrowNarrowRight, IconX } from '@tabler/icons-react';
import type { AuditChange, AuditEntry } from '../../../bridge/audit-views.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Bone } from '../../ui/empty-state.tsx';
import { dayText, secondsText } from '../../ui/instants.ts';
import { SectionHead } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './audit.module.css';
import { useAuditEntry } from './audit-data.ts';
import { amountText, approvalText, didText, nameText, valueText } from './audit-words.ts';

const when = (at: number) => `${dayText(at, { year: true })}, ${secondsText(at)}`;
const short = (hash: string | null) => (hash ? `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-4)}` : '–');

function Facts({ entry }: { readonly entry: AuditEntry }) {
  const late = Math.round((entry.recordedAt - entry.occurredAt) / 60_000);
  const rows: readonly (readonly [string, string])[] = [
    [t('When'), when(entry.occurredAt)],
    [t('Who'), entry.actorName],
    [t('Device'), entry.deviceName ?? t('Cloud')],
    [
      t('Reached cloud'),
      late >= 5 ? t('{time}, {n} minutes later', { time: when(entry.recordedAt), n: countText(late) }) : t('At once'),
    ],
    [t('Outcome'), entry.outcome],
    ...(entry.approval ? [[t('Approved by'), approvalText(entry.approval)] as const] : []),
    ...(entry.reason ? [[t('Why'), `“${entry.reason}”`] as const] : []),
  ];
  return (
    <dl className={styles.facts}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const verbs = { added: 'added', changed: 'changed', removed: 'removed' } as const;

function Changed({ change }: { readonly change: AuditChange }) {
  const { store } = useSession();
  const names = Object.keys(change.after ?? change.before ?? {});
  const said = (name: string, value: unknown): string =>
    change.money?.includes(name) ? amountText(value, change.currency ?? store.currency) : valueText(value);
  return (
    <section className={styles.change}>
      <h3>
        {nameText(change.table)} {change.label ? <b>{change.label}</b> : null}{' '}
        <span className="sub">{t(verbs[change.did])}</span>
      </h3>
      <dl className={styles.diff}>
        {names.map((name) => (
          <div key={name}>
            <dt title={nameText(name)}>{nameText(name)}</dt>
            <dd>
              {change.before && name in change.before ? <del>{said(name, change.before[name])}</del> : null}
              {change.before && change.after ? (
                <IconArrowNarrowRight size={13} stroke={1.75} className="flip" role="img" aria-label={t('became')} />
              ) : null}
              {change.after ? <ins>{said(name, change.after[name])}</ins> : null}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Chain({ entry }: { readonly entry: AuditEntry }) {
  const next = entry.nextPreviousHash;
  return (
    <div className={styles.chain}>
      <span className="t2">{t('Before')}</span>
      <code>{short(entry.previousHash)}</code>
      <span />
      <b>{t('This')}</b>
      <code className="bold">{short(entry.hash)}</code>
      <span>{entry.hash ? null : <State tone="waiting">{t('Not sealed yet')}</State>}</span>
      <span className="t2">{t('Next')}</span>
      <code>{next ? short(next) : '–'}</code>
      <span>
        {next === null ? (
          <span className="sub">{t('The newest')}</span>
        ) : (
          <State tone={next === entry.hash ? 'ok' : 'bad'}>
            {next === entry.hash ? t('Points here') : t('Points elsewhere')}
          </State>
        )}
      </span>
    </div>
  );
}

/** One record opened: who, why, what stood there before and after, and its place in the chain. */
export function EntrySide({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const read = useAuditEntry(id);
  const entry = read.data;
  const added = Object.entries(entry?.added ?? {}).filter(
    ([table]) => !entry?.changes.some((change) => change.table === table && change.did === 'added'),
  );
  return (
    <>
      <div className={styles.sideHead}>
        <h2>{entry ? didText(entry.action) : <Bone width={160} />}</h2>
        <span className="mono sub">{entry?.position === null ? '' : countText(entry?.position ?? 0)}</span>
        <span className="grow" />
        <Button look="quiet" size="small" square aria-label={t('Close')} onClick={onClose} icon={<IconX size={16} />} />
      </div>
      {read.error ? <ReadFault error={read.error} /> : null}
      {entry ? (
        <div className={styles.sideBody}>
          <Facts entry={entry} />
          <SectionHead
            title={t('Before and after')}
            aside={entry.more > 0 ? t('and {n} more', { n: countText(entry.more) }) : undefined}
          />
          {entry.erased ? (
            <p className="t2">{t('What it said held personal data and was erased. That it was here stays proven.')}</p>
          ) : null}
          {!entry.erased && entry.changes.length === 0 && added.length === 0 ? (
            <p className="t2">{t('It changed no record.')}</p>
          ) : null}
          {entry.changes.map((change) => (
            <Changed key={`${change.table}${JSON.stringify(change.key)}${change.did}`} change={change} />
          ))}
          {added.length > 0 ? (
            <p className={`t2 ${styles.added}`}>
              {t('Added:')} {added.map(([table, count]) => `${nameText(table)} ${countText(count)}`).join(', ')}
            </p>
          ) : null}
          <SectionHead title={t('Chain')} aside="SHA-256" />
          <Chain entry={entry} />
        </div>
      ) : null}
    </>
  );
}
