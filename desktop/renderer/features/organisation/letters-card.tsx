import {
  type CartLetter,
  type CartLettersOfStore,
  filledLetter,
  MOST_LETTERS,
} from '@tillhouse/shared/domains/checkout/cart-letters.ts';
import { Button } from '../../ui/button.tsx';
import { Area, Check, Field, Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import type { PartProps } from './editor-parts.tsx';
import { hoursOffered, plainLetters, withLetter } from './letters-draft.ts';
import { LettersFigures } from './letters-figures.tsx';
import styles from './letters-card.module.css';

/** Letters about baskets that were left: whether, when and what. Only who ticks the box at the checkout gets one. */
export function LettersCard({ draft, set, problems, locked }: PartProps) {
  const off = locked !== null;
  const letters = draft.cartLetters ?? plainLetters(draft.locale);
  const change = (next: CartLettersOfStore) => set({ cartLetters: next });
  const title = t('Letters about baskets that were left');
  const label = t('Remind shoppers who leave a basket');
  return (
    <Card aria-label={title}>
      <header>
        <h2>{title}</h2>
        <State tone={letters.active ? 'ok' : 'plain'}>{letters.active ? t('Sent') : t('None are sent')}</State>
      </header>
      <div className={styles.turn}>
        <Check
          label={label}
          checked={letters.active}
          disabled={off}
          onChange={() => change({ ...letters, active: !letters.active })}
        />
        <span aria-hidden="true">{label}</span>
        <span className="sub">{t('Only those who tick the box at the checkout; it stands there unticked.')}</span>
      </div>
      {letters.active ? (
        <>
          {letters.letters.map((letter, at) => (
            <LetterFields
              // biome-ignore lint/suspicious/noArrayIndexKey: a letter is what stands at its place
              key={at}
              {...{ letter, at, off, store: draft.name }}
              change={(patch) =>
                change({
                  ...letters,
                  letters: letters.letters.map((one, i) => (i === at ? { ...one, ...patch } : one)),
                })
              }
              remove={
                letters.letters.length > 1
                  ? () => change({ ...letters, letters: letters.letters.filter((_, i) => i !== at) })
                  : null
              }
            />
          ))}
          <div className={styles.foot}>
            {problems.letters ? (
              <p className={styles.wrong} role="alert">
                {t(problems.letters)}
              </p>
            ) : null}
            {letters.letters.length < MOST_LETTERS ? (
              <Button size="small" disabled={off} onClick={() => change(withLetter(letters, draft.locale))}>
                {t('Add a letter')}
              </Button>
            ) : null}
          </div>
        </>
      ) : null}
      {draft.revision > 0 && draft.cartLetters ? <LettersFigures storeId={draft.main ? null : draft.id} /> : null}
    </Card>
  );
}

interface LetterProps {
  readonly letter: CartLetter;
  readonly at: number;
  readonly store: string;
  readonly off: boolean;
  readonly change: (patch: Partial<CartLetter>) => void;
  readonly remove: (() => void) | null;
}

const hoursText = (hours: number): string =>
  hours % 24 === 0
    ? t('{n, plural, one {# day} other {# days}}', { n: hours / 24 })
    : t('{n, plural, one {# hour} other {# hours}}', { n: hours });

function LetterFields({ letter, at, store, off, change, remove }: LetterProps) {
  const name = t('Letter {n}', { n: at + 1 });
  const shown = filledLetter(letter, {
    ...{ name: 'Hannah', store: store.trim(), link: 'https://…' },
    goods: [t('Stoneware mug'), t('Linen napkins')],
  });
  return (
    <fieldset className={styles.letter}>
      <legend>
        {name}
        {remove ? (
          <Button size="small" disabled={off} aria-label={t('Remove letter {n}', { n: at + 1 })} onClick={remove}>
            {t('Remove')}
          </Button>
        ) : null}
      </legend>
      <div className={styles.write}>
        <Field label={t('Sent after')} hint={t('Since the shopper did something last.')}>
          {(control) => (
            <Select
              {...control}
              value={letter.afterHours}
              disabled={off}
              onChange={({ target: { value } }) => change({ afterHours: Number(value) })}
            >
              {hoursOffered(letter.afterHours).map((hours) => (
                <option key={hours} value={hours}>
                  {hoursText(hours)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('Subject')}>
          {(control) => (
            <Input
              {...control}
              value={letter.subject}
              maxLength={120}
              disabled={off}
              autoComplete="off"
              onChange={({ target: { value } }) => change({ subject: value })}
            />
          )}
        </Field>
        <Field label={t('Text')} hint={t('Put in: {names}', { names: '{name} {store} {goods} {link}' })}>
          {(control) => (
            <Area
              {...control}
              rows={9}
              value={letter.text}
              maxLength={2_000}
              disabled={off}
              onChange={({ target: { value } }) => change({ text: value })}
            />
          )}
        </Field>
      </div>
      <section className={styles.preview} aria-label={t('{name} as it is read', { name })}>
        <small>{t('As it is read')}</small>
        <b>{shown.subject}</b>
        <p>{shown.text}</p>
        <small>{t('Below it stand why it comes, and a link that ends them.')}</small>
      </section>
    </fieldset>
  );
}
