import { IconBold, IconHeading, IconItalic, IconLink, IconList, IconPhoto, IconTable } from '@tabler/icons-react';
import { useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { Area, Field } from '../../ui/field.tsx';
import { commandKey } from '../../ui/platform.ts';
import { t } from '../../ui/text.ts';
import { type Mark, marked } from './marks.ts';
import styles from './web-shop.module.css';

const marks = [
  ['heading', 'Heading', IconHeading, null],
  ['strong', 'Strong', IconBold, 'B'],
  ['emphasis', 'Emphasis', IconItalic, 'I'],
  ['list', 'List', IconList, null],
  ['link', 'Link', IconLink, null],
  ['picture', 'Picture', IconPhoto, null],
  ['table', 'Table', IconTable, null],
] as const;

interface Props {
  readonly value: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly disabled: boolean;
  readonly error: string | null;
  readonly onText: (text: string) => void;
  readonly rows?: number;
  readonly most?: number;
}

/** A text with marks, and buttons that put them around what is chosen. */
export function TextEditor({ value, lang, dir, disabled, error, onText, rows = 18, most = 20_000 }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  function put(mark: Mark): void {
    const field = area.current;
    if (!field || disabled) return;
    const next = marked({ text: value, from: field.selectionStart, to: field.selectionEnd }, mark, t('words'));
    onText(next.text);
    // After the text is there: a field that is given another one loses what was chosen in it.
    requestAnimationFrame(() => {
      field.focus();
      field.setSelectionRange(next.from, next.to);
    });
  }
  return (
    <div className={rows < 18 ? styles.rows : styles.text}>
      <div className={styles.marks} role="toolbar" aria-label={t('Marks')}>
        {marks.map(([mark, name, Icon, key]) => (
          <Button
            key={mark}
            size="small"
            square
            disabled={disabled}
            aria-label={key ? `${t(name)} (${commandKey(key)})` : t(name)}
            title={t(name)}
            icon={<Icon size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => put(mark)}
          />
        ))}
      </div>
      <Field
        label={t('Text')}
        error={error}
        hint={t('An empty line begins a paragraph. ## heading, - list, > quotation, | cell | cell |.')}
      >
        {(control) => (
          <Area
            {...control}
            ref={area}
            className={rows < 18 ? undefined : styles.body}
            rows={rows}
            lang={lang}
            dir={dir}
            value={value}
            maxLength={most}
            disabled={disabled}
            onChange={(event) => onText(event.target.value)}
            onKeyDown={(event) => {
              const mark = { b: 'strong', i: 'emphasis' }[event.key] as Mark | undefined;
              if (!mark || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return;
              event.preventDefault();
              put(mark);
            }}
          />
        )}
      </Field>
    </div>
  );
}
