import { renderSVG } from 'uqr';
import { fiscalWords } from '@tillhouse/shared/domains/register/fiscal-words.ts';
import type { ReceiptView } from '../../../bridge/views.ts';
import { t } from '../../ui/text.ts';
import styles from './receipt-view.module.css';

/** What the law wants on a receipt of the device that signed it, or that it did not. */
export function ReceiptFiscal({ fiscal }: { readonly fiscal: NonNullable<ReceiptView['fiscal']> }) {
  const { rows, qr, out } = fiscalWords(fiscal);
  return (
    <>
      <hr className={styles.sep} />
      {out ? <div className={styles.out}>{out}</div> : null}
      {rows.map(([name, value]) => (
        <p key={name} className={styles.sub}>
          <span>{name}</span>
          <span>{value}</span>
        </p>
      ))}
      {qr ? (
        <div
          className={styles.qr}
          role="img"
          aria-label={t('What the fiscal device signed, as QR')}
          // biome-ignore lint/security/noDangerouslySetInnerHtml: the library's own picture of squares
          dangerouslySetInnerHTML={{ __html: renderSVG(qr, { border: 1 }) }}
        />
      ) : null}
    </>
  );
}
