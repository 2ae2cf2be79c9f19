import { Field, Input, Select } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { type Draft, type FieldName, fieldText, type Product } from './draft.ts';
import styles from './product-edit.module.css';

export const productStatuses = {
  active: ['ok', 'Active'],
  draft: ['open', 'Draft'],
  archived: ['open', 'Archived'],
} as const;

function choices(known: readonly string[], current: string): string[] {
  return [...new Set([...known, current])].filter(Boolean).sort((a, b) => a.localeCompare(b));
}

const MIXED = 'several';

/** The container of its variants, as drafted. */
function depositOf(draft: Draft, product: Product): string {
  const all = new Set(
    product.variants.map(({ id, depositId }) => {
      const drafted = draft.cells[id]?.depositId;
      return (drafted === undefined ? depositId : drafted) ?? '';
    }),
  );
  return all.size > 1 ? MIXED : ([...all][0] ?? '');
}

/** The fields of the product itself, over its variants. */
export function ProductFields({
  product,
  draft,
  onField,
  onDeposit,
  disabled,
}: {
  readonly product: Product;
  readonly draft: Draft;
  readonly onField: (name: FieldName, value: string) => void;
  /** Of all its variants */
  readonly onDeposit: (containerId: string | null) => void;
  readonly disabled: boolean;
}) {
  const value = (name: FieldName) => draft.fields[name] ?? fieldText(product, name);
  const look = (name: FieldName) => ({ value: value(name), changed: name in draft.fields, disabled });
  return (
    <div className={styles.fields}>
      <Field label={t('Title')} error={value('title').trim() === '' ? t('A product needs a name') : null}>
        {(control) => (
          <Input
            {...control}
            {...look('title')}
            onChange={(event) => onField('title', event.target.value)}
            maxLength={300}
          />
        )}
      </Field>
      <Field label={t('Category')}>
        {(control) => (
          <>
            <Input
              {...control}
              {...look('category')}
              list="categories"
              onChange={(event) => onField('category', event.target.value)}
              maxLength={120}
            />
            <datalist id="categories">
              {choices(product.categories, product.category).map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field label={t('Supplier')}>
        {(control) => (
          <Input
            {...control}
            {...look('supplier')}
            onChange={(event) => onField('supplier', event.target.value)}
            maxLength={120}
          />
        )}
      </Field>
      <Field label={t('Tax')}>
        {(control) => (
          <Select {...control} {...look('taxClass')} onChange={(event) => onField('taxClass', event.target.value)}>
            {product.taxClasses.map((one) => (
              <option key={one.taxClass} value={one.taxClass}>
                {one.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('Sold from')}>
        {(control) => (
          <Select {...control} {...look('minimumAge')} onChange={(event) => onField('minimumAge', event.target.value)}>
            <option value="">{t('Any age')}</option>
            {choices(['12', '14', '15', '16', '18', '20', '21'], value('minimumAge')).map((years) => (
              <option key={years} value={years}>
                {t('{years} years', { years })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {product.containers.length > 0 ? (
        <Field label={t('Deposit')}>
          {(control) => (
            <Select
              {...control}
              value={depositOf(draft, product)}
              changed={product.variants.some(({ id }) => draft.cells[id]?.depositId !== undefined)}
              disabled={disabled}
              onChange={({ target }) => (target.value === MIXED ? undefined : onDeposit(target.value || null))}
            >
              <option value="">{t('None')}</option>
              {depositOf(draft, product) === MIXED ? <option value={MIXED}>{t('Several')}</option> : null}
              {product.containers.map(({ variantId, name }) => (
                <option key={variantId} value={variantId}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ) : null}
      <Field label={t('Status')}>
        {(control) => (
          <Select {...control} {...look('status')} onChange={(event) => onField('status', event.target.value)}>
            {Object.entries(productStatuses).map(([id, [, word]]) => (
              <option key={id} value={id}>
                {t(word)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}

/** An option with its values, as chips. */
export function OptionChips({ name, values }: { readonly name: string; readonly values: readonly string[] }) {
  return (
    <>
      <b>{name}</b>
      {values.slice(0, 8).map((value) => (
        <span key={value} className={styles.value}>
          {value}
        </span>
      ))}
      {values.length > 8 ? <span className="sub">{t('and {n} more', { n: values.length - 8 })}</span> : null}
    </>
  );
}
