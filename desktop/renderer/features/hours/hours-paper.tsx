import { useSession } from '../../data/session.ts';
import { PrintButton } from '../../ui/print-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';
import { PaperRoll, paperStyles as styles } from '../till/receipt-view.tsx';
import { hoursText, stateText, type Total } from './hours-words.ts';

interface Props {
  readonly days: { readonly from: string; readonly to: string };
  readonly totals: readonly Total[];
  readonly onClose: () => void;
}

/** Everybody's hours on the roll of a till, or on a sheet. */
export function HoursPaper({ days, totals, onClose }: Props) {
  const { store } = useSession();
  return (
    <Dialog opened onClose={onClose} title={t('Hours')} closeLabel={t('Close')} width="420px" foot={<PrintButton />}>
      <PaperRoll label={t('Hours')}>
        <article className={styles.paper}>
          <div className={styles.logo}>{store.name}</div>
          <div className={styles.mid}>{t('Hours {from} to {to}', days)}</div>
          {totals.map(({ staffId, name, worked, shifts }) => (
            <div key={staffId}>
              <hr className={styles.sep} />
              <p className={styles.grand}>
                <span>{name}</span>
                <span>{hoursText(worked)}</span>
              </p>
              {shifts.map((shift) => (
                <p key={shift.firstId}>
                  <span>
                    {dayText(shift.startedAt)} {clockText(shift.startedAt)}–
                    {shift.endedAt === null ? '…' : clockText(shift.endedAt)}
                    {shift.corrections.length > 0 ? ' *' : ''}
                  </span>
                  <span>{shift.state === 'forgotten' ? stateText(shift.state) : hoursText(shift.worked)}</span>
                </p>
              ))}
            </div>
          ))}
          <hr className={styles.sep} />
          <div className={styles.mid}>{t('* corrected by somebody else')}</div>
        </article>
      </PaperRoll>
    </Dialog>
  );
}
