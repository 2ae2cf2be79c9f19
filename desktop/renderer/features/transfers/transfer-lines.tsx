import type { TransferPage } from '../../../bridge/transfer-queries.ts';
import { cx } from '../../ui/cx.ts';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { ItemCells } from './item-cells.tsx';
import { amountText } from './plan-transfer.tsx';
import styles from './transfers.module.css';

/** What is set aside, or what became of it. */
export function TransferLines({ transfer }: { readonly transfer: TransferPage }) {
  const ended = transfer.status === 'received';
  return (
    <Card>
      <table className={styles.lines}>
        <thead>
          <tr>
            <th scope="col">{t('Item')}</th>
            <th scope="col">{t('SKU')}</th>
            <th scope="col" className="num">
              {ended ? t('Sent') : t('To send')}
            </th>
            {ended ? (
              <>
                <th scope="col" className="num">
                  {t('Came')}
                </th>
                <th scope="col" className="num">
                  {t('Rejected')}
                </th>
                <th scope="col" className="num">
                  {t('Never came')}
                </th>
              </>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {transfer.items.map((line) => (
            <tr key={line.id}>
              <ItemCells line={line} />
              <td className="num">{amountText(line.quantity, line)}</td>
              {ended
                ? [line.received, line.rejected, line.cancelled].map((amount, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: three columns that stay in their order
                    <td key={at} className={cx('num', at > 0 && amount > 0 && styles.short)}>
                      {amount === 0 ? '–' : amountText(amount, line)}
                    </td>
                  ))
                : null}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
