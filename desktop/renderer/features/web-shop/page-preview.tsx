import { lookOf } from '@tillhouse/shared/domains/access/store-look.ts';
import {
  type Block,
  blocksOf,
  type Inline,
  linkOf,
  type TableRow,
} from '@tillhouse/shared/domains/content/rich-text.ts';
import { type CSSProperties, Fragment, type ReactNode } from 'react';
import type { PageText } from '@tillhouse/shared/domains/content/page-parts.ts';
import type { WebStore } from '../../../bridge/content-views.ts';
import { t } from '../../ui/text.ts';
import { plainTheme } from '../organisation/store-draft.ts';
import styles from './web-shop.module.css';

/* Keys are places: a text is read anew with each letter, and nothing in it is kept. */
const each = <T,>(of: readonly T[], show: (one: T) => ReactNode) =>
  // biome-ignore lint/suspicious/noArrayIndexKey: see above
  of.map((one, at) => <Fragment key={at}>{show(one)}</Fragment>);

function words(inlines: readonly Inline[]): ReactNode {
  return each(inlines, (one) => {
    if (one.kind === 'text') return one.text;
    if (one.kind === 'break') return <br />;
    if (one.kind === 'strong') return <strong>{words(one.inlines)}</strong>;
    if (one.kind !== 'link') return <em>{words(one.inlines)}</em>;
    // Looked at, not followed: a link of a shop leads nowhere from here.
    return linkOf(one.address) ? <span className={styles.link}>{words(one.inlines)}</span> : words(one.inlines);
  });
}

function Table({ head, rows, sides }: Extract<Block, { kind: 'table' }>) {
  const cells = (row: TableRow) => row.map((cell, at) => ({ cell, align: sides[at] ?? 'start' }));
  return (
    <div className={styles.table}>
      <table>
        {head ? (
          <thead>
            <tr>
              {each(cells(head), ({ cell, align }) => (
                <th scope="col" data-side={align}>
                  {words(cell)}
                </th>
              ))}
            </tr>
          </thead>
        ) : null}
        <tbody>
          {each(rows, (row) => (
            <tr>
              {each(cells(row), ({ cell, align }) => (
                <td data-side={align}>{words(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function block(one: Block): ReactNode {
  if (one.kind === 'rule') return <hr />;
  if (one.kind === 'list') {
    const items = each(one.items, (item) => <li>{words(item)}</li>);
    return one.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
  }
  if (one.kind === 'picture')
    return <img className={styles.shown} src={one.address} alt={one.alt} referrerPolicy="no-referrer" />;
  if (one.kind === 'table') return <Table {...one} />;
  if (one.kind === 'heading') return one.level === 2 ? <h4>{words(one.inlines)}</h4> : <h5>{words(one.inlines)}</h5>;
  return one.kind === 'quote' ? <blockquote>{words(one.inlines)}</blockquote> : <p>{words(one.inlines)}</p>;
}

interface Props {
  readonly store: WebStore | undefined;
  readonly text: PageText;
  readonly dir: 'ltr' | 'rtl';
  readonly phone: boolean;
}

/** The page as shoppers will read it, in the look of a store, with each letter. */
export function PagePreview({ store, text, dir, phone }: Props) {
  const look = Object.entries(lookOf(store?.theme ?? plainTheme));
  const paint = Object.fromEntries(look.map(([key, value]) => [`--w-${key}`, value])) as CSSProperties;
  return (
    <figure
      className={styles.preview}
      style={paint}
      data-letters={store?.fonts ?? 'classic'}
      data-phone={phone || undefined}
      aria-label={t('How it looks')}
    >
      <div className={styles.brand}>{store?.name ?? t('Store')}</div>
      <div className={styles.prose} lang={text.lang} dir={dir}>
        <h3>{text.title.trim() || t('Title')}</h3>
        {each(blocksOf(text.body), block)}
      </div>
    </figure>
  );
}
