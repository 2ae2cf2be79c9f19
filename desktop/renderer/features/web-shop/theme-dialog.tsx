import { fits, settledValues, type ThemeSetting } from '@tillhouse/shared/domains/content/theme-parts.ts';
import { useState } from 'react';
import type { ThemeRow } from '../../../bridge/content-views.ts';
import { useBridge } from '../../data/bridge.ts';
import { lockOf } from '../../data/may.ts';
import { useSending } from '../../data/sending.ts';
import { useSession } from '../../data/session.ts';
import { Area, Check, Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { themeName } from './theme-versions.tsx';
import styles from './web-shop.module.css';

type Value = string | number | boolean;

interface SettingProps {
  readonly setting: ThemeSetting;
  readonly value: Value;
  readonly disabled: boolean;
  readonly onValue: (value: Value) => void;
}

/** A field of the kind that the theme asks for. Its words are the developer's, in the language they wrote them in. */
function Setting({ setting, value, disabled, onValue }: SettingProps) {
  const { type, label, help, options = [], least, most } = setting;
  if (type === 'checkbox')
    return (
      <span className={styles.tick}>
        <Check
          label={label}
          checked={value === true}
          disabled={disabled}
          onChange={(event) => onValue(event.target.checked)}
        />
        <span aria-hidden="true">{label}</span>
      </span>
    );
  const wrong = fits(setting, value) ? null : t('This is no value that “{name}” takes.', { name: label });
  return (
    <Field label={label} {...(help && { hint: help })} error={wrong}>
      {(control) => {
        const text = String(value);
        if (type === 'words')
          return (
            <Area {...control} value={text} disabled={disabled} onChange={(event) => onValue(event.target.value)} />
          );
        if (type === 'choice')
          return (
            <Select {...control} value={text} disabled={disabled} onChange={(event) => onValue(event.target.value)}>
              {options.map((one) => (
                <option key={one.value} value={one.value}>
                  {one.label}
                </option>
              ))}
            </Select>
          );
        if (type === 'number')
          return (
            <Input
              {...control}
              type="number"
              {...(least !== undefined && { min: least })}
              {...(most !== undefined && { max: most })}
              value={text}
              disabled={disabled}
              onChange={(event) => onValue(event.target.valueAsNumber)}
            />
          );
        return (
          <Input
            {...control}
            {...(type === 'colour' && { type: 'color' })}
            value={text}
            disabled={disabled}
            autoComplete="off"
            onChange={(event) => onValue(event.target.value)}
          />
        );
      }}
    </Field>
  );
}

/** What a theme lets the shop choose; what is chosen is a version of its own, a draft. */
export function ThemeDialog({ version, onClose }: { readonly version: ThemeRow; readonly onClose: () => void }) {
  const bridge = useBridge();
  const { person } = useSession();
  const { busy, refused, send } = useSending();
  const before = settledValues(version.settings, version.choices);
  const [values, setValues] = useState(before);
  const locked = lockOf(person, 'content.themes') !== null;
  const changed = version.settings.some(({ id }) => values[id] !== before[id]);
  const fine = version.settings.every((setting) => fits(setting, values[setting.id]));
  const keep = () =>
    send(
      bridge
        .mutate('content.setThemeChoices', { versionId: version.id, id: crypto.randomUUID(), choices: values })
        .then(onClose),
    );
  return (
    <FormDialog
      title={t('Settings of {name}', { name: themeName(version) })}
      width={560}
      action={t('Keep as a version')}
      ready={!locked && changed && fine}
      busy={busy}
      refused={refused}
      onSubmit={keep}
      onClose={onClose}
    >
      <div className={styles.themeFields}>
        {version.settings.map((setting) => (
          <Setting
            key={setting.id}
            setting={setting}
            value={values[setting.id] ?? setting.default}
            disabled={locked}
            onValue={(value) => setValues({ ...values, [setting.id]: value })}
          />
        ))}
      </div>
      <p className="t2">{t('Shoppers see it once it is published.')}</p>
    </FormDialog>
  );
}
