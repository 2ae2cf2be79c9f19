import { Money } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import type { Payment } from './payment.ts';
import sheet from './pay-sheet.module.css';

/** What is taken beside the sale, where it is. */
export function TipRow({ payment, currency }: { readonly payment: Payment; readonly currency: string }) {
  if (payment.tip === 0) return null;
  return (
    <div className={sheet.leg}>
      <span>
        {t('Tip')} <span className={sheet.small}>{t('for the staff, not a sale')}</span>
      </span>
      <Money className="num" amount={payment.tip} currency={currency} symbol={false} />
    </div>
  );
}
