import type { Case } from '../../../bridge/sync-queries.ts';
import { Area, Field } from '../../ui/field.tsx';
import { Ledger, sumRow } from '../../ui/ledger.tsx';
import { t } from '../../ui/text.ts';
import styles from './sync.module.css';

export interface CaseTaskProps {
  readonly one: Case;
  readonly note: string;
  readonly onNote: (note: string) => void;
}

/** How a number came about; the last line is the sum. */
export function CaseReckoning({ lines }: { readonly lines: Case['reckoning'] }) {
  return (
    <Ledger bare widths={[null, 96]} rowHeight={26} className={styles.reckoning ?? ''}>
      <tbody>
        {lines.map((line, index) => (
          <tr key={`${line.text}${line.amount}`} className={index === lines.length - 1 ? sumRow : undefined}>
            <td className="cut">{line.text}</td>
            <td className="num">{line.amount}</td>
          </tr>
        ))}
      </tbody>
    </Ledger>
  );
}

/** What a fact left behind: how it came about, and a note of what a person did about it. */
export function CaseTask({ one, note, onNote }: CaseTaskProps) {
  const { reckoning } = one;
  return (
    <div className={styles.task}>
      {reckoning.length > 0 ? <CaseReckoning lines={reckoning} /> : null}
      <div className={styles.note2}>
        {one.maySettle ? (
          <Field label={t('What was found or done')} hint={t('Stays with the task, for everybody who looks later.')}>
            {(control) => (
              <Area {...control} maxLength={500} value={note} onChange={(event) => onNote(event.currentTarget.value)} />
            )}
          </Field>
        ) : (
          <p className="t2">{t('Somebody with the right to do so has to close this.')}</p>
        )}
      </div>
    </div>
  );
}
