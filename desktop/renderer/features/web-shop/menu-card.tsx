import {
  IconArrowDown,
  IconArrowUp,
  IconGripVertical,
  IconIndentDecrease,
  IconIndentIncrease,
  IconPencil,
  IconPlus,
  IconX,
} from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { MenuTargets } from '../../../bridge/content-views.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { EntryDialog } from './entry-dialog.tsx';
import { type MenuRow, nested, placed, stepped, without } from './menu-draft.ts';
import { labelText, targetText } from './menu-words.ts';
import styles from './web-shop.module.css';

interface Props {
  readonly title: string;
  readonly asItComes: string;
  /** Null: as it comes */
  readonly rows: readonly MenuRow[] | null;
  readonly targets: MenuTargets;
  readonly locked: string | null;
  readonly onRows: (rows: readonly MenuRow[] | null) => void;
}

const glyph = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** A menu: its entries in order, moved by dragging, by buttons, or with Alt and the arrows. */
export function MenuCard({ title, asItComes, rows, targets, locked, onRows }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const [asking, setAsking] = useState<number | 'new' | null>(null);
  const [picked, setPicked] = useState<Readonly<Record<string, string>>>({});
  const known = { ...targets, products: { ...targets.products, ...picked } };
  const put = (next: readonly MenuRow[], key: string, tool: string): void => {
    onRows(next);
    // The hand stays on what it moved.
    requestAnimationFrame(() => {
      const row = list.current?.querySelector(`[data-key="${key}"]`);
      const button = row?.querySelector<HTMLElement>(`[data-tool="${tool}"]:not(:disabled)`);
      (button ?? row?.querySelector<HTMLElement>('button:not(:disabled)'))?.focus();
    });
  };
  const byKeys = (event: KeyboardEvent, at: number): void => {
    const row = rows?.[at];
    if (!rows || !row || !event.altKey || locked) return;
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    const [inwards, outwards] = rtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
    const moves: Readonly<Record<string, () => readonly MenuRow[]>> = {
      ArrowUp: () => stepped(rows, at, -1),
      ArrowDown: () => stepped(rows, at, 1),
      [inwards as string]: () => nested(rows, at, true),
      [outwards as string]: () => nested(rows, at, false),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const tool = (event.target as HTMLElement).dataset['tool'] ?? 'edit';
    put(move(), row.key, tool);
  };
  return (
    <Card aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="grow" />
        {rows === null ? (
          <Button size="small" locked={locked} onClick={() => onRows([])}>
            {t('Write it myself')}
          </Button>
        ) : (
          <Button size="small" locked={locked} onClick={() => onRows(null)}>
            {t('As it comes')}
          </Button>
        )}
      </header>
      {rows === null ? <p className={styles.cardText}>{asItComes}</p> : null}
      {rows?.length === 0 ? (
        <p className={styles.cardText}>{t('Nothing is in it: shoppers see no menu here.')}</p>
      ) : null}
      {rows && rows.length > 0 ? (
        <ul className={styles.entries} ref={list} aria-label={t('Entries of {menu}', { menu: title })}>
          {rows.map((row, at) => {
            const name = labelText(row.leaf, known);
            const tools = [
              ['up', t('Move {name} up', { name }), IconArrowUp, stepped(rows, at, -1)],
              ['down', t('Move {name} down', { name }), IconArrowDown, stepped(rows, at, 1)],
              row.below
                ? ([
                    'out',
                    t('Put {name} beside the others', { name }),
                    IconIndentDecrease,
                    nested(rows, at, false),
                  ] as const)
                : ([
                    'in',
                    t('Put {name} below the one before it', { name }),
                    IconIndentIncrease,
                    nested(rows, at, true),
                  ] as const),
            ] as const;
            return (
              <li
                key={row.key}
                data-key={row.key}
                data-below={row.below || undefined}
                data-dragged={dragged === at || undefined}
                draggable={locked === null}
                onDragStart={() => setDragged(at)}
                onDragEnd={() => setDragged(null)}
                onDragOver={(event) => event.preventDefault()}
                onDrop={() => dragged !== null && onRows(placed(rows, dragged, dragged < at ? at + 1 : at))}
                onKeyDown={(event) => byKeys(event, at)}
              >
                <IconGripVertical {...glyph} />
                <bdi className="strong cut">{name}</bdi>
                <bdi className="t2 cut">{targetText(row.leaf, known)}</bdi>
                <span data-tools="">
                  {tools.map(([tool, words, Icon, next]) => (
                    <Button
                      key={tool}
                      square
                      look="quiet"
                      size="small"
                      data-tool={tool}
                      disabled={locked !== null || next === rows}
                      aria-label={words}
                      title={words}
                      icon={<Icon {...glyph} />}
                      onClick={() => put(next, row.key, tool)}
                    />
                  ))}
                  <Button
                    square
                    look="quiet"
                    size="small"
                    data-tool="edit"
                    locked={locked}
                    aria-label={t('Change {name}', { name })}
                    icon={<IconPencil {...glyph} />}
                    onClick={() => setAsking(at)}
                  />
                  <Button
                    square
                    look="quiet"
                    size="small"
                    disabled={locked !== null}
                    aria-label={t('Take out {name}', { name })}
                    icon={<IconX {...glyph} />}
                    onClick={() => onRows(without(rows, at))}
                  />
                </span>
              </li>
            );
          })}
        </ul>
      ) : null}
      {rows ? (
        <div className={styles.menuFoot}>
          <Button size="small" locked={locked} icon={<IconPlus {...glyph} />} onClick={() => setAsking('new')}>
            {t('Add an entry')}
          </Button>
          <span className="t2">{t('Drag, or Alt and the arrows: up and down, below another one and out again.')}</span>
        </div>
      ) : null}
      {rows && asking !== null ? (
        <EntryDialog
          leaf={asking === 'new' ? null : (rows[asking]?.leaf ?? null)}
          targets={known}
          onClose={() => setAsking(null)}
          onEntry={(leaf, product) => {
            if (product !== null) setPicked({ ...picked, [leaf.target]: product });
            const row = asking === 'new' ? undefined : rows[asking];
            const next = row ? { ...row, leaf } : { key: crypto.randomUUID(), below: false, leaf };
            onRows(row ? rows.map((each) => (each === row ? next : each)) : [...rows, next]);
            setAsking(null);
          }}
        />
      ) : null}
    </Card>
  );
}
