import { couldBeOwn, foreignMoney, importedList } from '@tillhouse/shared/domains/catalog/files/shops/bring-shop-in.ts';
import type { ShopFilePlan } from '@tillhouse/shared/domains/catalog/files/shops/plan-shop-file.ts';
import type { ShopDialect } from '@tillhouse/shared/domains/catalog/files/shops/product-columns.ts';
import type { FileProduct } from '@tillhouse/shared/domains/catalog/files/shops/read-product.ts';
import type { ShopOfFile } from '@tillhouse/shared/domains/catalog/files/planned.ts';
import { lockOf } from '../../../data/may.ts';
import { useSession } from '../../../data/session.ts';
import { Field, Select } from '../../../ui/field.tsx';
import { moneyText } from '../../../ui/money.tsx';
import { countText } from '../../../ui/quantity.ts';
import { State } from '../../../ui/state.tsx';
import { t } from '../../../ui/text.ts';
import styles from './files.module.css';
import type { ShopChoices } from './take-products.ts';
import { byKeyboard, Figures, MOST, Problems } from './plan-summary.tsx';

/** What a file was recognised as. */
function dialectName(dialect: ShopDialect): string {
  switch (dialect) {
    case 'shopify-new':
      return t('Shopify, new columns');
    case 'shopify-old':
      return t('Shopify, older columns');
    case 'woocommerce':
      return t('WooCommerce');
    case 'spree':
      return t('Spree');
  }
}

const statuses: Readonly<Record<string, string>> = { active: 'Active', draft: 'Draft', archived: 'Archived' };

const unitsIn = (products: readonly FileProduct[]): number =>
  products.reduce((sum, { stock }) => sum + stock.reduce((of, { count }) => of + count, 0), 0);

interface ShopSummaryProps {
  readonly plan: ShopFilePlan;
  readonly shop: ShopOfFile;
  readonly choices: ShopChoices;
  readonly onChoices: (choices: ShopChoices) => void;
}

/** What bringing in another shop system's file would do, before anything is written. */
export function ShopSummary({ plan, shop, choices, onChoices }: ShopSummaryProps) {
  const { products, here, problems, keptAside, dialect, source } = plan;
  const variants = products.reduce((sum, one) => sum + one.variants.length, 0);
  const foreign = foreignMoney(plan, shop, choices.pricesAsOwn);
  return (
    <>
      <p className={styles.recognised}>
        <span className="t2">{t('Recognised as')}</span>
        <strong>{dialectName(dialect)}</strong>
        <span className="t2">{t('{n, plural, one {# row} other {# rows}}', { n: plan.rows })}</span>
      </p>
      <Figures
        figures={[
          [t('New products'), products.length, false],
          [t('New variants'), variants, false],
          [t('Here already'), here, false],
          [t('Rows not taken'), problems.length, problems.length > 0],
        ]}
      />
      {products.length === 0 ? (
        <State tone={problems.length > 0 ? 'warn' : 'ok'} ink>
          {here > 0
            ? t('Nothing new: its products are here already, and are left as they are.')
            : t('Nothing can be taken from this file.')}
        </State>
      ) : null}
      {products.length > 0 && here > 0 ? (
        <p className="t2">{t('Products that are here already are left as they are.')}</p>
      ) : null}
      {foreign.map((currency) => (
        <p className="t2" key={currency}>
          {t('Prices in {currency} go into the price list “{list}”: this shop sells in {own}.', {
            ...{ currency, own: shop.currency, list: importedList(source, currency).name },
          })}
        </p>
      ))}
      {products.length > 0 && keptAside.length > 0 ? (
        <p className={styles.aside} title={keptAside.join(', ')}>
          {t(
            '{n, plural, one {# column has} other {# columns have}} no field here and {n, plural, one {is} other {are}} kept with each product: {names}',
            { n: keptAside.length, names: keptAside.join(', ') },
          )}
        </p>
      ) : null}
      <div className={styles.choose}>
        {couldBeOwn(plan, shop) ? <ForeignPrices own={shop.currency} {...{ choices, onChoices }} /> : null}
        <OpeningStock units={unitsIn(products)} {...{ choices, onChoices }} />
      </div>
      <NewProducts products={products} own={shop.currency} />
      <Problems problems={problems} />
    </>
  );
}

type ChoicesProps = Pick<ShopSummaryProps, 'choices' | 'onChoices'>;

function ForeignPrices({ own, choices, onChoices }: ChoicesProps & { readonly own: string }) {
  return (
    <Field label={t('Prices in other money than {own}', { own })}>
      {(control) => (
        <Select
          {...control}
          value={choices.pricesAsOwn ? 'own' : 'list'}
          onChange={(event) => onChoices({ ...choices, pricesAsOwn: event.target.value === 'own' })}
        >
          <option value="list">{t('Into price lists of their own')}</option>
          <option value="own">{t('Take the figures as {own}', { own })}</option>
        </Select>
      )}
    </Field>
  );
}

interface OpeningStockProps extends ChoicesProps {
  readonly units: number;
}

function OpeningStock({ units, choices, onChoices }: OpeningStockProps) {
  const { locations, person } = useSession();
  if (units === 0 || lockOf(person, 'stock.adjust') !== null) return null;
  return (
    <Field label={t('Opening stock: the file counts {n, plural, one {# unit} other {# units}}', { n: units })}>
      {(control) => (
        <Select
          {...control}
          value={choices.stockAt ?? ''}
          onChange={(event) => onChoices({ ...choices, stockAt: event.target.value || null })}
        >
          <option value="">{t('Do not take the counts')}</option>
          {locations.map(({ id, name }) => (
            <option key={id} value={id}>
              {t('Count them in at {location}', { location: name })}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function NewProducts({ products, own }: { readonly products: readonly FileProduct[]; readonly own: string }) {
  if (products.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3>{t('What is new')}</h3>
      <section className={styles.scroll} aria-label={t('What is new')} {...byKeyboard}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('Product')}</th>
              <th scope="col">{t('Status')}</th>
              <th scope="col" className={styles.number}>
                {t('Variants')}
              </th>
              <th scope="col" className={styles.number}>
                {t('Price')}
              </th>
            </tr>
          </thead>
          <tbody>
            {products.slice(0, MOST).map((one) => (
              <tr key={one.product.id}>
                <td title={one.product.title}>
                  <bdi>{one.product.title}</bdi>
                  <small>{one.product.handle}</small>
                </td>
                <td>{t(statuses[String(one.product['status'])] ?? '')}</td>
                <td className={styles.number}>{countText(one.variants.length)}</td>
                <td className={styles.number}>{pricesOf(one, own)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {products.length > MOST ? (
        <p className="t2">{t('and {n} more', { n: countText(products.length - MOST) })}</p>
      ) : null}
    </section>
  );
}

/** `14.00 – 16.50` */
function pricesOf({ variants, currency }: FileProduct, own: string): string {
  const prices = variants.map(({ price }) => Number(price));
  const [least, most] = [Math.min(...prices), Math.max(...prices)];
  const text = (amount: number) => moneyText({ amount, currency: currency || own }, { symbol: true });
  return least === most ? text(least) : `${text(least)} – ${text(most)}`;
}
