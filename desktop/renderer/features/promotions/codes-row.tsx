import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import { countText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { ChipOff } from '../../ui/chips.tsx';
import type { PartProps } from './editor-parts.ts';
import styles from './promotions.module.css';

/** Codes shown at once; thousands of single-use ones are counted. */
const SHOWN = 12;

/** Codes of a promotion: one typed, or many pasted with spaces, commas or lines between. */
export function CodesRow({ draft, set, problems, disabled, codeUses }: PartProps) {
  const [text, setText] = useState('');
  const [limit, setLimit] = useState('');
  const { codes } = draft;
  function add(): void {
    const known = new Set(codes.map(({ code }) => code.toUpperCase()));
    const more = [...new Set(text.split(/[\s,;]+/).map((one) => one.slice(0, 64).toUpperCase()))].filter(
      (one) => one !== '' && !known.has(one),
    );
    set({ codes: [...codes, ...more.map((code) => ({ code, limit }))].slice(0, 10_000) });
    setText('');
  }
  return (
    <div className={styles.line}>
      <span>{t('Code entered')}</span>
      {codes.length === 0 ? <span className="t2">{t('needs none')}</span> : null}
      {codes.slice(0, SHOWN).map(({ code, limit: most, used = 0 }) => (
        <ChipOff
          key={code}
          name={
            most
              ? t('{code}, {used} of {most} used', {
                  code,
                  used: used + (codeUses[code.trim().toUpperCase()] ?? 0),
                  most,
                })
              : code
          }
          disabled={disabled}
          onRemove={() => set({ codes: codes.filter((one) => one.code !== code) })}
        />
      ))}
      {codes.length > SHOWN ? (
        <span className="t2">{t('and {n} more', { n: countText(codes.length - SHOWN) })}</span>
      ) : null}
      {disabled ? null : (
        <form
          className={styles.addCode}
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <Input
            small
            className="mono"
            aria-label={t('New code')}
            placeholder={t('New code')}
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
          <Input
            small
            className="num"
            aria-label={t('Uses of each code')}
            placeholder={t('Uses')}
            inputMode="numeric"
            value={limit}
            onChange={(event) => setLimit(event.target.value)}
          />
          <Button size="small" type="submit" disabled={text.trim() === ''}>
            {t('Add code')}
          </Button>
        </form>
      )}
      {problems.codes ? (
        <span className={styles.wrong} role="alert">
          {problems.codes}
        </span>
      ) : null}
      {codes.some(({ limit: most }) => most !== '') ? (
        <span className={styles.offline}>
          <span className="sub">{t('One desk without the network may give, of those with a number of uses,')}</span>
          <Input
            small
            className="num"
            aria-label={t('Uses of codes at one desk without the network')}
            inputMode="numeric"
            placeholder="10"
            value={draft.offlineUses}
            disabled={disabled}
            onChange={(event) => set({ offlineUses: event.target.value })}
          />
        </span>
      ) : null}
      {problems.offlineUses ? (
        <span className={styles.wrong} role="alert">
          {problems.offlineUses}
        </span>
      ) : null}
    </div>
  );
}
