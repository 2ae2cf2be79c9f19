import { inLanguage } from '@tillhouse/shared/domains/content/page-parts.ts';
import { useId } from 'react';
import type { FirstPageGoods, LookStore } from '../../../bridge/content-views.ts';
import { Field, Input } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';

interface PictureProps {
  readonly value: string;
  readonly hint?: string;
  readonly onPicture: (address: string) => void;
}

export function PictureField({ value, hint, onPicture }: PictureProps) {
  return (
    <Field label={t('Picture')} hint={hint ?? t('Its address; left empty: there is none.')}>
      {(control) => (
        <Input
          {...control}
          dir="ltr"
          value={value}
          maxLength={1_000}
          placeholder="https://"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onPicture(event.target.value.trim())}
        />
      )}
    </Field>
  );
}

interface LinkProps {
  readonly value: string;
  readonly goods: Pick<FirstPageGoods, 'categories' | 'pages'>;
  readonly store: Pick<LookStore, 'locale'>;
  readonly onLink: (to: string) => void;
}

/** Where something leads: a page of the shop, of those that are offered, or any address. */
export function LinkField({ value, goods: { categories, pages }, store: { locale }, onLink }: LinkProps) {
  const list = useId();
  const own = pages.flatMap(({ texts }) => inLanguage(texts, locale) ?? []);
  return (
    <Field label={t('Leads to')} hint={t('A page of the shop, or https://… outside.')}>
      {(control) => (
        <>
          <Input
            {...control}
            dir="ltr"
            list={list}
            value={value}
            maxLength={500}
            placeholder="/search"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onLink(event.target.value.trim())}
          />
          <datalist id={list}>
            <option value="/search">{t('Search')}</option>
            {categories.map((category) => (
              <option key={category} value={`/c/${encodeURIComponent(category)}`}>
                {category}
              </option>
            ))}
            {own.map(({ slug, title }) => (
              <option key={slug} value={`/pages/${slug}`}>
                {title}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
