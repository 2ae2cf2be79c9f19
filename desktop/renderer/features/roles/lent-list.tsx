import { IconArrowsExchange, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { LendingRow, RoleRow, StaffRow } from '../../../bridge/access-queries.ts';
import { may } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { LendDialog } from './lend-dialog.tsx';
import { listWords } from './permission-groups.ts';
import styles from './roles.module.css';
import terms from './terms.module.css';

const when = (at: number) => `${dayText(at)}, ${clockText(at)}`;

export function lendingState(row: LendingRow, now: number): 'now' | 'later' | 'over' {
  if (row.endsAt <= now) return 'over';
  return row.startsAt > now ? 'later' : 'now';
}

export interface LentListProps {
  readonly rows: readonly LendingRow[];
  readonly staff: readonly StaffRow[];
  readonly role: RoleRow | undefined;
  readonly now: number;
}

/** Who stands in for whom, where and until when. */
export function LentList({ rows, staff, role, now }: LentListProps) {
  const { person } = useSession();
  const commands = useCommands();
  const [lending, setLending] = useState(false);
  const noLend = may(person, 'rights.lend')
    ? null
    : t('Lending needs the right “Lend own rights to somebody until a date”. Ask an owner.');
  const shown = [...rows].sort((a, b) => b.endsAt - a.endsAt);
  const mayEnd = (row: LendingRow) => [row.fromId, row.toId].includes(person.id) || may(person, 'staff.manage');
  return (
    <section className={styles.frame} aria-label={t('Lent rights')}>
      <div className={terms.bar}>
        <span className="grow" />
        <Button
          size="small"
          icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
          disabled={noLend !== null}
          title={noLend ?? undefined}
          onClick={() => setLending(true)}
        >
          {t('Lend rights')}
        </Button>
      </div>
      {noLend ? <p className={`sub ${terms.note}`}>{noLend}</p> : null}
      {shown.length === 0 ? (
        <EmptyState
          icon={<IconArrowsExchange size={48} stroke={1.1} aria-hidden="true" />}
          title={t('Nothing is lent')}
        >
          {t('Somebody who goes away can lend rights until the day they are back.')}
        </EmptyState>
      ) : (
        <ul className={terms.cards}>
          {shown.map((row) => {
            const state = lendingState(row, now);
            return (
              <li key={row.id} className={terms.lent}>
                <div className={styles.who}>
                  <Avatar name={row.toName} />
                  <b className="bold">{row.toName}</b>
                  <span className="t2">{t('stands in for {name}', { name: row.fromName })}</span>
                  <span className="grow" />
                  {state === 'now' ? (
                    <State tone="ok">{t('Now')}</State>
                  ) : (
                    <State tone="open">{state === 'later' ? t('Later') : t('Over')}</State>
                  )}
                </div>
                <dl className={styles.facts}>
                  <dt>{t('May')}</dt>
                  <dd>{listWords(row.permissions, 6)}</dd>
                  <dt>{t('Where')}</dt>
                  <dd>{row.locationName ?? t('Wherever the giver may')}</dd>
                  <dt>{t('Ends')}</dt>
                  <dd>
                    {when(row.endsAt)}
                    {row.reason ? <span className="sub"> · {row.reason}</span> : null}
                  </dd>
                </dl>
                {state === 'over' ? null : (
                  <Button
                    size="small"
                    disabled={!mayEnd(row) || commands.isPending}
                    title={mayEnd(row) ? undefined : t('Only the two concerned and who manages people end this.')}
                    onClick={() => commands.mutate([{ name: 'access.endLending', args: { id: row.id } }])}
                  >
                    {t('End now')}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {lending ? <LendDialog staff={staff} role={role} now={now} onClose={() => setLending(false)} /> : null}
    </section>
  );
}
