import { unitPriceOf } from '@tillhouse/shared/domains/catalog/measure.ts';
import { Link } from '@tanstack/react-router';
import type { VariantRow } from '../../../bridge/queries.ts';
import { cx } from '../../ui/cx.ts';
import { Money, moneyText, parseMoney } from '../../ui/money.tsx';
import { readDrawing } from '../../ui/picture.tsx';
import { dashText, quantityText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { type Draft, marginTenths, type Product, setCell, tenthsText, type VariantField } from './draft.ts';
import { contentsText, readContents, unitSign } from './contents.ts';
import { EditCell } from './edit-cell.tsx';
import styles from './product-edit.module.css';

/** What a drawing wears when its address names no colour. */
const usualTint: Record<string, string> = { mug: '#7f8f6a', vase: '#8fb0b5' };

export interface MatrixProps {
  readonly product: Product;
  readonly draft: Draft;
  readonly onDraft: (update: (old: Draft) => Draft) => void;
  readonly mayEdit: boolean;
  readonly mayPrice: boolean;
  readonly seesCost: boolean;
  readonly taxRate: string;
  readonly pricesIncludeTax: boolean;
}

/** The colour that tells a drawing's variants apart; null for photographs. */
export function swatchOf(image: string): string | null {
  const drawing = readDrawing(image);
  return drawing ? (drawing.tints['--a'] ?? usualTint[drawing.shape] ?? drawing.ground) : null;
}

interface NameProps {
  readonly variant: VariantRow;
  readonly first: boolean;
  /** What a variant without a picture of its own shows */
  readonly image: string | null;
}

function Name({ variant, first, image }: NameProps) {
  const address = variant.image ?? image;
  const ground = address ? swatchOf(address) : null;
  const [head = t('Standard'), ...rest] = variant.optionValues;
  return (
    <Link to="/stock/$variantId" params={{ variantId: variant.id }} className="row" title={t('Stock of this variant')}>
      {ground ? <i className={styles.swatch} style={{ background: ground }} /> : null}
      <span className={first ? 'strong' : 'sub'}>{head}</span>
      {rest.length > 0 ? (
        <>
          <span className="sub">/</span>
          {rest.join(' / ')}
        </>
      ) : null}
    </Link>
  );
}

/** Every variant as a row, its cells fields. Edited cells are teal with a line beneath. */
export function VariantMatrix({
  product,
  draft,
  onDraft,
  mayEdit,
  mayPrice,
  seesCost,
  taxRate,
  pricesIncludeTax,
}: MatrixProps) {
  const { currency, variants } = product;
  const money = (amount: number | null) => (amount === null ? '' : moneyText({ amount, currency }));
  function set(variant: VariantRow, name: VariantField, value: Parameters<typeof setCell>[3]): true {
    onDraft((old) => setCell(old, variant, name, value));
    return true;
  }
  function setContents(variant: VariantRow, text: string): boolean {
    const contents = readContents(text);
    return contents === undefined ? false : set(variant, 'measure', contents);
  }
  function perUnit(variant: VariantRow): string {
    const { price = variant.price, measure = variant.measure } = draft.cells[variant.id] ?? {};
    const unit = unitPriceOf(price, measure);
    return unit ? `${money(unit.amount)} / ${unitSign(unit.per)}` : '';
  }
  function setMoney(variant: VariantRow, name: 'price' | 'cost' | 'compareAt', text: string): boolean {
    if (name !== 'price' && text.trim() === '') return set(variant, name, null);
    const amount = parseMoney(text, currency);
    return amount === null || amount < 0 ? false : set(variant, name, amount);
  }
  const margins = variants.map((variant) => {
    const cell = draft.cells[variant.id];
    return marginTenths(
      cell?.price ?? variant.price,
      cell?.cost === undefined ? variant.cost : cell.cost,
      taxRate,
      pricesIncludeTax,
    );
  });
  const known = margins.filter((margin) => margin !== null);
  const average = known.length > 0 ? Math.round(known.reduce((sum, margin) => sum + margin, 0) / known.length) : null;
  const scale = variants[0]?.scale ?? 0;
  // A swatch tells variants apart; where no variant has a picture of its own there is nothing to tell.
  const several = variants.some((variant) => variant.image !== null);
  return (
    <div className={styles.matrix}>
      <table className={styles.table}>
        <colgroup>
          <col />
          <col style={{ width: 104 }} />
          <col style={{ width: 120 }} />
          <col style={{ width: 68 }} />
          {seesCost ? <col style={{ width: 68 }} /> : null}
          <col style={{ width: 84 }} />
          <col style={{ width: 68 }} />
          <col style={{ width: 94 }} />
          <col style={{ width: 96 }} />
          {seesCost ? <col style={{ width: 64 }} /> : null}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t('Variant')}</th>
            <th scope="col">{t('SKU')}</th>
            <th scope="col">{t('Barcode')}</th>
            <th scope="col" className="num">
              {t('On hand')}
            </th>
            {seesCost ? (
              <th scope="col" className="num">
                {t('Cost')}
              </th>
            ) : null}
            <th scope="col" className={cx('num', styles.edge)}>
              {t('Price, {currency}', { currency })}
            </th>
            <th scope="col" className="num" title={t('What it is reduced from; shown struck through')}>
              {t('Was')}
            </th>
            <th
              scope="col"
              className="num"
              title={t('What a reduction has to name: the lowest of the 30 days before it')}
            >
              {t('Lowest, 30 d')}
            </th>
            <th
              scope="col"
              className="num"
              title={t(
                'What is in one of it: 340 g, 0.75 l, 330 ml / 100 ml. The EU and the UK ask for the price of a unit beside the price',
              )}
            >
              {t('Contents')}
            </th>
            {seesCost ? (
              <th scope="col" className="num">
                {t('Margin')}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {variants.map((variant, index) => {
            const cell = draft.cells[variant.id] ?? {};
            const label = variant.title || product.title;
            const first = variants[index - 1]?.optionValues[0] !== variant.optionValues[0];
            return (
              <tr key={variant.id}>
                <td>
                  <Name variant={variant} first={first} image={several ? product.image : null} />
                </td>
                <td className={cx(styles.edit, 'mono t2')}>
                  <EditCell
                    mono
                    label={t('SKU of {name}', { name: label })}
                    text={cell.sku ?? variant.sku}
                    changed={cell.sku !== undefined}
                    disabled={!mayEdit}
                    onText={(text) => text.trim() !== '' && set(variant, 'sku', text.trim())}
                  />
                </td>
                <td className={cx(styles.edit, 'mono t2')}>
                  <EditCell
                    mono
                    label={t('Barcode of {name}', { name: label })}
                    text={(cell.gtin === undefined ? variant.gtin : cell.gtin) ?? ''}
                    changed={cell.gtin !== undefined}
                    disabled={!mayEdit}
                    onText={(text) => set(variant, 'gtin', text.trim() || null)}
                  />
                </td>
                <td className={cx('num strong', variant.onHand < 0 && 'neg')}>
                  {variant.scale === 0
                    ? dashText(variant.onHand)
                    : quantityText({ amount: variant.onHand, scale: variant.scale, unit: null })}
                </td>
                {seesCost ? (
                  <td className={cx(styles.edit, 'num t2')}>
                    <EditCell
                      number
                      label={t('Cost of {name}', { name: label })}
                      text={money(cell.cost === undefined ? variant.cost : cell.cost)}
                      changed={cell.cost !== undefined}
                      disabled={!mayEdit}
                      onText={(text) => setMoney(variant, 'cost', text)}
                    />
                  </td>
                ) : null}
                <td className={cx(styles.edit, styles.edge, 'num strong')}>
                  <EditCell
                    number
                    label={t('Price of {name}', { name: label })}
                    text={money(cell.price ?? variant.price)}
                    changed={cell.price !== undefined}
                    disabled={!mayPrice}
                    onText={(text) => setMoney(variant, 'price', text)}
                  />
                </td>
                <td className={cx(styles.edit, 'num t2')}>
                  <EditCell
                    number
                    label={t('Was price of {name}', { name: label })}
                    text={money(cell.compareAt === undefined ? variant.compareAt : cell.compareAt)}
                    changed={cell.compareAt !== undefined}
                    disabled={!mayPrice}
                    onText={(text) => setMoney(variant, 'compareAt', text)}
                  />
                </td>
                <td className="num t2">{variant.lowest === null ? '–' : money(variant.lowest)}</td>
                <td className={cx(styles.edit, styles.contents, 'num t2')}>
                  <EditCell
                    label={t('Contents of {name}', { name: label })}
                    text={contentsText(cell.measure === undefined ? variant.measure : cell.measure)}
                    changed={cell.measure !== undefined}
                    disabled={!mayEdit}
                    onText={(text) => setContents(variant, text)}
                  />
                  <small className={styles.per}>{perUnit(variant)}</small>
                </td>
                {seesCost ? <td className="num t2">{tenthsText(margins[index] ?? null)}</td> : null}
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <td>{t('{n, plural, one {# variant} other {# variants}}', { n: variants.length })}</td>
            <td />
            <td />
            <td className="num">{quantityText({ amount: product.onHand, scale, unit: null })}</td>
            {seesCost ? <td /> : null}
            <td className={cx('num', styles.edge, 'sub')} style={{ fontWeight: 400 }}>
              {seesCost ? t('average') : ''}
            </td>
            <td />
            <td />
            <td />
            {seesCost ? <td className="num">{tenthsText(average)}</td> : null}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

export function StockValue({ product }: { readonly product: Product }) {
  return product.stockValue === null ? null : <Money amount={product.stockValue} currency={product.currency} />;
}
