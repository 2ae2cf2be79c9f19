import { t } from './text.ts';
import styles from './stepper.module.css';

export interface StepperProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** How the value is written */
  readonly text: string;
  readonly by?: number;
  readonly onChange: (next: number) => void;
}

/** A small number that goes up and down by buttons. */
export function Stepper({ label, value, least, most, text, by = 1, onChange }: StepperProps) {
  return (
    <fieldset className={styles.stepper} aria-label={label}>
      <button
        type="button"
        aria-label={t('Fewer')}
        disabled={value <= least}
        onClick={() => onChange(Math.max(least, value - by))}
      >
        −
      </button>
      <output>{text}</output>
      <button
        type="button"
        aria-label={t('More')}
        disabled={value >= most}
        onClick={() => onChange(Math.min(most, value + by))}
      >
        +
      </button>
    </fieldset>
  );
}
