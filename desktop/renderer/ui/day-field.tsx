import { useId } from 'react';
import styles from './day-field.module.css';
import { Input } from './field.tsx';

/** A day of the calendar as an address holds it, `2026-11-23` */
export const isDay = (text: string | undefined): text is string => /^\d{4}-\d\d-\d\d$/.test(text ?? '');

export interface DayFieldProps {
  readonly name: string;
  readonly value: string;
  readonly min?: string;
  readonly max?: string;
  readonly onDay: (day: string) => void;
}

/** A day with its name before it, in a row of filters; a half typed one is not told. */
export function DayField({ name, onDay, ...rest }: DayFieldProps) {
  const id = useId();
  return (
    <span className={styles.day}>
      <label htmlFor={id}>{name}</label>
      <Input
        {...rest}
        id={id}
        small
        type="date"
        onChange={(event) => isDay(event.target.value) && onDay(event.target.value)}
      />
    </span>
  );
}
