import { IconBox, IconCircleX, IconGitMerge, IconShieldQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { QueryMap } from '../../../bridge/queries.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { Card } from '../../ui/page.tsx';
import { Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './sync.module.css';

export type Case = QueryMap['attention.list']['result'][number];
export type Side = 'mine' | 'theirs';

const looks = {
  refused: { icon: IconCircleX, badge: 'Refused', tone: 'bad' },
  'field-conflict': { icon: IconGitMerge, badge: 'Changed twice', tone: 'warn' },
  'stock-task': { icon: IconBox, badge: 'Stock task', tone: 'warn' },
  quarantined: { icon: IconShieldQuestion, badge: 'Held for review', tone: 'bad' },
} as const;

export interface CaseProps {
  readonly one: Case;
  readonly choice: Side | null;
  readonly onChoose: (choice: Side) => void;
  readonly onDone: () => void;
  readonly mayFinish: boolean;
}

function Fields({ one, choice, onChoose }: Pick<CaseProps, 'one' | 'choice' | 'onChoose'>) {
  const option = (side: Side, value: string) => (
    <button type="button" className={styles.option} aria-pressed={choice === side} onClick={() => onChoose(side)}>
      <span>{value || '–'}</span>
    </button>
  );
  return (
    <table className={styles.table}>
      <colgroup>
        <col style={{ width: 120 }} />
        <col style={{ width: 120 }} />
        <col />
        <col />
        <col style={{ width: 200 }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t('Field')}</th>
          <th scope="col">{t('Before')}</th>
          <th scope="col">{t('Mine')}</th>
          <th scope="col">{t('Theirs')}</th>
          <th scope="col" className={styles.result}>
            {t('What everyone will see')}
          </th>
        </tr>
      </thead>
      <tbody>
        {one.fields.map((field) => (
          <tr key={field.field}>
            <th scope="row">{field.field}</th>
            <td className="t2 cut">{field.base}</td>
            <td>{option('mine', field.mine)}</td>
            <td>{option('theirs', field.theirs)}</td>
            <td className={styles.result}>
              {choice ? (
                <>
                  <b>{(choice === 'mine' ? field.mine : field.theirs) || '–'}</b>
                  <small>{choice === 'mine' ? t('yours') : t('theirs')}</small>
                </>
              ) : (
                <span className="sub">{t('not decided')}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One thing a person must decide. Nothing here is lost, whatever is chosen. */
export function AttentionCase({ one, choice, onChoose, onDone, mayFinish }: CaseProps) {
  const { icon: Icon, badge, tone } = looks[one.kind];
  const decides = one.kind === 'refused' || one.kind === 'field-conflict';
  return (
    <Card className={styles.case}>
      <header>
        <Icon size={20} stroke={1.6} aria-hidden="true" className="t2" />
        <div className="grow">
          <div className="row">
            <b>{one.title}</b>
            <Tag tone={tone}>{t(badge)}</Tag>
          </div>
          <div className="meta">
            {t('{by}, {day} {time}', { by: one.by, day: dayText(one.at), time: clockText(one.at) })}
          </div>
        </div>
        {one.to ? (
          <Link to={one.to} className={buttonClass({ size: 'small', look: 'quiet' })}>
            {t('Open')}
          </Link>
        ) : null}
        {decides ? (
          <>
            <Button size="small" onClick={() => onChoose('mine')} aria-pressed={choice === 'mine'}>
              {one.kind === 'refused' ? t('Send again') : t('Keep mine')}
            </Button>
            <Button size="small" onClick={() => onChoose('theirs')} aria-pressed={choice === 'theirs'}>
              {one.kind === 'refused' ? t('Let it go') : t('Take theirs')}
            </Button>
          </>
        ) : null}
        {one.kind === 'stock-task' && mayFinish ? (
          <Button size="small" onClick={onDone}>
            {t('Mark as done')}
          </Button>
        ) : null}
      </header>
      {one.text ? <p className={styles.text}>{one.text}</p> : null}
      {one.fields.length > 0 ? <Fields one={one} choice={choice} onChoose={onChoose} /> : null}
    </Card>
  );
}
