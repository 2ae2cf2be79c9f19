import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import styles from './chips.module.css';
import { Input, Select } from './field.tsx';
import { t } from './text.ts';

/** Something chosen, with the cross that takes it out. */
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

interface ChosenFromProps {
  readonly chosen: readonly string[];
  readonly nameOf: (value: string) => string;
  readonly addLabel: string;
  /** Those that are not chosen yet */
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly onChange: (chosen: string[]) => void;
}

/** What is chosen of a list, in the order that it was. */
export function ChosenFrom({ chosen, nameOf, addLabel, options, onChange }: ChosenFromProps) {
  return (
    <>
      {chosen.map((value) => (
        <ChipOff
          key={value}
          name={nameOf(value)}
          disabled={false}
          onRemove={() => onChange(chosen.filter((each) => each !== value))}
        />
      ))}
      <AddFrom label={addLabel} options={options} onAdd={(value) => onChange([...chosen, value])} />
    </>
  );
}

interface PickNamesProps {
  readonly chosen: readonly string[];
  /** What others have chosen before */
  readonly known: readonly string[];
  /** Said where none is chosen */
  readonly none: string;
  readonly addLabel: string;
  readonly newLabel: string;
  readonly newHint: string;
  readonly disabled: boolean;
  readonly onChange: (chosen: string[]) => void;
}

/** Names in alphabetical order: chosen from those that are known, or typed anew with Enter. */
export function PickNames({ chosen, known, none, addLabel, newLabel, newHint, disabled, onChange }: PickNamesProps) {
  const [typed, setTyped] = useState('');
  const add = (name: string) => {
    const clean = name.trim();
    if (clean !== '' && !chosen.includes(clean)) onChange([...chosen, clean].sort());
    setTyped('');
  };
  return (
    <>
      {chosen.length === 0 ? <span className="t2">{none}</span> : null}
      {chosen.map((name) => (
        <ChipOff
          key={name}
          name={name}
          disabled={disabled}
          onRemove={() => onChange(chosen.filter((one) => one !== name))}
        />
      ))}
      {disabled ? null : (
        <>
          <AddFrom
            label={addLabel}
            options={known.filter((name) => !chosen.includes(name)).map((name) => [name, name] as const)}
            onAdd={add}
          />
          <Input
            small
            className={styles.new}
            aria-label={newLabel}
            placeholder={newHint}
            maxLength={60}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add(typed);
            }}
          />
        </>
      )}
    </>
  );
}
