import type { PageSection } from '@tillhouse/shared/domains/content/section-parts.ts';
import {
  IconArrowDown,
  IconArrowUp,
  IconEye,
  IconEyeOff,
  IconGripVertical,
  IconPlus,
  IconX,
} from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { t } from '../../ui/text.ts';
import { mayAdd, moved, newSection } from './section-draft.ts';
import { kindWords, sectionSays, wordsOf } from './section-words.ts';
import styles from './sections.module.css';

interface Props {
  /** Null: as it comes */
  readonly sections: readonly PageSection[] | null;
  readonly locked: string | null;
  /** What it would be made of, as it comes */
  readonly onArrange: () => void;
  readonly onSections: (sections: readonly PageSection[] | null) => void;
  readonly onOpen: (section: PageSection) => void;
}

const glyph = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** What the first page is made of, in order: moved by dragging, by buttons, or with Alt and the arrows. */
export function SectionsCard({ sections, locked, onArrange, onSections, onOpen }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const move = (from: number, to: number, tool: string): void => {
    if (!sections) return;
    const next = moved(sections, from, to);
    const id = sections[from]?.id;
    if (next === sections) return;
    onSections(next);
    // The hand stays on what it moved.
    requestAnimationFrame(() => {
      const row = list.current?.querySelector(`[data-section="${id}"]`);
      const wanted = row?.querySelector<HTMLElement>(`[data-tool="${tool}"]:not(:disabled)`);
      (wanted ?? row?.querySelector<HTMLElement>('button:not(:disabled)'))?.focus();
    });
  };
  const byKeys = (event: KeyboardEvent, at: number): void => {
    const by = { ArrowUp: at - 1, ArrowDown: at + 2 }[event.key];
    if (by === undefined || !event.altKey || locked) return;
    event.preventDefault();
    move(at, by, (event.target as HTMLElement).dataset['tool'] ?? 'open');
  };
  return (
    <section className={styles.sections} aria-label={t('Sections of the first page')}>
      <div className={styles.head}>
        <h2>{t('Sections')}</h2>
        {sections === null ? null : (
          <span className="t2 num">
            {t('{count} of {most}', { count: sections.filter((one) => !one.hidden).length, most: sections.length })}
          </span>
        )}
        <span className="grow" />
        {sections === null ? (
          <Button size="small" locked={locked} onClick={onArrange}>
            {t('Arrange it myself')}
          </Button>
        ) : (
          <Button size="small" locked={locked} onClick={() => onSections(null)}>
            {t('As it comes')}
          </Button>
        )}
      </div>
      {sections === null ? (
        <p className="t2">
          {t('As it comes: the opening, then a shelf of each of the departments that have the most.')}
        </p>
      ) : null}
      {sections?.length === 0 ? <p className="t2">{t('Nothing is on the first page yet. Add a section.')}</p> : null}
      {sections && sections.length > 0 ? (
        <ol ref={list}>
          {sections.map((section, at) => {
            const { name, icon: Icon } = wordsOf(section.kind);
            const says = sectionSays(section);
            const full = says === '' ? t(name) : `${t(name)}, ${says}`;
            const show = section.hidden
              ? t('Show {name}', { name: full })
              : t('Hide {name} from shoppers', { name: full });
            return (
              <li
                key={section.id}
                data-section={section.id}
                data-hidden={section.hidden || undefined}
                data-dragged={dragged === at || undefined}
                draggable={locked === null}
                onDragStart={() => setDragged(at)}
                onDragEnd={() => setDragged(null)}
                onDragOver={(event) => event.preventDefault()}
                onDrop={() => dragged !== null && onSections(moved(sections, dragged, dragged < at ? at + 1 : at))}
                onKeyDown={(event) => byKeys(event, at)}
              >
                <IconGripVertical {...glyph} />
                <button
                  type="button"
                  className={styles.open}
                  data-tool="open"
                  disabled={locked !== null}
                  title={t('Change {name}', { name: full })}
                  onClick={() => onOpen(section)}
                >
                  <Icon {...glyph} />
                  <b className="strong">{t(name)}</b>
                  <bdi className="t2 cut">{says}</bdi>
                </button>
                <Button
                  square
                  look="quiet"
                  size="small"
                  data-tool="up"
                  disabled={locked !== null || at === 0}
                  aria-label={t('Move {name} up', { name: full })}
                  icon={<IconArrowUp {...glyph} />}
                  onClick={() => move(at, at - 1, 'up')}
                />
                <Button
                  square
                  look="quiet"
                  size="small"
                  data-tool="down"
                  disabled={locked !== null || at === sections.length - 1}
                  aria-label={t('Move {name} down', { name: full })}
                  icon={<IconArrowDown {...glyph} />}
                  onClick={() => move(at, at + 2, 'down')}
                />
                <Button
                  square
                  look="quiet"
                  size="small"
                  disabled={locked !== null}
                  aria-label={show}
                  title={show}
                  icon={section.hidden ? <IconEyeOff {...glyph} /> : <IconEye {...glyph} />}
                  onClick={() => onSections(sections.with(at, { ...section, hidden: !section.hidden }))}
                />
                <Button
                  square
                  look="quiet"
                  size="small"
                  disabled={locked !== null}
                  aria-label={t('Take out {name}', { name: full })}
                  icon={<IconX {...glyph} />}
                  onClick={() => onSections(sections.toSpliced(at, 1))}
                />
              </li>
            );
          })}
        </ol>
      ) : null}
      {sections && locked === null ? (
        <Menu
          label={t('Add a section')}
          width={340}
          trigger={
            <Button size="small" icon={<IconPlus {...glyph} />}>
              {t('Add a section')}
            </Button>
          }
          items={kindWords
            .filter(({ kind }) => mayAdd(sections, kind))
            .map(({ kind, name, says, icon: Icon }) => ({
              id: kind,
              label: (
                <span className={styles.kind}>
                  <b className="strong">{t(name)}</b>
                  <span className="t2">{t(says)}</span>
                </span>
              ),
              icon: <Icon {...glyph} />,
              onSelect: () => onOpen(newSection(kind, crypto.randomUUID())),
            }))}
        />
      ) : null}
    </section>
  );
}
