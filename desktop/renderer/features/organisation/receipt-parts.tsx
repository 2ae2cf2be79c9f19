import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Check } from '../../ui/field.tsx';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/text.ts';
import styles from './receipt-card.module.css';

interface PartsProps<P extends string> {
  readonly label: string;
  /** All there are, each with what it is called */
  readonly names: Readonly<Record<P, string>>;
  /** Those that are printed, from top to bottom */
  readonly value: readonly P[];
  /** What cannot be left out */
  readonly always?: P;
  readonly disabled: boolean;
  readonly onChange: (value: P[]) => void;
}

/** Parts of a receipt: which of them, and in which order. */
export function ReceiptParts<P extends string>({ label, names, value, always, disabled, onChange }: PartsProps<P>) {
  const all = Object.keys(names) as P[];
  const rows = [...value, ...all.filter((part) => !value.includes(part))];
  const move = (part: P, by: -1 | 1): void => {
    const from = value.indexOf(part);
    const next = value.filter((one) => one !== part);
    next.splice(from + by, 0, part);
    onChange(next);
  };
  return (
    <fieldset className={styles.parts}>
      <legend>{label}</legend>
      {rows.map((part) => {
        const at = value.indexOf(part);
        const off = disabled || part === always;
        return (
          <div key={part} className={styles.part}>
            <Check
              label={names[part]}
              checked={at >= 0}
              disabled={off}
              onChange={() => onChange(at >= 0 ? value.filter((one) => one !== part) : [...value, part])}
            />
            <span aria-hidden="true">{names[part]}</span>
            {part === always ? <span className="sub">{t('always')}</span> : null}
            <span className="grow" />
            {(
              [
                [-1, IconArrowUp, t('{part} further up', { part: names[part] }), at <= 0],
                [1, IconArrowDown, t('{part} further down', { part: names[part] }), at < 0 || at === value.length - 1],
              ] as const
            ).map(([by, Icon, name, end]) => (
              <Button
                key={by}
                look="quiet"
                size="small"
                aria-label={name}
                disabled={disabled || end}
                onClick={() => move(part, by)}
              >
                <Icon size={14} stroke={1.75} aria-hidden="true" />
              </Button>
            ))}
          </div>
        );
      })}
    </fieldset>
  );
}
