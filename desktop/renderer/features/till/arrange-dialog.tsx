import { IconArrowDown, IconArrowUp, IconGripVertical, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { useSending } from '../../data/sending.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import styles from './arrange.module.css';
import { type ArrangedTile, changesOf, MOST_TILES, moved, type PageDraft, wrongWith } from './arrange-draft.ts';

/** The tiles of the till: which are on what page, and in which order. */
export function ArrangeDialog({ onClose }: { readonly onClose: () => void }) {
  const { data } = useRead('till.pages', {});
  if (!data) return null;
  const pages = data.pages.map(({ name, tiles }) => ({ key: name, name, tiles }));
  return <Arrange shown={pages} arranged={data.arranged} onClose={onClose} />;
}

interface ArrangeProps {
  readonly shown: readonly PageDraft[];
  readonly arranged: boolean;
  readonly onClose: () => void;
}

function Arrange({ shown, arranged, onClose }: ArrangeProps) {
  const bridge = useBridge();
  const { busy, refused, send, forget } = useSending();
  // As it was when it was opened: what somebody else arranges meanwhile does not move under the hand.
  const [saved] = useState(arranged ? shown : []);
  const [pages, setPages] = useState(shown);
  const [at, setAt] = useState(0);
  const page = pages[at];
  const changes = changesOf(saved, pages);
  const wrong = wrongWith(pages);
  const change = (fields: Partial<PageDraft>) => {
    forget();
    setPages((old) => old.map((one, index) => (index === at ? { ...one, ...fields } : one)));
  };
  async function save(): Promise<void> {
    for (const args of changes) await bridge.mutate('register.saveFavourites', args);
    toast({ tone: 'ok', title: t('Saved on this desk'), message: t('Other tills get it by themselves.') });
    onClose();
  }
  return (
    <FormDialog
      title={t('Arrange the tiles')}
      width={620}
      action={t('Save')}
      ready={changes.length > 0 && wrong === null}
      busy={busy}
      refused={refused ?? (wrong ? t(wrong) : null)}
      onSubmit={() => send(save())}
      onClose={onClose}
    >
      <fieldset className={styles.pages} aria-label={t('Pages')}>
        {pages.map((one, index) => (
          <Button key={one.key} size="small" aria-pressed={index === at} onClick={() => setAt(index)}>
            {one.name || t('New page')}
          </Button>
        ))}
        <Button
          size="small"
          look="quiet"
          icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => {
            setPages([...pages, { key: crypto.randomUUID(), name: '', tiles: [] }]);
            setAt(pages.length);
          }}
        >
          {t('New page')}
        </Button>
      </fieldset>
      {page ? (
        <>
          <div className={styles.name}>
            <Field label={t('Name of the page')}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={40}
                  value={page.name}
                  onChange={(event) => change({ name: event.target.value })}
                />
              )}
            </Field>
            <Button
              onClick={() => {
                setPages(pages.toSpliced(at, 1));
                setAt(Math.max(0, at - 1));
              }}
            >
              {t('Remove the page')}
            </Button>
          </div>
          <Tiles tiles={page.tiles} onTiles={(tiles) => change({ tiles })} />
          <AddTile tiles={page.tiles} onAdd={(tile) => change({ tiles: [...page.tiles, tile] })} />
        </>
      ) : (
        <p className="t2">{t('No pages yet. Add one, then what belongs on it.')}</p>
      )}
    </FormDialog>
  );
}

interface TilesProps {
  readonly tiles: readonly ArrangedTile[];
  readonly onTiles: (tiles: readonly ArrangedTile[]) => void;
}

/** In the order of the page: dragged, or moved by their keys. */
function Tiles({ tiles, onTiles }: TilesProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  if (tiles.length === 0) return <p className="t2">{t('Nothing is on it. A page without tiles is not kept.')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <ol className={styles.tiles} aria-label={t('Tiles of the page')} tabIndex={0}>
      {tiles.map(({ variantId, title }, index) => {
        const put = (by: number) => onTiles(moved(tiles, index, index + by));
        return (
          <li
            key={variantId}
            draggable
            data-dragged={dragged === index || undefined}
            onDragStart={() => setDragged(index)}
            onDragEnd={() => setDragged(null)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={() => dragged !== null && onTiles(moved(tiles, dragged, index))}
          >
            <IconGripVertical size={16} stroke={1.75} aria-hidden="true" />
            <span className="cut">{title}</span>
            <Button
              square
              look="quiet"
              size="small"
              disabled={index === 0}
              aria-label={t('Move {name} up', { name: title })}
              icon={<IconArrowUp size={16} stroke={1.75} aria-hidden="true" />}
              onClick={() => put(-1)}
            />
            <Button
              square
              look="quiet"
              size="small"
              disabled={index === tiles.length - 1}
              aria-label={t('Move {name} down', { name: title })}
              icon={<IconArrowDown size={16} stroke={1.75} aria-hidden="true" />}
              onClick={() => put(1)}
            />
            <Button
              square
              look="quiet"
              size="small"
              aria-label={t('Take {name} off the page', { name: title })}
              icon={<IconX size={16} stroke={1.75} aria-hidden="true" />}
              onClick={() => onTiles(tiles.toSpliced(index, 1))}
            />
          </li>
        );
      })}
    </ol>
  );
}

/** Finds what else is sold and puts it at the end. */
function AddTile({ tiles, onAdd }: Pick<TilesProps, 'tiles'> & { readonly onAdd: (tile: ArrangedTile) => void }) {
  const [text, setText] = useState('');
  const wanted = text.trim();
  const { data = [] } = useRead('till.search', { text: wanted, limit: 8 }, { keep: true, enabled: wanted !== '' });
  const there = new Set(tiles.map(({ variantId }) => variantId));
  const found = wanted === '' ? [] : data.filter(({ variantId }) => !there.has(variantId));
  const full = tiles.length >= MOST_TILES;
  return (
    <div className={styles.add}>
      <Field
        label={t('Add an item')}
        hint={full ? t('A page holds at most {n} tiles.', { n: MOST_TILES }) : t('By name, SKU or barcode.')}
      >
        {(control) => (
          <Input
            {...control}
            disabled={full}
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              // Enter adds the first that is found, and does not save what is half arranged.
              event.preventDefault();
              const [first] = found;
              if (first) onAdd({ variantId: first.variantId, title: first.title });
              setText('');
            }}
          />
        )}
      </Field>
      {found.length > 0 ? (
        <ul className={styles.found} aria-label={t('Items found')}>
          {found.map(({ variantId, title, sku }) => (
            <li key={variantId}>
              <Button
                size="small"
                look="quiet"
                icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
                onClick={() => {
                  onAdd({ variantId, title });
                  setText('');
                }}
              >
                {title} <small className="t2">{sku}</small>
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
