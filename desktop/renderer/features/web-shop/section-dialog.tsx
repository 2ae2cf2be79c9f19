import { textDirectionOf } from '@tillhouse/shared/domains/content/page-parts.ts';
import type { PageSection } from '@tillhouse/shared/domains/content/section-parts.ts';
import { useState } from 'react';
import type { FirstPageGoods, LookStore } from '../../../bridge/content-views.ts';
import { Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { cleanSection, sectionProblem } from './section-draft.ts';
import { LinkField, PictureField } from './section-fields.tsx';
import { QuoteRows, ShelfFields, TileRows } from './section-rows.tsx';
import { wordsOf } from './section-words.ts';
import { TextEditor } from './text-editor.tsx';

interface Props {
  readonly section: PageSection;
  readonly isNew: boolean;
  readonly store: LookStore;
  readonly goods: Pick<FirstPageGoods, 'categories' | 'pages'>;
  /** Titles of the products that shelves show, by id */
  readonly titles: ReadonlyMap<string, string>;
  readonly onSection: (section: PageSection) => void;
  readonly onClose: () => void;
}

/** One section: what it shows, and where it leads. */
export function SectionDialog({ section, isNew, store, goods, titles, onSection, onClose }: Props) {
  const [draft, setDraft] = useState(section);
  const { name, says } = wordsOf(section.kind);
  const problem = sectionProblem(draft);
  const touched = draft !== section;
  const change = (patch: object) => setDraft({ ...draft, ...patch } as PageSection);
  const text = (value: string) => (
    <TextEditor
      value={value}
      lang={store.locale}
      dir={textDirectionOf(store.locale)}
      disabled={false}
      rows={6}
      most={4_000}
      error={null}
      onText={(words) => change({ text: words })}
    />
  );
  return (
    <FormDialog
      title={t(name)}
      width={560}
      action={isNew ? t('Add') : t('Change')}
      ready={problem === null}
      refused={problem && touched ? t(problem.words, problem.values) : null}
      onSubmit={() => onSection(cleanSection(draft))}
      onClose={onClose}
    >
      <p className="t2">{t(says)}</p>
      {draft.kind === 'opening' ? (
        <>
          <PictureField
            value={draft.picture}
            hint={t('Left empty: pictures of what is on its shelves.')}
            onPicture={(picture) => change({ picture })}
          />
          <Field label={t('Button')} hint={t('Left empty: there is none.')}>
            {(control) => (
              <Input
                {...control}
                value={draft.label}
                maxLength={40}
                placeholder={t('See the table')}
                autoComplete="off"
                onChange={(event) => change({ label: event.target.value })}
              />
            )}
          </Field>
          <LinkField value={draft.to} goods={goods} store={store} onLink={(to) => change({ to })} />
        </>
      ) : (
        <Field
          label={t('Heading')}
          hint={draft.kind === 'shelf' ? t('Left empty: the name of the category.') : t('Left empty: there is none.')}
        >
          {(control) => (
            <Input
              {...control}
              value={draft.title}
              maxLength={120}
              autoComplete="off"
              onChange={(event) => change({ title: event.target.value })}
            />
          )}
        </Field>
      )}
      {draft.kind === 'shelf' ? <ShelfFields shelf={draft} goods={goods} titles={titles} onChange={change} /> : null}
      {draft.kind === 'words' ? (
        <>
          {text(draft.text)}
          <PictureField value={draft.picture} onPicture={(picture) => change({ picture })} />
          {draft.picture === '' ? null : (
            <>
              <Field label={t('What the picture shows')} hint={t('Read out to who does not see it.')}>
                {(control) => (
                  <Input
                    {...control}
                    value={draft.alt}
                    maxLength={200}
                    autoComplete="off"
                    onChange={(event) => change({ alt: event.target.value })}
                  />
                )}
              </Field>
              <Field label={t('Where it stands')}>
                {(control) => (
                  <Select
                    {...control}
                    value={draft.side}
                    onChange={(event) => change({ side: event.target.value as typeof draft.side })}
                  >
                    <option value="start">{t('Before the text')}</option>
                    <option value="end">{t('After the text')}</option>
                  </Select>
                )}
              </Field>
            </>
          )}
        </>
      ) : null}
      {draft.kind === 'tiles' ? (
        <TileRows tiles={draft.tiles} goods={goods} store={store} onTiles={(tiles) => change({ tiles })} />
      ) : null}
      {draft.kind === 'quotes' ? <QuoteRows quotes={draft.quotes} onQuotes={(quotes) => change({ quotes })} /> : null}
      {draft.kind === 'shops' ? text(draft.text) : null}
    </FormDialog>
  );
}
