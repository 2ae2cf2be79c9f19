import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/text.ts';
import { barPrimary, barStack } from './basket-panel.tsx';

interface TillBarProps {
  readonly empty: boolean;
  readonly parked: number;
  /** Empties are worth more than what is bought: the till gives the difference, at once */
  readonly paysOut: boolean;
  readonly noDiscount: string | null;
  readonly noSale: string | null;
  readonly onPark: () => void;
  readonly onCode: () => void;
  readonly onDiscount: () => void;
  /** Null: no line is chosen */
  readonly onRemove: (() => void) | null;
  readonly onPay: () => void;
}

/** What is done with a basket that is being filled. */
export function TillBar({ empty, parked, paysOut, noDiscount, noSale, ...on }: TillBarProps) {
  return (
    <>
      <Button className={barStack} keys="F6" disabled={empty && parked === 0} onClick={on.onPark}>
        {empty && parked > 0 ? t('Take back') : t('Park')}
      </Button>
      <Button className={barStack} keys="F7" onClick={on.onCode}>
        {t('Code')}
      </Button>
      <Button className={barStack} keys="F8" disabled={empty} locked={noDiscount} onClick={on.onDiscount}>
        {t('Discount')}
      </Button>
      <Button className={barStack} keys="Del" disabled={!on.onRemove} onClick={() => on.onRemove?.()}>
        {t('Remove')}
      </Button>
      <Button look="primary" className={barPrimary} keys="F9" disabled={empty} locked={noSale} onClick={on.onPay}>
        <span>{paysOut ? t('Pay out') : t('Pay')}</span>
      </Button>
    </>
  );
}
