import { useId, useState } from 'react';
import type { PromotionGood } from '../../../bridge/promotion-queries.ts';
import { useRead } from '../../data/reads.ts';
import { cx } from '../../ui/cx.ts';
import { Input } from '../../ui/field.tsx';
import { Money } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import styles from './promotions.module.css';

/** A field that finds variants by name, SKU or code; arrows choose, Enter takes. */
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
  const [at, setAt] = useState(0);
  const id = useId();
  const found = useRead('promotions.goods', { text }, { keep: true, enabled: text.trim().length > 0 }).data ?? [];
  const shown = text.trim() ? found.slice(0, 6) : [];
  function pick(good: PromotionGood | undefined): void {
    if (!good) return;
    onPick(good);
    setText('');
    setAt(0);
  }
  return (
    <div className={cx(styles.finder, wide && styles.across)}>
      <Input
        small
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={shown.length > 0}
        aria-controls={id}
        aria-activedescendant={shown[at] ? `${id}-${at}` : undefined}
        placeholder={label}
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onBlur={() => setText('')}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt((old) => Math.min(shown.length - 1, old + 1));
          else if (event.key === 'ArrowUp') setAt((old) => Math.max(0, old - 1));
          else if (event.key === 'Enter') pick(shown[at]);
          else if (event.key === 'Escape' && text) setText('');
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <div id={id} role="listbox" aria-label={label} tabIndex={-1} className={styles.found} hidden={shown.length === 0}>
        {shown.map((good, index) => (
          <div
            key={good.variantId}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={styles.option}
            onPointerDown={(event) => {
              event.preventDefault();
              pick(good);
            }}
          >
            <Picture address={good.image} name={good.title} size={24} />
            <span className="cut">{good.title}</span>
            <span className="mono sub">{good.sku}</span>
            <span className="grow" />
            <Money amount={good.price} currency={currency} />
          </div>
        ))}
      </div>
    </div>
  );
}
