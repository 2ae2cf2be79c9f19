import { IconUserCheck } from '@tabler/icons-react';
import type { ApprovalRow } from '../../../bridge/access-queries.ts';
import { lackOf } from '@tillhouse/shared/domains/access/rights.ts';
import { useBridge } from '../../data/bridge.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused, useCommands } from '../../data/writes.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { permissionText } from './permission-groups.ts';
import { limitText } from './term-words.ts';
import styles from './roles.module.css';
import terms from './terms.module.css';

export type ApprovalStand = 'asked' | 'approved' | 'declined' | 'used' | 'over';

export function standOf(row: ApprovalRow, now: number): ApprovalStand {
  if (row.used) return 'used';
  return row.expiresAt < now && row.status !== 'declined' ? 'over' : row.status;
}

const words: Readonly<Record<ApprovalStand, readonly ['warn' | 'ok' | 'bad' | 'open', string]>> = {
  asked: ['warn', 'Waits for a yes'],
  approved: ['ok', 'Approved'],
  declined: ['bad', 'Declined'],
  used: ['open', 'Done'],
  over: ['open', 'Ran out'],
};

/** What waits for a second person, and what became of it. */
export function ApprovalsList({ rows, now }: { readonly rows: readonly ApprovalRow[]; readonly now: number }) {
  const { person, store } = useSession();
  const commands = useCommands();
  const bridge = useBridge();
  const decide = (row: ApprovalRow, yes: boolean) =>
    commands.mutate([{ name: 'access.decideApproval', args: { id: row.id, yes, note: '' } }]);
  const use = (row: ApprovalRow) =>
    bridge
      .mutate(row.command, row.args, crypto.randomUUID(), { approvalId: row.id })
      .then(() => toast({ tone: 'ok', title: t('Done'), message: row.summary }))
      .catch(sayRefused);
  if (rows.length === 0)
    return (
      <EmptyState icon={<IconUserCheck size={48} stroke={1.1} aria-hidden="true" />} title={t('Nothing waits')}>
        {t('What somebody may do only with a yes is asked here and answered by somebody else.')}
      </EmptyState>
    );
  return (
    <ul className={terms.cards}>
      {rows.map((row) => {
        const stand = standOf(row, now);
        const [tone, text] = words[stand];
        const own = row.askedById === person.id;
        const lock = own ? t('Nobody approves what they asked themselves.') : cannotApprove(row, person);
        return (
          <li key={row.id} className={terms.lent}>
            <div className={styles.who}>
              <Avatar name={row.askedByName} />
              <b className="bold">{row.summary}</b>
              <span className="grow" />
              <State tone={tone}>{t(text)}</State>
            </div>
            <dl className={styles.facts}>
              <dt>{t('Asked')}</dt>
              <dd>
                {t('{name}, {day}, {time}', {
                  name: row.askedByName,
                  day: dayText(row.askedAt),
                  time: clockText(row.askedAt),
                })}
              </dd>
              <dt>{t('Needs')}</dt>
              <dd>
                {permissionText(row.permission)}
                {row.value === null ? '' : `, ${limitText(row.permission, row.value, store.currency)}`}
                {row.locationName ? `, ${row.locationName}` : ''}
              </dd>
              {row.decidedByName ? (
                <>
                  <dt>{t('Decided')}</dt>
                  <dd>{row.decidedByName}</dd>
                </>
              ) : null}
            </dl>
            <details className={terms.exact}>
              <summary>{t('Exactly what')}</summary>
              <pre>{`${row.command}\n${JSON.stringify(row.args, null, 2)}`}</pre>
            </details>
            {stand === 'asked' ? (
              <div className={terms.lentActs}>
                <Button
                  size="small"
                  look="primary"
                  disabled={lock !== null || commands.isPending}
                  title={lock ?? undefined}
                  onClick={() => decide(row, true)}
                >
                  {t('Approve')}
                </Button>
                <Button size="small" disabled={commands.isPending} onClick={() => decide(row, false)}>
                  {own ? t('Withdraw') : t('Decline')}
                </Button>
                {lock ? <span className="sub">{lock}</span> : null}
              </div>
            ) : null}
            {stand === 'approved' && own ? (
              <div className={terms.lentActs}>
                <Button size="small" look="primary" onClick={() => void use(row)}>
                  {t('Do it now')}
                </Button>
                <span className="sub">{t('Good once, until {time}.', { time: clockText(row.expiresAt) })}</span>
              </div>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function cannotApprove(row: ApprovalRow, person: Parameters<typeof lackOf>[0]): string | null {
  const need = {
    permission: row.permission,
    ...(row.value !== null && { value: row.value }),
    ...(row.locationId !== null && { locationId: row.locationId }),
  };
  return lackOf(person, need) ? t('You may not do this alone either, so your yes is not enough.') : null;
}
