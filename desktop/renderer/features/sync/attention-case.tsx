import { Link } from '@tanstack/react-router';
import type { Case } from '../../../bridge/sync-queries.ts';
import { useNow } from '../../data/clock.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { whenText } from '../../ui/instants.ts';
import { Card } from '../../ui/page.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { CaseFields } from './case-fields.tsx';
import { CaseTask } from './case-task.tsx';
import { CaseEvidence, CaseMark } from './case-evidence.tsx';
import { chooseAll, chooseField, chooseWhole, type Decision, isTask, nothingChosen } from './decision.ts';
import styles from './sync.module.css';

const tones = {
  refused: 'bad',
  quarantined: 'bad',
  'put-aside': 'bad',
  'field-conflict': 'warn',
  'stock-task': 'warn',
  'order-flag': 'warn',
  'order-request': 'warn',
} as const;

export interface CaseProps {
  readonly one: Case;
  readonly decision: Decision | null;
  readonly onDecide: (decision: Decision) => void;
}

function mineWord(one: Case): string {
  if (one.kind === 'refused') return one.fields.length > 0 ? t('Keep all mine') : t('Send again');
  return one.mine?.me ? t('Keep mine') : t('Bring {name} back', { name: t('the earlier') });
}

function theirsWord(one: Case): string {
  if (one.kind === 'refused') return one.fields.length > 0 ? t('Take all theirs') : t('Let it go');
  return one.theirs?.me ? t('Keep mine') : t('Take theirs');
}

/** One thing a person must decide. Nothing here is lost, whatever is chosen. */
export function AttentionCase({ one, decision, onDecide }: CaseProps) {
  const now = useNow();
  const task = isTask(one);
  const decides = one.maySettle && (one.kind === 'refused' || one.kind === 'field-conflict');
  const wording = one.fields[0]?.wording ?? null;
  const chosen = (side: 'mine' | 'theirs') =>
    decision !== null &&
    decision.wording === null &&
    (one.fields.length === 0
      ? decision.whole === side
      : one.fields.every((field) => decision.sides[field.at] === side));
  const byline = [one.by, whenText(one.at, now)].filter(Boolean).join(', ');
  return (
    <Card className={styles.case}>
      <header>
        {one.kind === 'put-aside' ? <CaseMark /> : <Picture address={one.image} name={one.title} size={32} />}
        <div className="grow">
          <div className="row">
            <b className="cut">{one.title}</b>
            <Tag tone={tones[one.kind]}>{t(one.badge)}</Tag>
          </div>
          <div className={styles.text}>
            {one.text} {one.mine && one.fields.length > 0 ? null : <span className="sub">{byline}</span>}
          </div>
        </div>
        {one.to ? (
          <Link to={one.to} className={buttonClass({ size: 'small', look: 'quiet' })}>
            {t('Open')}
          </Link>
        ) : null}
        {decides ? (
          <>
            <Button size="small" onClick={() => onDecide(chooseAll(one, 'mine'))} aria-pressed={chosen('mine')}>
              {mineWord(one)}
            </Button>
            <Button size="small" onClick={() => onDecide(chooseAll(one, 'theirs'))} aria-pressed={chosen('theirs')}>
              {theirsWord(one)}
            </Button>
            {wording === null ? null : (
              <Button
                size="small"
                aria-pressed={decision !== null && decision.wording !== null}
                onClick={() => onDecide({ ...nothingChosen(one.mutationId), wording })}
              >
                {t('Word anew')}
              </Button>
            )}
          </>
        ) : null}
        {one.kind === 'quarantined' ? (
          <Button size="small" onClick={() => onDecide(chooseAll(one, 'theirs'))} aria-pressed={chosen('theirs')}>
            {t('I have seen it')}
          </Button>
        ) : null}
        {one.kind === 'put-aside' && one.maySettle ? (
          <>
            {one.countable ? (
              <Button
                size="small"
                onClick={() => onDecide(chooseWhole(one, decision, 'mine'))}
                aria-pressed={decision?.whole === 'mine'}
              >
                {t('It happened, count it')}
              </Button>
            ) : null}
            <Button
              size="small"
              onClick={() => onDecide(chooseWhole(one, decision, 'theirs'))}
              aria-pressed={decision?.whole === 'theirs'}
            >
              {t('Leave it out')}
            </Button>
          </>
        ) : null}
        {task && one.maySettle ? (
          <Button
            size="small"
            onClick={() => onDecide(decision ?? nothingChosen(one.mutationId))}
            aria-pressed={decision !== null}
          >
            {t('Mark as done')}
          </Button>
        ) : null}
      </header>
      {one.fields.length > 0 ? (
        <CaseFields
          one={one}
          decision={decision}
          onSide={(at, side) => onDecide(chooseField(one, decision, at, side))}
          onWording={(words) => onDecide({ ...nothingChosen(one.mutationId), wording: words })}
        />
      ) : null}
      {one.kind === 'put-aside' ? (
        <CaseEvidence
          one={one}
          decision={decision}
          onNote={(note) => onDecide({ ...(decision ?? nothingChosen(one.mutationId)), note })}
        />
      ) : null}
      {task ? (
        <CaseTask
          one={one}
          note={decision?.note ?? ''}
          onNote={(note) => onDecide({ ...(decision ?? nothingChosen(one.mutationId)), note })}
        />
      ) : null}
    </Card>
  );
}
