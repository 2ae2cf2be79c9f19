import { type KeyboardEvent, useEffect, useState } from 'react';
import { cx } from '../../ui/cx.ts';
import styles from './product-edit.module.css';

/** Moves to the neighbour in the same column, as in a sheet. */
function focusRow(from: HTMLInputElement, by: number): boolean {
  const cell = from.closest('td');
  const row = cell?.parentElement;
  const next = by > 0 ? row?.nextElementSibling : row?.previousElementSibling;
  const input = next?.children[cell?.cellIndex ?? 0]?.querySelector('input');
  input?.focus();
  input?.select();
  return Boolean(input);
}

export interface EditCellProps {
  readonly label: string;
  /** The text of the stored or drafted value. */
  readonly text: string;
  readonly changed: boolean;
  readonly disabled?: boolean;
  readonly number?: boolean;
  readonly mono?: boolean;
  /** Takes what was typed; false when it cannot be read. */
  readonly onText: (text: string) => boolean;
}

/** A cell that is a field: typing edits, Enter and arrows go down and up, Esc takes the typing back. */
export function EditCell({
  label,
  text,
  changed,
  disabled = false,
  number = false,
  mono = false,
  onText,
}: EditCellProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new stored value ends the typing
  useEffect(() => {
    setTyped(null);
    setWrong(false);
  }, [text]);
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const { key } = event;
    if (key === 'Escape') {
      setTyped(null);
      setWrong(false);
      event.currentTarget.blur();
    }
    if (key === 'Enter' || key === 'ArrowDown' || key === 'ArrowUp') {
      const up = key === 'ArrowUp' || (key === 'Enter' && event.shiftKey);
      if (focusRow(event.currentTarget, up ? -1 : 1)) event.preventDefault();
    }
  }
  return (
    <input
      className={cx(styles.cell, mono && 'mono', number && 'num', changed && styles.changed)}
      aria-label={label}
      aria-invalid={wrong || undefined}
      value={typed ?? text}
      disabled={disabled}
      inputMode={number ? 'decimal' : undefined}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        setTyped(event.target.value);
        setWrong(!onText(event.target.value));
      }}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => {
        if (!wrong) setTyped(null);
      }}
      onKeyDown={onKeyDown}
    />
  );
}
