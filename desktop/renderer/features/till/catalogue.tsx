import {
  IconGiftCard,
  IconLayoutGrid,
  IconPackage,
  IconPencilPlus,
  IconReceiptRefund,
  IconSearch,
  IconSearchOff,
  IconX,
} from '@tabler/icons-react';
import { type KeyboardEvent, memo, type RefObject, useDeferredValue, useState } from 'react';
import type { TillTile } from '../../../bridge/queries.ts';
import { useRead } from '../../data/reads.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { moneyText } from '../../ui/money.tsx';
import { chartTint, drawingAddress, readDrawing, thingLetters } from '../../ui/picture.tsx';
import { countText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import styles from './catalogue.module.css';
import { tieUnits } from '../../ui/tie-units.ts';
import { unitSign } from './till-data.ts';
import { KeyHint } from '../../ui/key-hint.tsx';

/** Below this many units a tile says how many are left. */
const FEW = 3;

function Art({ tile }: { readonly tile: TillTile }) {
  const drawing = tile.image ? readDrawing(tile.image) : null;
  if (drawing) {
    const style = { '--ground': drawing.ground, ...drawing.tints } as React.CSSProperties;
    return (
      <span className={styles.art} style={style}>
        <svg aria-hidden="true">
          <use href={drawingAddress(drawing.shape)} />
        </svg>
      </span>
    );
  }
  if (tile.image)
    return (
      <span className={styles.art}>
        <img src={tile.image} alt="" />
      </span>
    );
  const style = { '--ground': chartTint(tile.title) } as React.CSSProperties;
  return (
    <span className={cx(styles.art, styles.letters)} style={style} aria-hidden="true">
      {thingLetters(tile.title)}
    </span>
  );
}

function Tile({
  tile,
  currency,
  marked,
  onAdd,
}: {
  readonly tile: TillTile;
  readonly currency: string;
  readonly marked: boolean;
  readonly onAdd: () => void;
}) {
  const sign = unitSign(tile.unit);
  const few = tile.available !== null && tile.available <= FEW;
  return (
    <button
      type="button"
      className={cx(styles.tile, marked && styles.mark)}
      onClick={onAdd}
      onMouseDown={(event) => event.preventDefault()}
    >
      <Art tile={tile} />
      <span className={styles.name}>{tieUnits(tile.title)}</span>
      <span className={styles.price}>
        <bdi>
          {moneyText({ amount: tile.price, currency }, { symbol: false })}
          {sign ? `/${sign}` : ''}
        </bdi>
      </span>
      {few ? (
        <span className={styles.left}>{t('{n} left', { n: countText(Math.max(0, tile.available ?? 0)) })}</span>
      ) : null}
    </button>
  );
}

/** The page with most tiles comes first to hand: it is the shop's main one. */
function fullest(pages: readonly { readonly tiles: readonly unknown[] }[]): number {
  return pages.reduce((best, one, index) => (one.tiles.length > (pages[best]?.tiles.length ?? 0) ? index : best), 0);
}

export interface CatalogueProps {
  readonly currency: string;
  readonly searchField: RefObject<HTMLInputElement | null>;
  readonly onAdd: (variantId: string) => void;
  readonly onCode: (code: string) => void;
  readonly onCustom: () => void;
  readonly onGiftCard: () => void;
  readonly onLayaways: () => void;
  /** Null where who sells takes nothing back */
  readonly onReturn: (() => void) | null;
}

/** Search, favourites pages and tiles: the 60 % side of the till. What is scanned does not render it again. */
export const Catalogue = memo(function Catalogue(props: CatalogueProps) {
  const { currency, searchField, onAdd, onCode, onCustom, onGiftCard, onLayaways, onReturn } = props;
  const [chosen, setChosen] = useState<number | null>(null);
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const wanted = useDeferredValue(text.trim());
  const pages = useRead('till.pages', {}, { keep: true }).data;
  const page = chosen ?? fullest(pages?.pages ?? []);
  const found = useRead('till.search', { text: wanted, limit: 60 }, { keep: true, enabled: wanted !== '' });
  const searching = text.trim() !== '';
  const tiles: readonly TillTile[] = searching ? (found.data ?? []) : (pages?.pages[page]?.tiles ?? []);

  function clear(): void {
    setText('');
    setMarked(0);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Escape' && text) {
      event.stopPropagation();
      clear();
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      event.stopPropagation();
      setMarked((old) => Math.max(0, Math.min(tiles.length - 1, old + (event.key === 'ArrowDown' ? 1 : -1))));
    }
    if (event.key !== 'Enter' || !searching) return;
    event.preventDefault();
    event.stopPropagation();
    const chosen = tiles[marked];
    // A typed code is looked up as a scan; a typed word takes the marked tile.
    if (/^\d{6,}$/.test(text.trim()) || !chosen) onCode(text.trim());
    else onAdd(chosen.variantId);
    clear();
  }

  return (
    <section className={styles.cat} aria-label={t('Catalogue')}>
      <div className={styles.find}>
        <label className={styles.box}>
          <IconSearch size={24} stroke={1.75} aria-hidden="true" />
          <span className="visually-hidden">{t('Name, SKU or barcode')}</span>
          <input
            ref={searchField}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setMarked(0);
            }}
            onKeyDown={onKeyDown}
            placeholder={t('Name, SKU or barcode')}
            autoComplete="off"
            spellCheck={false}
            aria-keyshortcuts="F2"
          />
          {searching ? (
            <button type="button" onClick={clear} aria-label={t('Clear the search')}>
              <IconX size={20} aria-hidden="true" />
            </button>
          ) : (
            <KeyHint keys="F2" />
          )}
        </label>
        <Button size="touch" icon={<IconPencilPlus size={24} stroke={1.75} aria-hidden="true" />} onClick={onCustom}>
          {t('Custom item')}
        </Button>
        <Button size="touch" icon={<IconGiftCard size={24} stroke={1.75} aria-hidden="true" />} onClick={onGiftCard}>
          {t('Gift card')}
        </Button>
        <Button
          size="touch"
          square
          aria-label={t('Layaways and special orders')}
          aria-keyshortcuts="F1"
          title={t('Layaways and special orders (F1)')}
          icon={<IconPackage size={24} stroke={1.75} aria-hidden="true" />}
          onClick={onLayaways}
        />
        {onReturn ? (
          <Button
            size="touch"
            keys="F5"
            icon={<IconReceiptRefund size={24} stroke={1.75} aria-hidden="true" />}
            onClick={onReturn}
          >
            {t('Return')}
          </Button>
        ) : null}
      </div>
      <div className={styles.pages} role="tablist" aria-label={t('Favourites pages')}>
        {searching ? (
          <span className={styles.count} style={{ marginInlineStart: 0 }} role="status">
            {t('{n, plural, =0 {Nothing found} one {# found} other {# found}}', { n: tiles.length })}
          </span>
        ) : (
          pages?.pages.map((one, index) => (
            <button
              key={one.name}
              type="button"
              role="tab"
              aria-selected={index === page}
              onClick={() => setChosen(index)}
            >
              {one.name}
            </button>
          ))
        )}
        {searching ? null : (
          <span className={styles.count} role="presentation">
            <IconLayoutGrid size={18} stroke={1.75} aria-hidden="true" />
            {t('All {n}', { n: countText(pages?.productCount ?? 0) })}
          </span>
        )}
      </div>
      {searching && tiles.length === 0 && !found.isFetching ? (
        <EmptyState
          icon={<IconSearchOff size={40} stroke={1.25} aria-hidden="true" />}
          title={t('Nothing is called “{text}”', { text: text.trim() })}
        >
          {t('Press Enter to look it up as a code, or sell it as a custom item.')}
        </EmptyState>
      ) : (
        <div className={styles.tiles}>
          {tiles.map((tile, index) => (
            <Tile
              key={tile.variantId}
              tile={tile}
              currency={currency}
              marked={searching && index === marked}
              onAdd={() => onAdd(tile.variantId)}
            />
          ))}
        </div>
      )}
    </section>
  );
});
