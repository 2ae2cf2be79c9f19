import type { Case, Writer } from '../../../bridge/sync-queries.ts';
import { useNow } from '../../data/clock.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { cx } from '../../ui/cx.ts';
import { Input } from '../../ui/field.tsx';
import { whenText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';
import type { Decision, Side } from './decision.ts';
import styles from './sync.module.css';

export interface CaseFieldsProps {
  readonly one: Case;
  readonly decision: Decision | null;
  readonly onSide: (at: number, side: Side) => void;
  readonly onWording: (wording: string) => void;
}

/** Who stands behind a column: the person, when, and at which device. */
function WriterHead({ writer, fallback }: { readonly writer: Writer | null; readonly fallback: string }) {
  const name = writer?.me ? t('Mine') : (writer?.by ?? fallback);
  const now = useNow();
  const when = writer?.at ? whenText(writer.at, now) : null;
  const line = [when, writer?.device].filter(Boolean).join(', ');
  return (
    <span className={styles.writer}>
      {writer?.by ? <Avatar name={writer.by} size={20} /> : null}
      <span>
        <b>{name}</b>
        {line ? <small title={line}>{line}</small> : null}
      </span>
    </span>
  );
}

/** Both values of every field with who wrote them; a press chooses, the last column says what everyone will see. */
export function CaseFields({ one, decision, onSide, onWording }: CaseFieldsProps) {
  const option = (at: number, side: Side, value: string, name: string) => (
    <button
      type="button"
      className={styles.option}
      aria-label={`${name}: ${value}, ${side === 'mine' ? t('mine') : t('theirs')}`}
      aria-pressed={decision?.sides[at] === side && decision.wording === null}
      onClick={() => onSide(at, side)}
      disabled={!one.maySettle}
      title={value}
    >
      <span>{value}</span>
    </button>
  );
  return (
    <table className={styles.table}>
      <colgroup>
        <col style={{ width: 116 }} />
        <col style={{ width: '15%' }} />
        <col />
        <col />
        <col style={{ width: '24%' }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t('Field')}</th>
          <th scope="col">{t('Before')}</th>
          <th scope="col">
            <WriterHead writer={one.mine} fallback={t('Mine')} />
          </th>
          <th scope="col">
            <WriterHead writer={one.theirs} fallback={t('What stands now')} />
          </th>
          <th scope="col" className={styles.result}>
            <span className={styles.writer}>
              <span>
                <b>{t('Result')}</b>
                <small>{t('what everyone will see')}</small>
              </span>
            </span>
          </th>
        </tr>
      </thead>
      <tbody>
        {one.fields.map((field) => {
          const side = decision?.sides[field.at];
          return (
            <tr key={field.at}>
              <th scope="row" className="cut">
                {field.field}
              </th>
              <td className="t2 cut" title={field.base}>
                {field.base}
              </td>
              <td>{option(field.at, 'mine', field.mine, field.field)}</td>
              <td>{option(field.at, 'theirs', field.theirs, field.field)}</td>
              <td className={cx(styles.result, decision?.wording !== null && decision && styles.worded)}>
                {decision && decision.wording !== null && field.wording !== null ? (
                  <Input
                    small
                    autoFocus
                    aria-label={t('Another wording for {field}', { field: field.field })}
                    value={decision.wording}
                    onChange={(event) => onWording(event.currentTarget.value)}
                  />
                ) : side ? (
                  <>
                    <b title={side === 'mine' ? field.mine : field.theirs}>
                      {side === 'mine' ? field.mine : field.theirs}
                    </b>
                    <small>{sideWord(side === 'mine' ? one.mine : one.theirs, side)}</small>
                  </>
                ) : (
                  <span className="sub">{t('not decided')}</span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function sideWord(writer: Writer | null, side: Side): string {
  if (writer?.me) return t('yours');
  if (writer?.by) return t('by {name}', { name: writer.by });
  return side === 'mine' ? t('yours') : t('stands now');
}
