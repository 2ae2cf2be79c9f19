import { IconSearch, IconX } from '@tabler/icons-react';
import { type RefObject, useEffect, useState } from 'react';
import styles from './search-box.module.css';
import { KeyHint } from './key-hint.tsx';

/** Narrows a list while one types; `/` goes to it, Esc empties it. */
export function SearchBox({
  value,
  onChange,
  label,
  clearLabel,
  field,
}: {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly label: string;
  readonly clearLabel: string;
  readonly field?: RefObject<HTMLInputElement | null>;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), 60);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <label className={styles.box}>
      <IconSearch size={15} stroke={1.75} aria-hidden="true" />
      <input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            setText('');
            event.currentTarget.blur();
          }
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
        autoComplete="off"
        spellCheck={false}
      />
      {text ? (
        <button type="button" aria-label={clearLabel} onClick={() => setText('')}>
          <IconX size={14} stroke={1.75} aria-hidden="true" />
        </button>
      ) : (
        <KeyHint keys="/" />
      )}
    </label>
  );
}
