import { type ReactNode, useId, useState } from 'react';
import { cx } from './cx.ts';
import { Input } from './field.tsx';
import styles from './pick-box.module.css';

const MOST = 6;

interface PickBoxProps<T> {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What the text means, best first */
  readonly found: readonly T[];
  readonly keyOf: (one: T) => string;
  readonly show: (one: T) => ReactNode;
  readonly onPick: (one: T) => void;
  readonly wide?: boolean;
}

/** A field that finds things by what is typed; arrows choose, Enter takes. */
export function PickBox<T>({ label, text, onText, found, keyOf, show, onPick, wide = false }: PickBoxProps<T>) {
  const [at, setAt] = useState(0);
  const id = useId();
  const shown = text.trim() ? found.slice(0, MOST) : [];
  function write(next: string): void {
    onText(next);
    setAt(0);
  }
  function pick(one: T | undefined): void {
    if (!one) return;
    onPick(one);
    write('');
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
        onChange={(event) => write(event.target.value)}
        onBlur={() => onText('')}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt((old) => Math.min(shown.length - 1, old + 1));
          else if (event.key === 'ArrowUp') setAt((old) => Math.max(0, old - 1));
          else if (event.key === 'Enter') pick(shown[at]);
          else if (event.key === 'Escape' && text) onText('');
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <div id={id} role="listbox" aria-label={label} tabIndex={-1} className={styles.found} hidden={shown.length === 0}>
        {shown.map((one, index) => (
          <div
            key={keyOf(one)}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={styles.option}
            onPointerDown={(event) => {
              event.preventDefault();
              pick(one);
            }}
          >
            {show(one)}
          </div>
        ))}
      </div>
    </div>
  );
}
