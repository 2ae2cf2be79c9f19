import { Field, Input, Select } from './field.tsx';
import { t } from './text.ts';

/** What a service asks for before it lets us in. */
export interface ConnectionField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** It may be left empty. */
  readonly free?: true;
  /** One of these, by their words */
  readonly choices?: readonly (readonly [string, string])[];
}

interface Props {
  readonly field: ConnectionField;
  readonly value: string | undefined;
  readonly onChange: (text: string) => void;
  /** It is the first of its dialog. */
  readonly first?: boolean | undefined;
}

/** Secrets are written and never read: a field is empty, and says what is there by its last four characters. */
export function SecretField({ field, value, onChange, first, end }: Props & { readonly end: string | undefined }) {
  const hint = end
    ? t('There is one that ends in {end}. Leave it empty to keep it.', { end })
    : t(field.hint ?? 'Sealed when it is saved, and shown to nobody afterwards');
  return (
    <Field label={t(field.label)} hint={hint}>
      {(control) => (
        <Input
          {...control}
          type="password"
          className="mono"
          autoComplete="new-password"
          spellCheck={false}
          data-autofocus={first || undefined}
          placeholder={end ? `•••• ${end}` : ''}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export function SettingField({ field, value, onChange, first, longest }: Props & { readonly longest: number }) {
  const { label, hint, choices } = field;
  return (
    <Field label={t(label)} {...(hint === undefined ? {} : { hint: t(hint) })}>
      {(control) =>
        choices ? (
          <Select {...control} value={value ?? ''} onChange={(event) => onChange(event.target.value)}>
            {choices.map(([each, words]) => (
              <option key={each} value={each}>
                {t(words)}
              </option>
            ))}
          </Select>
        ) : (
          <Input
            {...control}
            value={value ?? ''}
            maxLength={longest}
            autoComplete="off"
            data-autofocus={first || undefined}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}
