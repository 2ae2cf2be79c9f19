import type { Target } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import { t } from '../../ui/text.ts';
import { AddFrom, ChipOff } from '../../ui/chips.tsx';
import type { PartProps } from './editor-parts.ts';
import { FindGoods } from './find-goods.tsx';
import styles from './promotions.module.css';

const fields = ['categories', 'tags', 'products', 'variants', 'skus'] as const;
type Field = (typeof fields)[number];

export interface GoodsPickerProps extends Pick<PartProps, 'choices' | 'names' | 'learn' | 'place' | 'disabled'> {
  readonly target: Target;
  readonly onTarget: (target: Target) => void;
  /** Said where nothing is chosen */
  readonly none: string;
}

/** Categories, tags and single items that a promotion means. */
export function GoodsPicker({ target, onTarget, none, choices, names, learn, place, disabled }: GoodsPickerProps) {
  const put = (field: Field, list: readonly string[]) => onTarget({ ...target, [field]: [...list] });
  const add = (field: Field, value: string) => put(field, [...new Set([...(target[field] ?? []), value])]);
  const chosen = fields.flatMap((field) => (target[field] ?? []).map((value) => [field, value] as const));
  const left = (field: 'categories' | 'tags') =>
    choices[field].filter((one) => !target[field]?.includes(one)).map((one) => [one, one] as const);
  return (
    <div className={styles.chips}>
      {chosen.length === 0 ? <span className="t2">{none}</span> : null}
      {chosen.map(([field, value]) => (
        <ChipOff
          key={`${field}${value}`}
          name={field === 'tags' ? `#${value}` : (names[value] ?? value)}
          disabled={disabled}
          onRemove={() =>
            put(
              field,
              (target[field] ?? []).filter((one) => one !== value),
            )
          }
        />
      ))}
      {disabled ? null : (
        <>
          <AddFrom label={t('Add category')} options={left('categories')} onAdd={(value) => add('categories', value)} />
          <AddFrom label={t('Add tag')} options={left('tags')} onAdd={(value) => add('tags', value)} />
          <FindGoods
            label={t('Add an item')}
            currency={place.currency}
            onPick={(good) => {
              learn(good.variantId, good.title);
              add('variants', good.variantId);
            }}
          />
        </>
      )}
    </div>
  );
}

/** What is left out of the goods above. */
export function LeaveOut({ target, onTarget, choices, disabled }: Omit<GoodsPickerProps, 'none'>) {
  const { leaveOut = {} } = target;
  const set = (patch: NonNullable<Target['leaveOut']>) => onTarget({ ...target, leaveOut: { ...leaveOut, ...patch } });
  const flags = [
    ['weighed', t('Sold by weight')],
    ['reduced', t('Already reduced')],
    ['giftCards', t('Gift cards')],
  ] as const;
  const categories = leaveOut.categories ?? [];
  const options = [
    // The others are marked by the checkout alone; a till could not keep to them.
    ...(leaveOut.weighed ? [] : [['flag:weighed', t('Sold by weight')] as const]),
    ...choices.categories.filter((one) => !categories.includes(one)).map((one) => [one, one] as const),
  ];
  const chosen = flags.filter(([flag]) => leaveOut[flag]);
  return (
    <div className={styles.chips}>
      <span className="t2">{t('Leave out')}</span>
      {chosen.length + categories.length === 0 && disabled ? <span className="t2">{t('nothing')}</span> : null}
      {chosen.map(([flag, name]) => (
        <ChipOff key={flag} name={name} disabled={disabled} onRemove={() => set({ [flag]: false })} />
      ))}
      {categories.map((one) => (
        <ChipOff
          key={one}
          name={one}
          disabled={disabled}
          onRemove={() => set({ categories: categories.filter((each) => each !== one) })}
        />
      ))}
      {disabled ? null : (
        <AddFrom
          label={t('Leave out')}
          options={options}
          onAdd={(value) =>
            value === 'flag:weighed' ? set({ weighed: true }) : set({ categories: [...categories, value] })
          }
        />
      )}
    </div>
  );
}
