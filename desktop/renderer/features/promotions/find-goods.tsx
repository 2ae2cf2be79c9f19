import { useState } from 'react';
import type { PromotionGood } from '../../../bridge/promotion-queries.ts';
import { useRead } from '../../data/reads.ts';
import { Money } from '../../ui/money.tsx';
import { PickBox } from '../../ui/pick-box.tsx';
import { Picture } from '../../ui/picture.tsx';

/** A field that finds variants by name, SKU or code. */
export function FindGoods({
  label,
  currency,
  wide = false,
  onPick,
}: {
  readonly label: string;
  readonly currency: string;
  readonly wide?: boolean;
  readonly onPick: (good: PromotionGood) => void;
}) {
  const [text, setText] = useState('');
  const found = useRead('promotions.goods', { text }, { keep: true, enabled: text.trim().length > 0 }).data ?? [];
  return (
    <PickBox
      label={label}
      text={text}
      onText={setText}
      found={found}
      keyOf={(good) => good.variantId}
      onPick={onPick}
      wide={wide}
      show={(good) => (
        <>
          <Picture address={good.image} name={good.title} size={24} />
          <span className="cut">{good.title}</span>
          <span className="mono sub">{good.sku}</span>
          <span className="grow" />
          <Money amount={good.price} currency={currency} />
        </>
      )}
    />
  );
}
