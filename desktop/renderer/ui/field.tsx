import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from 'react';
import { cx } from './cx.ts';
import styles from './field.module.css';

export interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
  readonly children: (control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
}

/** A label over a control, with what is wrong beneath it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({ id, ...(note && { 'aria-describedby': noteId }), ...(error && { 'aria-invalid': true as const }) })}
      {note ? (
        <span id={noteId} className={error ? styles.error : styles.hint} role={error ? 'alert' : undefined}>
          {note}
        </span>
      ) : null}
    </div>
  );
}

export interface InputProps extends ComponentProps<'input'> {
  readonly changed?: boolean;
  readonly small?: boolean;
}

export function Input({ changed, small, className, ...rest }: InputProps) {
  return <input {...rest} className={cx(styles.input, small && styles.small, changed && styles.changed, className)} />;
}

/** Several lines of text. */
export function Area({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={2} {...rest} className={cx(styles.input, styles.area, className)} />;
}

export interface SelectProps extends ComponentProps<'select'> {
  readonly changed?: boolean;
  readonly small?: boolean;
}

export function Select({ changed, small, className, ...rest }: SelectProps) {
  const look = cx(styles.input, styles.select, small && styles.small, changed && styles.changed, className);
  return <select {...rest} className={look} />;
}

export interface CheckProps extends Omit<ComponentProps<'input'>, 'type'> {
  readonly label: string;
  readonly some?: boolean;
}

/** A tick box; `some` is the dash of a partly ticked group. */
export function Check({ label, some = false, className, ...rest }: CheckProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = some;
  }, [some]);
  return (
    <span className={cx(styles.check, className)}>
      <input {...rest} ref={box} type="checkbox" aria-label={label} />
      <svg
        width="12"
        height="12"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="3.5"
        aria-hidden="true"
      >
        {some ? <path d="M5 12h14" /> : rest.checked ? <path d="M5 12l5 5L20 7" /> : null}
      </svg>
    </span>
  );
}
