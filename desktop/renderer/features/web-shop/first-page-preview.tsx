import { lookOf } from '@tillhouse/shared/domains/access/store-look.ts';
import type { ShopLook } from '@tillhouse/shared/domains/content/look-parts.ts';
import { blocksOf } from '@tillhouse/shared/domains/content/rich-text.ts';
import type { PageSection } from '@tillhouse/shared/domains/content/section-parts.ts';
import { type CSSProperties, Fragment } from 'react';
import type { FirstPageGoods, LookStore, ShelfGood } from '../../../bridge/content-views.ts';
import { moneyText } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import { t } from '../../ui/text.ts';
import { plainTheme } from '../organisation/store-draft.ts';
import { block } from './page-preview.tsx';
import { wordsOf } from './section-words.ts';
import { shelfKey } from './use-first-page.ts';
import styles from './sections.module.css';

interface Props {
  readonly look: ShopLook;
  readonly store: LookStore;
  readonly sections: readonly PageSection[];
  readonly goods: FirstPageGoods | undefined;
  /** By `shelfKey` */
  readonly shelves: ReadonlyMap<string, readonly ShelfGood[]>;
  readonly onOpen?: ((section: PageSection) => void) | undefined;
}

/** As the shop shows it: drawings of the sample set have another kind of address there. */
const drawn = (address: string) => address.replace(/^sample:/, 'still:');
const isDrawing = (address: string) => /^(still|sample):/.test(address);

function Shot({ address, name }: { readonly address: string | null; readonly name: string }) {
  if (address && !isDrawing(address))
    return (
      <span className={styles.shot}>
        <img src={address} alt="" loading="lazy" referrerPolicy="no-referrer" />
      </span>
    );
  return (
    <span className={styles.shot}>
      <Picture address={address && drawn(address)} name={name} size={64} />
    </span>
  );
}

function Shelf({ goods, store }: { readonly goods: readonly ShelfGood[]; readonly store: LookStore }) {
  const { currency, locale } = store;
  if (goods.length === 0)
    return <p className={styles.none}>{t('Nothing of it is sold on the web: it is left out.')}</p>;
  return (
    <ul className={styles.shelf}>
      {goods.slice(0, 8).map(({ id, title, image, price }) => (
        <li key={id}>
          <Shot address={image} name={title} />
          <bdi className="cut">{title}</bdi>
          <b className="num">{moneyText({ amount: price, currency }, { locale })}</b>
        </li>
      ))}
    </ul>
  );
}

function Text({ words }: { readonly words: string }) {
  return (
    <div className={styles.prose}>
      {blocksOf(words).map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text is read anew with each letter
        <Fragment key={at}>{block(one)}</Fragment>
      ))}
    </div>
  );
}

function Opening({
  section,
  look,
  store,
  stand,
}: Pick<Props, 'look' | 'store'> & {
  readonly section: Extract<PageSection, { kind: 'opening' }>;
  readonly stand: readonly string[];
}) {
  const { picture, label, to } = section;
  return (
    <>
      <div className={styles.copy}>
        <b className={styles.headline}>{look.headline.trim() || store.name}</b>
        {look.intro.trim() === '' ? null : <p>{look.intro}</p>}
        {label && to ? <span className={styles.go}>{label}</span> : null}
      </div>
      {picture && !isDrawing(picture) ? (
        <img className={styles.photo} src={picture} alt="" referrerPolicy="no-referrer" />
      ) : (
        <span className={styles.stand}>
          {stand.map((address) => (
            <Picture key={address} address={drawn(address)} name="" size={44} />
          ))}
        </span>
      )}
    </>
  );
}

function Part({
  section,
  look,
  store,
  goods,
  shelves,
  stand,
}: Omit<Props, 'sections' | 'onOpen'> & {
  readonly section: PageSection;
  readonly stand: readonly string[];
}) {
  if (section.kind === 'opening') return <Opening {...{ section, look, store, stand }} />;
  const { title } = section;
  const heading = title === '' ? null : <h3 className={styles.title}>{title}</h3>;
  if (section.kind === 'shelf')
    return (
      <>
        <h3 className={styles.title}>
          {title ||
            (section.category && section.products.length === 0
              ? section.category.split(',').at(-1)
              : t('Everything we have'))}
        </h3>
        <Shelf goods={shelves.get(shelfKey(section)) ?? []} store={store} />
      </>
    );
  if (section.kind === 'words') {
    const said = (
      <div>
        {heading}
        <Text words={section.text} />
      </div>
    );
    if (section.picture === '') return said;
    return (
      <div className={styles.beside} data-side={section.side}>
        {said}
        <Shot address={section.picture} name={section.alt} />
      </div>
    );
  }
  if (section.kind === 'tiles')
    return (
      <>
        {heading}
        <ul className={styles.shelf}>
          {section.tiles.map(({ label, picture }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: tiles are places
            <li key={at}>
              {picture === '' ? null : <Shot address={picture} name={label} />}
              <b className="cut">{label}</b>
            </li>
          ))}
        </ul>
      </>
    );
  if (section.kind === 'quotes')
    return (
      <>
        {heading}
        <ul className={styles.quotes}>
          {section.quotes.map(({ words, who }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: quotes are places
            <li key={at}>
              <p>{words}</p>
              {who === '' ? null : <p>{who}</p>}
            </li>
          ))}
        </ul>
      </>
    );
  return (
    <>
      {heading}
      <ul className={styles.quotes}>
        {(goods?.places ?? []).map(({ name, street }) => (
          <li key={name}>
            <b>{name}</b>
            <p>{street}</p>
          </li>
        ))}
      </ul>
      <Text words={section.text} />
    </>
  );
}

/** The first page as shoppers will see it, with what this desk knows to be on sale; a section is changed where it is seen. */
export function FirstPagePreview({ look, store, sections, goods, shelves, onOpen }: Props) {
  const theme = look.theme ?? plainTheme;
  const paint = Object.fromEntries(
    Object.entries(lookOf(theme)).map(([key, value]) => [`--w-${key}`, value]),
  ) as CSSProperties;
  const shown = sections.filter(({ hidden }) => !hidden);
  const own = shown.flatMap((one) => (one.kind === 'opening' && one.picture ? one.picture : []));
  const images = shown.flatMap((one) =>
    one.kind === 'shelf' ? (shelves.get(shelfKey(one)) ?? []).flatMap(({ image }) => image ?? []) : [],
  );
  const stand = [...new Set(own.length > 0 ? own : images.filter(isDrawing))].slice(0, 4);
  return (
    <figure className={styles.page} style={paint} data-letters={look.fonts} aria-label={t('How it looks')}>
      <div className={styles.name}>
        {theme.logo ? <img src={theme.logo} alt="" referrerPolicy="no-referrer" /> : null}
        <span>{store.name}</span>
      </div>
      {shown.map((section) => {
        const { kind, id } = section;
        const photo = kind === 'opening' && section.picture !== '' && !isDrawing(section.picture);
        const bare = kind === 'opening' && !photo && stand.length === 0;
        return (
          <section
            key={id}
            className={styles.part}
            data-kind={kind}
            data-photo={photo || undefined}
            data-bare={bare || undefined}
          >
            <Part {...{ section, look, store, goods, shelves, stand }} />
            {onOpen ? (
              <button type="button" className={styles.tag} onClick={() => onOpen(section)}>
                {t('Change {name}', { name: t(wordsOf(kind).name) })}
              </button>
            ) : null}
          </section>
        );
      })}
    </figure>
  );
}
