import { contrastsOf, lookOf } from '@tillhouse/shared/domains/access/store-look.ts';
import type { StoreHosted, StoreTheme } from '@tillhouse/shared/domains/access/store-parts.ts';
import type { CSSProperties } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { moneyText } from '../../ui/money.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import look from './look.module.css';
import { plainTheme, type Problems, type StoreDraft } from './store-draft.ts';

const colours = [
  ['accent', 'Buttons'],
  ['text', 'Text'],
  ['background', 'Background'],
] as const;

const pairs = {
  text: 'Text on background',
  accent: 'Button on background',
  action: 'Words on the button',
} as const;

export interface LookSideProps {
  readonly draft: Pick<StoreDraft, 'theme' | 'name' | 'locale' | 'currency' | 'hosted'>;
  readonly set: (patch: Pick<StoreDraft, 'theme'>) => void;
  readonly problems: Pick<Problems, 'theme' | 'logo'>;
  readonly locked: string | null;
  /** Where it is not shown beside already */
  readonly preview?: boolean;
}

/** How its widgets look on any page, and its shop on the web: a few colours, beside what they make of a product, and whether it can be read. */
export function LookSide({ draft, set, problems, locked, preview = true }: LookSideProps) {
  const { theme } = draft;
  const off = locked !== null;
  const shown = theme ?? plainTheme;
  const change = (patch: Partial<StoreTheme>) => set({ theme: { ...shown, ...patch } });
  return (
    <div className={look.side}>
      <div className={look.head}>
        <h2>{t('Look of its shop')}</h2>
        {theme ? (
          <Button size="small" disabled={off} onClick={() => set({ theme: null })}>
            {t('As they come')}
          </Button>
        ) : null}
      </div>
      {preview ? <LookPreview {...draft} theme={shown} /> : null}
      {theme ? (
        <ul className={look.contrasts} aria-label={t('Contrast')}>
          {contrastsOf(theme).map(({ name, ratio, least }) => (
            <li key={name}>
              <State tone={ratio >= least ? 'ok' : name === 'text' ? 'bad' : 'warn'}>{t(pairs[name])}</State>
              <span className="num">{(Math.floor(ratio * 10) / 10).toFixed(1)} : 1</span>
              <span className="sub">{ratio >= least ? '' : t('needs {least} : 1', { least })}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="t2">{t('Widgets look as they come. Choose a colour to give the store its own look.')}</p>
      )}
      {problems.theme ? (
        <p className={look.wrong} role="alert">
          {t(problems.theme)}
        </p>
      ) : null}
      <div className={look.colours}>
        {colours.map(([name, word]) => (
          <Field key={name} label={t(word)}>
            {(control) => (
              <span className={look.colour}>
                <input
                  type="color"
                  aria-label={t('{name}: choose a colour', { name: t(word) })}
                  value={shown[name]}
                  disabled={off}
                  onChange={(event) => change({ [name]: event.target.value.toLowerCase() })}
                />
                <HexInput
                  control={control}
                  value={shown[name]}
                  disabled={off}
                  onColour={(value) => change({ [name]: value })}
                />
              </span>
            )}
          </Field>
        ))}
        <Field label={t('Corners')}>
          {(control) => (
            <Select
              {...control}
              value={shown.corners}
              disabled={off}
              onChange={(event) => change({ corners: event.target.value as StoreTheme['corners'] })}
            >
              <option value="square">{t('Square')}</option>
              <option value="soft">{t('Soft')}</option>
              <option value="round">{t('Round')}</option>
            </Select>
          )}
        </Field>
      </div>
      <Field
        label={t('Logo')}
        hint={t('The address of a picture, for pages that show the store’s head.')}
        error={problems.logo ? t(problems.logo) : null}
      >
        {(control) => (
          <Input
            {...control}
            value={theme?.logo ?? ''}
            placeholder="https://"
            disabled={off}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => change({ logo: event.target.value || null })}
          />
        )}
      </Field>
    </div>
  );
}

interface HexProps {
  readonly control: object;
  readonly value: string;
  readonly disabled: boolean;
  readonly onColour: (value: string) => void;
}

/** Takes a colour as soon as it is whole; what is half typed stays in the field. */
function HexInput({ control, value, disabled, onColour }: HexProps) {
  return (
    <Input
      {...control}
      key={value}
      defaultValue={value}
      maxLength={7}
      disabled={disabled}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => {
        const text = event.target.value.trim().toLowerCase();
        if (/^#[0-9a-f]{6}$/.test(text) && text !== value) onColour(text);
      }}
    />
  );
}

export interface PreviewProps {
  readonly theme: StoreTheme;
  readonly name: string;
  readonly locale: string;
  readonly currency: string;
  readonly hosted: StoreHosted | null;
}

/** A product as the widget paints it, with the same colours worked out by the same rule. */
export function LookPreview({ theme, name, locale, currency, hosted }: PreviewProps) {
  const paint = lookOf(theme);
  const style = Object.fromEntries(Object.entries(paint).map(([key, value]) => [`--w-${key}`, value])) as CSSProperties;
  return (
    <figure
      className={look.preview}
      style={style}
      data-letters={hosted?.fonts ?? 'modern'}
      aria-label={t('How it looks')}
    >
      <div className={look.brand}>
        {theme.logo ? <img src={theme.logo} alt="" referrerPolicy="no-referrer" /> : null}
        <b>{name.trim() || t('Store')}</b>
      </div>
      {hosted?.open ? (
        <div className={look.hero}>
          <b>{hosted.headline.trim() || name.trim() || t('Store')}</b>
          {hosted.intro.trim() === '' ? null : <p>{hosted.intro}</p>}
        </div>
      ) : null}
      <div className={look.shot}>
        <svg viewBox="0 0 64 64" width="84" height="84" aria-hidden="true">
          <path d="M14 20h28v24a8 8 0 0 1-8 8H22a8 8 0 0 1-8-8z" fill="var(--w-action)" />
          <path
            d="M42 25h5a7 7 0 0 1 0 14h-5"
            fill="none"
            stroke="var(--w-action)"
            strokeWidth="4"
            strokeLinecap="round"
          />
          <ellipse cx="28" cy="20" rx="14" ry="3" fill="var(--w-ink)" opacity="0.35" />
        </svg>
      </div>
      <div className={look.title}>
        <span>{t('Stoneware mug')}</span>
        <b className="num">{moneyText({ amount: 1_400, currency }, { locale })}</b>
      </div>
      <p className={look.stock}>{t('3 left')}</p>
      <div className={look.buy}>
        <span className={look.option}>{t('Moss')}</span>
        <span className={look.option} data-on>
          {t('Tide')}
        </span>
        <span className={look.cta}>{t('Add to bag')}</span>
      </div>
    </figure>
  );
}
