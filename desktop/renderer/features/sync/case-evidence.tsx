import { IconReceiptOff } from '@tabler/icons-react';
import type { Case } from '../../../bridge/sync-queries.ts';
import { useNow } from '../../data/clock.ts';
import { Area, Field } from '../../ui/field.tsx';
import { whenText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';
import { CaseReckoning } from './case-task.tsx';
import type { Decision } from './decision.ts';
import styles from './case-evidence.module.css';
import page from './sync.module.css';

export interface CaseEvidenceProps {
  readonly one: Case;
  readonly decision: Decision | null;
  readonly onNote: (note: string) => void;
}

/** In the place of a picture: this is about no one thing. */
export function CaseMark() {
  return (
    <span className={styles.mark}>
      <IconReceiptOff size={20} stroke={1.75} aria-hidden="true" />
    </span>
  );
}

/** What was put aside, as its device told it, and the reason of whoever decides. */
export function CaseEvidence({ one, decision, onNote }: CaseEvidenceProps) {
  const now = useNow();
  return (
    <>
      <div className={page.task}>
        <dl className={styles.evidence}>
          {one.evidence.map(({ what, text, at }) => (
            <div key={what}>
              <dt>{t(what)}</dt>
              <dd>{at === null ? text : whenText(at, now)}</dd>
            </div>
          ))}
        </dl>
        {one.reckoning.length > 0 ? <CaseReckoning lines={one.reckoning} /> : null}
      </div>
      {one.maySettle && decision !== null ? (
        <div className={styles.reason}>
          <Field
            label={decision.whole === 'theirs' ? t('Why it is left out') : t('Why it may be counted')}
            hint={t('Stays with the case and in the audit, with your name.')}
          >
            {(control) => (
              <Area
                {...control}
                autoFocus
                maxLength={500}
                value={decision.note}
                onChange={(event) => onNote(event.currentTarget.value)}
              />
            )}
          </Field>
        </div>
      ) : null}
      {one.maySettle ? null : (
        <p className={styles.reason}>{t('Somebody with the right to do so has to decide this.')}</p>
      )}
    </>
  );
}
