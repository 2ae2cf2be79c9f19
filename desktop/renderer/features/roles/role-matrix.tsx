import { IconLock, IconUserCheck } from '@tabler/icons-react';
import { Fragment, type KeyboardEvent } from 'react';
import type { RoleRow } from '../../../bridge/access-queries.ts';
import { cx } from '../../ui/cx.ts';
import { countText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { permissionGroups, permissionText } from './permission-groups.ts';
import { type Cell, cellOf, type RoleDraft, sameCell, storedCell } from './role-draft.ts';
import { cellText, cellWords } from './term-words.ts';
import styles from './roles.module.css';
import terms from './terms.module.css';

export interface RoleMatrixProps {
  readonly roles: readonly RoleRow[];
  readonly draft: RoleDraft;
  /** Who looks may change no role. */
  readonly readOnly: boolean;
  readonly currency: string;
  readonly selectedId: string | null;
  readonly onSelect: (roleId: string) => void;
  readonly lockOf: (role: RoleRow, permission: string) => string | null;
  /** Yes or no, by the space bar */
  readonly onTurn: (role: RoleRow, permission: string) => void;
  /** How far it goes, by a click */
  readonly onOpen: (role: RoleRow, permission: string) => void;
  /** A cell that cannot be turned was pressed; the reason is said aloud. */
  readonly onLocked: (reason: string) => void;
}

interface AnswerProps {
  readonly permission: string;
  readonly cell: Cell;
  readonly currency: string;
}

/** A square for yes, a dash for no, and in between how far it goes; the whole of it in words for who hears it. */
function Answer({ permission, cell, currency }: AnswerProps) {
  const text = cellText(permission, cell, currency);
  return (
    <>
      <span aria-hidden="true" className={cell?.asks ? terms.asks : terms.term}>
        {cell?.asks ? <IconUserCheck size={14} stroke={1.75} /> : null}
        {text || (cell ? <i className={styles.yes} /> : '–')}
      </span>
      <span className="visually-hidden">{cellWords(permission, cell, currency)}</span>
    </>
  );
}

const steps: Readonly<Record<string, readonly [down: number, across: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Arrows go from cell to cell, as in a sheet; a cell that is text is stepped over sideways. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const step = steps[event.key];
  const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]');
  if (!step || !cell) return;
  const [line = 0, column = 0] = (cell.dataset.cell ?? '').split(':').map(Number);
  const across = getComputedStyle(cell).direction === 'rtl' ? -step[1] : step[1];
  const next = event.currentTarget.querySelector<HTMLElement>(`[data-cell="${line + step[0]}:${column + across}"]`);
  event.preventDefault();
  next?.focus();
}

/** What each role may do; the roles of the shop's own are turned cell by cell. */
export function RoleMatrix(props: RoleMatrixProps) {
  const { roles, draft, readOnly, currency, selectedId, onSelect, lockOf, onTurn, onOpen, onLocked } = props;
  let line = -1;
  return (
    <section className={styles.frame} aria-label={t('What each may do')}>
      <table className={styles.matrix} style={{ minWidth: 320 + roles.length * 82 }} onKeyDown={walk}>
        <colgroup>
          <col className={styles.first} />
          {roles.map((role) => (
            <col key={role.id} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t('May')}</th>
            {roles.map((role) => (
              <th key={role.id} scope="col" className={cx(role.id === selectedId && styles.on)}>
                <button
                  type="button"
                  className={styles.role}
                  aria-pressed={role.id === selectedId}
                  onClick={() => onSelect(role.id)}
                >
                  <b>
                    {role.builtIn ? <IconLock size={12} stroke={2} aria-hidden="true" /> : null}
                    <span>{role.name}</span>
                  </b>
                  <small>
                    {t('{n, plural, =0 {nobody} one {# person} other {# people}}', { n: role.people })}
                    {role.builtIn ? <span className="visually-hidden">{t(', fixed')}</span> : null}
                  </small>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissionGroups.map((group) => (
            <Fragment key={group.name}>
              <tr className={styles.group}>
                <th colSpan={roles.length + 1} scope="colgroup">
                  {t(group.name)} <span className="sub">{countText(group.permissions.length)}</span>
                </th>
              </tr>
              {group.permissions.map((permission) => {
                line += 1;
                const at = line;
                return (
                  <tr key={permission}>
                    <th scope="row" title={permission}>
                      {permissionText(permission)}
                    </th>
                    {roles.map((role, column) => {
                      const cell = cellOf(draft, role, permission);
                      const changed = !sameCell(cell, storedCell(role, permission));
                      const on = cx(role.id === selectedId && styles.on);
                      if (role.builtIn || readOnly)
                        return (
                          <td key={role.id} className={on} title={cellWords(permission, cell, currency)}>
                            <Answer permission={permission} cell={cell} currency={currency} />
                          </td>
                        );
                      const lock = lockOf(role, permission);
                      return (
                        <td key={role.id} className={on}>
                          <button
                            type="button"
                            data-cell={`${at}:${column}`}
                            className={cx(styles.cell, changed && styles.changed)}
                            aria-label={[
                              `${role.name}: ${permissionText(permission)}`,
                              cellText(permission, cell, currency),
                            ]
                              .filter(Boolean)
                              .join(', ')}
                            aria-pressed={cell !== null}
                            aria-disabled={lock !== null || undefined}
                            title={lock ?? cellWords(permission, cell, currency)}
                            onClick={() => (lock === null ? onOpen(role, permission) : onLocked(lock))}
                            onKeyDown={(event) => {
                              if (event.key !== ' ' || lock !== null) return;
                              event.preventDefault();
                              onTurn(role, permission);
                            }}
                          >
                            <Answer permission={permission} cell={cell} currency={currency} />
                          </button>
                        </td>
                      );
                    })}
                  </tr>
                );
              })}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}
