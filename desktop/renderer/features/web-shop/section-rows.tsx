import {
  MOST_ON_SHELF,
  MOST_QUOTES,
  MOST_TILES,
  type SectionOf,
  shelfSizes,
} from '@tillhouse/shared/domains/content/section-parts.ts';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { FirstPageGoods, LookStore } from '../../../bridge/content-views.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Area, Field, Input, Select } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { FindGoods } from '../promotions/find-goods.tsx';
import { LinkField, PictureField } from './section-fields.tsx';
import styles from './sections.module.css';

const glyph = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;
type Goods = Pick<FirstPageGoods, 'categories' | 'pages'>;

interface ShelfProps {
  readonly shelf: SectionOf<'shelf'>;
  readonly goods: Goods;
  readonly titles: ReadonlyMap<string, string>;
  readonly onChange: (patch: Partial<SectionOf<'shelf'>>) => void;
}

/** A category, or products in an order that somebody chose. */
export function ShelfFields({ shelf, goods, titles, onChange }: ShelfProps) {
  const { store } = useSession();
  const { category, products, most } = shelf;
  const [picked, setPicked] = useState<Readonly<Record<string, string>>>({});
  return (
    <>
      <div className={styles.row}>
        <Field label={t('Category')}>
          {(control) => (
            <Select
              {...control}
              value={category}
              disabled={products.length > 0}
              onChange={(event) => onChange({ category: event.target.value })}
            >
              <option value="">{t('Every category')}</option>
              {[...new Set([...goods.categories, ...(category === '' ? [] : [category])])].map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('How many at most')}>
          {(control) => (
            <Select {...control} value={most} onChange={(event) => onChange({ most: Number(event.target.value) })}>
              {shelfSizes.map((size) => (
                <option key={size} value={size}>
                  {size}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {products.length < MOST_ON_SHELF ? (
        <FindGoods
          label={t('Or choose products yourself')}
          currency={store.currency}
          wide
          onPick={({ productId, title }) => {
            if (products.includes(productId)) return;
            setPicked({ ...picked, [productId]: title });
            onChange({ products: [...products, productId] });
          }}
        />
      ) : null}
      {products.length > 0 ? (
        <ol className={styles.goods} aria-label={t('Chosen products')}>
          {products.map((id) => {
            const name = picked[id] ?? titles.get(id) ?? t('Not sold on the web');
            return (
              <li key={id}>
                <bdi className="strong cut">{name}</bdi>
                <span className="grow" />
                <Button
                  square
                  look="quiet"
                  size="small"
                  aria-label={t('Take out {name}', { name })}
                  icon={<IconX {...glyph} />}
                  onClick={() => onChange({ products: products.filter((each) => each !== id) })}
                />
              </li>
            );
          })}
        </ol>
      ) : null}
    </>
  );
}

interface TileProps {
  readonly tiles: SectionOf<'tiles'>['tiles'];
  readonly goods: Goods;
  readonly store: LookStore;
  readonly onTiles: (tiles: SectionOf<'tiles'>['tiles']) => void;
}

/* Rows are places: none has a name of its own, and each is written where it stands. */

export function TileRows({ tiles, goods, store, onTiles }: TileProps) {
  const set = (at: number, patch: object) =>
    onTiles(tiles.map((tile, index) => (index === at ? { ...tile, ...patch } : tile)));
  return (
    <div className={styles.rows}>
      {tiles.map((tile, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <fieldset key={at} className={styles.row} aria-label={t('Tile {number}', { number: at + 1 })}>
          <Field label={t('Words')}>
            {(control) => (
              <Input
                {...control}
                value={tile.label}
                maxLength={80}
                autoComplete="off"
                onChange={(event) => set(at, { label: event.target.value })}
              />
            )}
          </Field>
          <LinkField value={tile.to} goods={goods} store={store} onLink={(to) => set(at, { to })} />
          <Button
            square
            look="quiet"
            size="small"
            aria-label={t('Take out {name}', { name: tile.label || t('Tile {number}', { number: at + 1 }) })}
            icon={<IconX {...glyph} />}
            onClick={() => onTiles(tiles.toSpliced(at, 1))}
          />
          <div data-wide="">
            <PictureField value={tile.picture} onPicture={(picture) => set(at, { picture })} />
          </div>
        </fieldset>
      ))}
      {tiles.length < MOST_TILES ? (
        <Button
          size="small"
          icon={<IconPlus {...glyph} />}
          onClick={() => onTiles([...tiles, { label: '', to: '', picture: '' }])}
        >
          {t('Add a tile')}
        </Button>
      ) : null}
    </div>
  );
}

interface QuoteProps {
  readonly quotes: SectionOf<'quotes'>['quotes'];
  readonly onQuotes: (quotes: SectionOf<'quotes'>['quotes']) => void;
}

export function QuoteRows({ quotes, onQuotes }: QuoteProps) {
  const set = (at: number, patch: object) =>
    onQuotes(quotes.map((quote, index) => (index === at ? { ...quote, ...patch } : quote)));
  return (
    <div className={styles.rows}>
      {quotes.map((quote, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <fieldset key={at} className={styles.row} aria-label={t('Quote {number}', { number: at + 1 })}>
          <div data-wide="">
            <Field label={t('What was said')}>
              {(control) => (
                <Area
                  {...control}
                  rows={2}
                  value={quote.words}
                  maxLength={400}
                  onChange={(event) => set(at, { words: event.target.value })}
                />
              )}
            </Field>
          </div>
          <Button
            square
            look="quiet"
            size="small"
            aria-label={t('Take out {name}', { name: t('Quote {number}', { number: at + 1 }) })}
            icon={<IconX {...glyph} />}
            onClick={() => onQuotes(quotes.toSpliced(at, 1))}
          />
          <div data-wide="">
            <Field label={t('By whom')}>
              {(control) => (
                <Input
                  {...control}
                  value={quote.who}
                  maxLength={80}
                  autoComplete="off"
                  onChange={(event) => set(at, { who: event.target.value })}
                />
              )}
            </Field>
          </div>
        </fieldset>
      ))}
      {quotes.length < MOST_QUOTES ? (
        <Button
          size="small"
          icon={<IconPlus {...glyph} />}
          onClick={() => onQuotes([...quotes, { words: '', who: '' }])}
        >
          {t('Add a quote')}
        </Button>
      ) : null}
    </div>
  );
}
