import { type PageText, textDirectionOf } from '@tillhouse/shared/domains/content/page-parts.ts';
import { firstWords } from '@tillhouse/shared/domains/content/rich-text.ts';
import { Button } from '../../ui/button.tsx';
import { Area, Field, Input } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { type PageProblem, slugOf } from './page-draft.ts';
import { languageName } from './page-words.ts';
import { TextEditor } from './text-editor.tsx';
import styles from './web-shop.module.css';

interface Props {
  readonly text: PageText;
  /** It is the only one, which cannot be taken out */
  readonly alone: boolean;
  /** Shoppers may know its address: it stays when the title changes */
  readonly known: boolean;
  readonly disabled: boolean;
  readonly problem: PageProblem | null;
  readonly onText: (patch: Partial<PageText>) => void;
  readonly onRemove: () => void;
}

/** What a page says in one language, and what search engines show of it. */
export function TextFields({ text, alone, known, disabled, problem, onText, onRemove }: Props) {
  const dir = textDirectionOf(text.lang);
  const words = { lang: text.lang, dir, disabled, autoComplete: 'off' };
  const wrong = (field: PageProblem['field']) => (problem?.field === field ? t(problem.words, problem.values) : null);
  const title = (value: string): void => {
    // The address follows until somebody writes one, or the page was saved.
    const follows = !known && (text.slug === '' || text.slug === slugOf(text.title));
    onText({ title: value, ...(follows && { slug: slugOf(value) }) });
  };
  return (
    <>
      <Card aria-label={languageName(text.lang)}>
        <div className={styles.fields}>
          <Field label={t('Title')} error={wrong('title')}>
            {(control) => (
              <Input
                {...control}
                {...words}
                value={text.title}
                maxLength={120}
                onChange={(event) => title(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('Address')} error={wrong('slug')}>
            {(control) => (
              <span className={styles.address} dir="ltr">
                <span>/pages/</span>
                <Input
                  {...control}
                  value={text.slug}
                  maxLength={80}
                  disabled={disabled}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => onText({ slug: event.target.value.trim().toLowerCase() })}
                />
              </span>
            )}
          </Field>
        </div>
        <TextEditor
          value={text.body}
          lang={text.lang}
          dir={dir}
          disabled={disabled}
          error={wrong('body')}
          onText={(body) => onText({ body })}
        />
      </Card>
      <Card aria-label={t('What search engines show')}>
        <header>
          <h2>{t('What search engines show')}</h2>
          <span className="grow" />
          {alone ? null : (
            <Button size="small" disabled={disabled} onClick={onRemove}>
              {t('Take out {language}', { language: languageName(text.lang) })}
            </Button>
          )}
        </header>
        <div className={styles.fields}>
          <Field label={t('Title in search results')} hint={t('Left empty: the title of the page.')}>
            {(control) => (
              <Input
                {...control}
                {...words}
                value={text.seoTitle}
                maxLength={120}
                placeholder={text.title}
                onChange={(event) => onText({ seoTitle: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('Description')} hint={t('Left empty: its first words.')}>
            {(control) => (
              <Area
                {...control}
                {...words}
                value={text.seoDescription}
                maxLength={320}
                placeholder={firstWords(text.body, 160)}
                onChange={(event) => onText({ seoDescription: event.target.value })}
              />
            )}
          </Field>
        </div>
      </Card>
    </>
  );
}
