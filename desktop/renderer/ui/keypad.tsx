import { IconBackspace, IconX } from '@tabler/icons-react';
import { cx } from './cx.ts';
import styles from './keypad.module.css';

export interface Key {
  /** What is reported when it is pressed; "back" and "clear" draw their sign. */
  readonly value: string;
  readonly label?: string;
  readonly soft?: boolean;
}

export interface KeypadProps {
  readonly keys: readonly Key[];
  readonly columns: 3 | 4;
  readonly onPress: (value: string) => void;
  readonly label: string;
}

/** 72 × 72 keys, 1-2-3 on top, left to right in every language. */
export function Keypad({ keys, columns, onPress, label }: KeypadProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own box
    <div
      className={styles.keypad}
      style={{ '--columns': columns } as React.CSSProperties}
      role="group"
      aria-label={label}
    >
      {keys.map((key) => (
        <button
          key={key.value}
          type="button"
          className={cx(styles.key, key.soft && styles.soft)}
          aria-label={key.label}
          onClick={() => onPress(key.value)}
          // A tap must not take the focus from where scans and keys arrive.
          onMouseDown={(event) => event.preventDefault()}
        >
          {key.value === 'back' ? <IconBackspace size={22} stroke={1.75} aria-hidden="true" /> : null}
          {key.value === 'clear' ? <IconX size={22} stroke={1.75} aria-hidden="true" /> : null}
          {key.value === 'back' || key.value === 'clear' ? null : key.value}
        </button>
      ))}
    </div>
  );
}
