import type { RefObject } from 'react';
import { Field, Input } from './field.tsx';
import { Keypad } from './keypad.tsx';
import styles from './pin-pad.module.css';
import { t } from './text.ts';

export const PIN_DIGITS = 6;

/** Digits of a PIN with the keys that clear it and take one back. */
export function PinKeys({ onPress }: { readonly onPress: (key: string) => void }) {
  const keys = [
    ...[...'123456789'].map((value) => ({ value })),
    { value: 'clear', label: t('Clear'), soft: true },
    { value: '0' },
    { value: 'back', label: t('Delete'), soft: true },
  ];
  return <Keypad columns={3} label={t('PIN')} keys={keys} onPress={onPress} />;
}

export interface PinPadProps {
  readonly label: string;
  readonly pin: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly error?: string | null;
  /** Nothing may be typed now */
  readonly locked?: boolean;
  /** It is what a dialog begins with */
  readonly first?: boolean;
  /** Digits alone, no more than a PIN has */
  readonly onPin: (pin: string) => void;
}

/** A PIN, typed on a keyboard or on the keys beneath it. */
export function PinPad({ label, pin, field, error = null, locked = false, first, onPin }: PinPadProps) {
  const type = (text: string) => onPin(text.replace(/\D/g, '').slice(0, PIN_DIGITS));
  return (
    <>
      <Field label={label} error={error}>
        {(control) => (
          <Input
            {...control}
            {...(first && { 'data-autofocus': true })}
            ref={field}
            type="password"
            inputMode="none"
            autoComplete="off"
            className={styles.digits}
            value={pin}
            readOnly={locked}
            onChange={(event) => type(event.target.value)}
          />
        )}
      </Field>
      <PinKeys
        onPress={(key) => {
          if (!locked) type(key === 'clear' ? '' : key === 'back' ? pin.slice(0, -1) : pin + key);
        }}
      />
    </>
  );
}
