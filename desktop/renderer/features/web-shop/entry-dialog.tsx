import type { MenuLeaf } from '@tillhouse/shared/domains/content/menu-parts.ts';
import { textDirectionOf } from '@tillhouse/shared/domains/content/page-parts.ts';
import { useState } from 'react';
import type { MenuTargets } from '../../../bridge/content-views.ts';
import { useSession } from '../../data/session.ts';
import { Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { FindGoods } from '../promotions/find-goods.tsx';
import { leafProblem } from './menu-draft.ts';
import { kinds, targetText } from './menu-words.ts';
import { languagesOf } from './page-draft.ts';
import { languageName } from './page-words.ts';

interface Props {
  /** Null: a new one */
  readonly leaf: MenuLeaf | null;
  readonly targets: MenuTargets;
  readonly onEntry: (leaf: MenuLeaf, productTitle: string | null) => void;
  readonly onClose: () => void;
}

/** What an entry leads to, and what it is called in each language. */
export function EntryDialog({ leaf, targets, onEntry, onClose }: Props) {
  const { store } = useSession();
  const [draft, setDraft] = useState<MenuLeaf>(leaf ?? { kind: 'page', target: '', labels: [] });
  const [product, setProduct] = useState<string | null>(null);
  const { kind, target, labels } = draft;
  const languages = [...new Set([...languagesOf(targets.stores), ...labels.map(({ lang }) => lang)])];
  const problem = leafProblem(draft);
  const name = (lang: string, label: string): void => {
    const others = labels.filter((each) => each.lang !== lang);
    const said = label === '' ? others : [...others, { lang, label }];
    setDraft({ ...draft, labels: said.toSorted((a, b) => languages.indexOf(a.lang) - languages.indexOf(b.lang)) });
  };
  const choices =
    kind === 'page'
      ? targets.pages.map(({ id, texts }) => ({ value: id, name: texts[0]?.title ?? '' }))
      : targets.categories.map((each) => ({ value: each, name: each }));
  return (
    <FormDialog
      title={leaf ? t('Change the entry') : t('New entry')}
      width={480}
      action={leaf ? t('Change') : t('Add')}
      ready={problem === null}
      onSubmit={() => {
        const said = labels.map((each) => ({ ...each, label: each.label.trim() })).filter(({ label }) => label !== '');
        onEntry({ ...draft, labels: said }, product);
      }}
      onClose={onClose}
    >
      <Field label={t('Leads to')}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={(event) => setDraft({ ...draft, kind: event.target.value as MenuLeaf['kind'], target: '' })}
          >
            {kinds.map(([value, words]) => (
              <option key={value} value={value}>
                {t(words)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {kind === 'page' || kind === 'category' ? (
        <Field label={kind === 'page' ? t('Which page') : t('Which category')}>
          {(control) => (
            <Select
              {...control}
              value={target}
              onChange={(event) => setDraft({ ...draft, target: event.target.value })}
            >
              <option value="">{t('Choose')}</option>
              {choices.map(({ value, name: words }) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ) : null}
      {kind === 'product' ? (
        <>
          <FindGoods
            label={t('Find a product')}
            currency={store.currency}
            wide
            onPick={(good) => {
              setProduct(good.title);
              setDraft({ ...draft, target: good.productId });
            }}
          />
          {target === '' ? null : <p className="strong">{product ?? targetText(draft, targets)}</p>}
        </>
      ) : null}
      {kind === 'address' ? (
        <Field label={t('Address')} hint={t('https://… outside, or /pages/about of the shop itself')}>
          {(control) => (
            <Input
              {...control}
              dir="ltr"
              value={target}
              maxLength={500}
              placeholder="https://"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setDraft({ ...draft, target: event.target.value.trim() })}
            />
          )}
        </Field>
      ) : null}
      {languages.map((lang) => (
        <Field
          key={lang}
          label={t('Words in {language}', { language: languageName(lang) })}
          {...(kind !== 'address' && kind !== 'heading' && { hint: t('Left empty: its own name.') })}
        >
          {(control) => (
            <Input
              {...control}
              lang={lang}
              dir={textDirectionOf(lang)}
              value={labels.find((each) => each.lang === lang)?.label ?? ''}
              maxLength={60}
              autoComplete="off"
              onChange={(event) => name(lang, event.target.value)}
            />
          )}
        </Field>
      ))}
    </FormDialog>
  );
}
