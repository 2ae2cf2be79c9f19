import type { FilePlan } from '@tillhouse/shared/domains/catalog/files/plan-file.ts';
import type { RowProblem } from '@tillhouse/shared/domains/catalog/files/read-file.ts';
import { countText } from '../../../ui/quantity.ts';
import { State } from '../../../ui/state.tsx';
import { t } from '../../../ui/text.ts';
import styles from './files.module.css';

/** Rows that are shown; a person reads no more, and those not taken can be saved. */
export const MOST = 200;
/** What scrolls must be reached by keyboard. */
export const byKeyboard = { tabIndex: 0 };

/** What bringing the file in would do, before anything is written. */
export function PlanSummary({ plan }: { readonly plan: FilePlan }) {
  const { planned, same, problems, unknown, newLists } = plan;
  const made = planned.filter(({ kind }) => kind === 'new');
  const changed = planned.filter(({ kind }) => kind === 'changed');
  const figures = [
    [t('New'), made.length, false],
    [t('That change'), changed.length, false],
    [t('As the file says'), same, false],
    [t('Rows not taken'), problems.length, problems.length > 0],
  ] as const;
  return (
    <>
      <Figures figures={figures} />
      {planned.length === 0 ? (
        <State tone={problems.length > 0 ? 'warn' : 'ok'} ink>
          {problems.length > 0
            ? t('Nothing can be taken from this file.')
            : t('Nothing to change: the shop is as the file says.')}
        </State>
      ) : null}
      {unknown.length > 0 ? (
        <p className="t2">{t('Columns that are not taken: {names}', { names: unknown.join(', ') })}</p>
      ) : null}
      {newLists.length > 0 ? (
        <p className="t2">{t('New price lists: {names}', { names: newLists.map(({ name }) => name).join(', ') })}</p>
      ) : null}
      <Changes plan={plan} />
      <Problems problems={problems} />
    </>
  );
}

/** Counts in a row, each with its name; the wrong ones in red. */
export function Figures({
  figures,
}: {
  readonly figures: readonly (readonly [name: string, count: number, wrong: boolean])[];
}) {
  return (
    <dl className={styles.figures}>
      {figures.map(([name, count, wrong]) => (
        <div key={name} className={wrong ? styles.wrong : undefined}>
          <dt>{name}</dt>
          <dd>{countText(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Changes({ plan }: { readonly plan: FilePlan }) {
  const rows = plan.planned.flatMap(({ kind, title, handle, entry, units }) =>
    kind === 'new'
      ? [
          {
            title,
            sku: handle,
            field: t('New product'),
            from: '',
            to: t('{n, plural, one {# variant} other {# variants}}', { n: entry?.variants.length ?? 0 }),
          },
        ]
      : units.flatMap(({ changes }) => changes.map((change) => ({ title, ...change }))),
  );
  if (rows.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3>{t('What changes')}</h3>
      <section className={styles.scroll} aria-label={t('What changes')} {...byKeyboard}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('Product')}</th>
              <th scope="col">{t('Field')}</th>
              <th scope="col">{t('Now')}</th>
              <th scope="col">{t('From the file')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST).map(({ title, sku, field, from, to }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is made once and never moves
              <tr key={at}>
                <td title={title}>
                  <bdi>{title}</bdi>
                  {sku ? <small>{sku}</small> : null}
                </td>
                <td>{t(field)}</td>
                <td className={styles.old} title={from}>
                  {from || '–'}
                </td>
                <td title={to}>{to || '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > MOST ? <p className="t2">{t('and {n} more', { n: countText(rows.length - MOST) })}</p> : null}
    </section>
  );
}

/** Rows that change nothing, each with its line and why. */
export function Problems({ problems }: { readonly problems: readonly RowProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3>{t('Rows that cannot be taken, and change nothing')}</h3>
      <section className={styles.scroll} aria-label={t('Rows that cannot be taken')} {...byKeyboard}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('Line')}</th>
              <th scope="col">{t('Row')}</th>
              <th scope="col">{t('Why')}</th>
            </tr>
          </thead>
          <tbody>
            {problems.slice(0, MOST).map(({ line, about, reason }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is made once and never moves
              <tr key={at}>
                <td className={styles.line}>{line}</td>
                <td title={about}>{about || '–'}</td>
                <td className={styles.why}>{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {problems.length > MOST ? (
        <p className="t2">{t('and {n} more', { n: countText(problems.length - MOST) })}</p>
      ) : null}
    </section>
  );
}
