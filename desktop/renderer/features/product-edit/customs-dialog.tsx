import { useState } from 'react';
import type { ProductCustoms } from '../../../bridge/customs-views.ts';
import { useRead } from '../../data/reads.ts';
import { useCommands } from '../../data/writes.ts';
import { Bone } from '../../ui/empty-state.tsx';
import { Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { countryChoices } from '../customers/countries.ts';
import { type CustomsDraft, customsOf, draftOf, draftsOf } from './customs-draft.ts';
import styles from './customs.module.css';

interface Props {
  readonly product: { readonly id: string; readonly title: string };
  readonly onClose: () => void;
}

interface RowProps {
  readonly name: string;
  readonly draft: CustomsDraft;
  /** What holds where nothing is typed */
  readonly usual: CustomsDraft | undefined;
  readonly onChange: (next: CustomsDraft) => void;
}

function Row({ name, draft, usual, onChange }: RowProps) {
  const field = (key: 'hsCode' | 'grams' | 'size', label: string, example = '') => (
    <Input
      className="num"
      aria-label={t('{label} of {name}', { label, name })}
      value={draft[key]}
      placeholder={usual?.[key] || example}
      maxLength={24}
      autoComplete="off"
      onChange={(event) => onChange({ ...draft, [key]: event.target.value })}
    />
  );
  return (
    <div className={styles.row}>
      <span>{name}</span>
      {field('grams', t('Grams'))}
      {field('size', t('Size in mm'), usual ? '' : '120 × 95 × 100')}
      {field('hsCode', t('HS code'))}
      <Select
        aria-label={t('{label} of {name}', { label: t('Made in'), name })}
        value={draft.origin}
        onChange={(event) => onChange({ ...draft, origin: event.target.value })}
      >
        <option value="">{usual ? t('As the product') : t('Nobody said')}</option>
        {countryChoices(draft.origin).map(({ value, name: country }) => (
          <option key={value} value={value}>
            {country}
          </option>
        ))}
      </Select>
    </div>
  );
}

function Editor({ product, known, onClose }: Props & { readonly known: ProductCustoms }) {
  const commands = useCommands();
  const [drafts, setDrafts] = useState(() => draftsOf(known));
  const all = [...drafts].map(([variantId, draft]) => ({ variantId, facts: customsOf(draft) }));
  const wrong = all.flatMap(({ facts }) => ('wrong' in facts ? [facts.wrong] : []))[0];
  const of = (variantId: string | null) => drafts.get(variantId) ?? draftOf(null);
  const row = (variantId: string | null, name: string) => (
    <Row
      key={variantId ?? ''}
      name={name}
      draft={of(variantId)}
      usual={variantId === null ? undefined : of(null)}
      onChange={(next) => setDrafts(new Map([...drafts, [variantId, next]]))}
    />
  );
  function save(): void {
    const facts = all.flatMap(({ variantId, facts: said }) => ('wrong' in said ? [] : [{ variantId, ...said }]));
    commands.mutate([{ name: 'catalog.setCustoms', args: { productId: product.id, facts } }], {
      onSuccess: () => {
        toast({ tone: 'ok', title: t('Saved on this desk'), message: t('It goes out by itself.') });
        onClose();
      },
    });
  }
  return (
    <FormDialog
      title={t('Weight, size and customs: {title}', { title: product.title })}
      width={860}
      action={t('Save')}
      ready={wrong === undefined}
      busy={commands.isPending}
      refused={wrong === undefined ? null : t(wrong)}
      onClose={onClose}
      onSubmit={save}
    >
      <div className={styles.rows}>
        <div className={styles.row}>
          <span />
          <small>{t('Grams')}</small>
          <small>{t('Size in mm, as packed')}</small>
          <small>{t('HS code')}</small>
          <small>{t('Made in')}</small>
        </div>
        {row(null, t('The product'))}
        {known.variants.length > 1
          ? known.variants.map(({ variantId, title, sku }) => row(variantId, title || sku))
          : null}
      </div>
      <p className="t2">
        {t(
          'Weight and size choose the box and what carriers ask; code and country stand on the paper for customs. What a variant leaves out its product says.',
        )}
      </p>
    </FormDialog>
  );
}

/** What boxes, carriers and customs ask of a product: weight, size, code and origin, and of its variants where they differ. */
export function CustomsDialog(props: Props) {
  const known = useRead('products.customs', { id: props.product.id }).data;
  return known ? <Editor {...props} known={known} /> : <Bone width={240} />;
}
