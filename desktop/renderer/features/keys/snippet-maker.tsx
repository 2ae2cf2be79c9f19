import { useState } from 'react';
import type { WidgetScript } from '../../../bridge/key-views.ts';
import { Check, Field, Input, Select } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { Copied } from './copied.tsx';
import styles from './keys.module.css';
import { pageSnippet, type Shown, type SnippetChoice, usualSnippet } from './page-snippet.ts';

interface TickProps {
  readonly label: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Tick({ label, onChange, ...box }: TickProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: its control is the box of Check
    <label className={styles.tick}>
      <Check {...box} label={label} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}

/** What a page of a publishable key shows, chosen, with the text to put into it. */
export function SnippetMaker({
  pageKey,
  cloudUrl,
  widget,
}: {
  readonly pageKey: string;
  readonly cloudUrl: string;
  readonly widget: WidgetScript | null;
}) {
  const [choice, setChoice] = useState<SnippetChoice>(usualSnippet);
  const set = (change: Partial<SnippetChoice>): void => setChoice({ ...choice, ...change });
  const one = choice.show === 'product' || choice.show === 'buy' || choice.show === 'reviews';
  const named = one || choice.show === 'recommendations';
  return (
    <>
      <div className={styles.choices}>
        <Field label={t('The page shows')}>
          {(control) => (
            <Select {...control} value={choice.show} onChange={(event) => set({ show: event.target.value as Shown })}>
              <option value="grid">{t('Products side by side')}</option>
              <option value="product">{t('One product')}</option>
              <option value="buy">{t('A button to buy one product')}</option>
              <option value="cart">{t('The basket')}</option>
              <option value="reviews">{t('What shoppers say of a product')}</option>
              <option value="recommendations">{t('What goes with a product')}</option>
              <option value="account">{t('The shopper’s account: orders, addresses, sign-in')}</option>
            </Select>
          )}
        </Field>
        {named ? (
          <Field
            label={t('Product')}
            hint={
              one
                ? t('Its name in addresses, such as stoneware-mug')
                : t('Its name in addresses, such as stoneware-mug; left empty: what sells most')
            }
          >
            {(control) => (
              <Input
                {...control}
                value={choice.handle}
                spellCheck={false}
                placeholder="stoneware-mug"
                onChange={(event) => set({ handle: event.target.value })}
              />
            )}
          </Field>
        ) : null}
        {choice.show === 'grid' ? (
          <Field label={t('Only of the category')} hint={t('Left empty: all that is sold online')}>
            {(control) => (
              <Input {...control} value={choice.category} onChange={(event) => set({ category: event.target.value })} />
            )}
          </Field>
        ) : null}
      </div>
      {choice.show === 'grid' ? (
        <Tick
          label={t('With a field to search the shop')}
          checked={choice.withSearch}
          onChange={(withSearch) => set({ withSearch })}
        />
      ) : null}
      <Tick
        label={t('With a choice of currency, where the shop sells in several')}
        checked={choice.withCurrency}
        onChange={(withCurrency) => set({ withCurrency })}
      />
      {choice.show === 'cart' ? null : (
        <Tick
          label={t('With a button for the basket in the corner of the page')}
          checked={choice.withButton}
          onChange={(withButton) => set({ withButton })}
        />
      )}
      <Tick
        label={t('This version alone, checked by its hash: it changes when you put in another one')}
        checked={choice.pinned}
        disabled={widget === null}
        onChange={(pinned) => set({ pinned })}
      />
      <Copied
        name={t('For the page')}
        text={pageSnippet(pageKey, cloudUrl, widget, choice)}
        lack={one && choice.handle.trim() === '' ? t('Name the product first.') : null}
      />
    </>
  );
}
