import { IconHash } from '@tabler/icons-react';
import type { Basket } from '../../../bridge/views.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { lineName } from './till-data.ts';
import styles from './serial-dialog.module.css';

/** Lines whose pieces have numbers of their own: which are said, which are still asked for. */
export function SerialRows({
  basket,
  locked,
  onAsk,
}: {
  readonly basket: Basket;
  readonly locked: boolean;
  readonly onAsk: (lineId: string) => void;
}) {
  return basket.lines.map((line) => {
    const { serials } = line;
    if (!serials) return null;
    const said = serials.given.map(({ serial }) => serial || t('without a number'));
    return (
      <button key={line.id} type="button" className={styles.row} disabled={locked} onClick={() => onAsk(line.id)}>
        <IconHash size={20} stroke={1.75} aria-hidden="true" />
        <span>{[lineName(line), said.join(', ')].filter(Boolean).join(': ')}</span>
        {serials.missing > 0 ? (
          <State tone="warn">
            {t('{n, plural, one {# serial number to ask for} other {# serial numbers to ask for}}', {
              n: serials.missing,
            })}
          </State>
        ) : null}
        {serials.given.some(({ before }) => before) ? <State tone="warn">{t('sold before')}</State> : null}
      </button>
    );
  });
}
