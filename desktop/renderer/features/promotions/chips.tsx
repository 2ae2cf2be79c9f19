import { IconX } from '@tabler/icons-react';
import { Select } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import styles from './promotions.module.css';

export function ChipOff({
  name,
  disabled,
  onRemove,
}: {
  readonly name: string;
  readonly disabled: boolean;
  readonly onRemove: () => void;
}) {
  return (
    <span className={styles.chip}>
      {name}
      {disabled ? null : (
        <button type="button" aria-label={t('Take {name} out', { name })} onClick={onRemove}>
          <IconX size={13} stroke={1.75} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}

/** Picks one more of a list; what is chosen already is not offered. */
export function AddFrom({
  label,
  options,
  onAdd,
}: {
  readonly label: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly onAdd: (value: string) => void;
}) {
  if (options.length === 0) return null;
  return (
    <Select
      small
      className={styles.adder}
      aria-label={label}
      value=""
      onChange={(event) => event.currentTarget.value && onAdd(event.currentTarget.value)}
    >
      <option value="">{label}</option>
      {options.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </Select>
  );
}
