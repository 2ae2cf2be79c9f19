import type { Organisation, StorePlace, StoreView } from '../../bridge/store-queries.ts';
import type { Reader } from '../database/reader.ts';
import { registersOf } from '../session/registers-here.ts';
import { storeAt } from '../session/store-at.ts';
import { query } from './define-query.ts';
import { nothing } from './params.ts';

type Stored = Omit<
  StoreView,
  | 'main'
  | 'currencies'
  | 'pricesIncludeTax'
  | 'taxes'
  | 'theme'
  | 'till'
  | 'hosted'
  | 'cartLetters'
  | 'parcelLetters'
  | 'receipt'
  | 'domains'
  | 'namesPriorPrice'
  | 'deliveryTax'
> & {
  readonly main: number;
  readonly included: number;
  readonly currencies: string;
  readonly taxes: string;
  readonly theme: string | null;
  readonly till: string | null;
  readonly hosted: string | null;
  readonly letters: string | null;
  readonly parcels: string | null;
  readonly receipt: string | null;
  readonly names: number | null;
  readonly delivery: string | null;
  /** JSON list */
  readonly domains: string;
};

function storesOf(reader: Reader): StoreView[] {
  const rows = reader.all<Stored>(
    `SELECT s.id, s.name, s.main, s.locale, s.currency, s.currencies, s.price_list_id AS priceListId, s.time_zone AS timeZone,
       s.prices_include_tax AS included, s.tax_rounding AS taxRounding, s.taxes, s.cash_rounding_increment AS cashRoundingIncrement,
       s.cash_rounding_mode AS cashRoundingMode, s.return_limit AS returnLimit, s.receipt_header AS receiptHeader, s.receipt_footer AS receiptFooter, s.receipt, s.theme, s.till, s.slug, s.hosted, s.cart_letters AS letters, s.parcel_letters AS parcels, s.names_prior_price AS names, s.delivery_tax AS delivery, s.vat_number AS vatNumber,
       s.closed_at AS closedAt, s.revision,
       (SELECT json_group_array(d.domain ORDER BY d.domain) FROM store_domains d WHERE d.store_id = s.id) AS domains
     FROM store_settings s ORDER BY s.main DESC, s.closed_at IS NOT NULL, s.name, s.id`,
  );
  return rows.map(
    ({
      main,
      included,
      names,
      delivery,
      currencies,
      taxes,
      theme,
      till,
      hosted,
      letters,
      parcels,
      receipt,
      domains,
      ...store
    }) => ({
      ...store,
      main: main === 1,
      pricesIncludeTax: included === 1,
      namesPriorPrice: names === null ? null : names === 1,
      deliveryTax: delivery === null ? null : (JSON.parse(delivery) as StoreView['deliveryTax']),
      currencies: JSON.parse(currencies) as StoreView['currencies'],
      taxes: JSON.parse(taxes) as StoreView['taxes'],
      theme: theme === null ? null : (JSON.parse(theme) as StoreView['theme']),
      till: till === null ? null : (JSON.parse(till) as StoreView['till']),
      hosted: hosted === null ? null : (JSON.parse(hosted) as StoreView['hosted']),
      cartLetters: letters === null ? null : (JSON.parse(letters) as StoreView['cartLetters']),
      parcelLetters: parcels === null ? null : (JSON.parse(parcels) as StoreView['parcelLetters']),
      receipt: receipt === null ? null : (JSON.parse(receipt) as StoreView['receipt']),
      domains: JSON.parse(domains) as string[],
    }),
  );
}

function placesOf(reader: Reader): StorePlace[] {
  const registers = registersOf(reader);
  return reader
    .all<Omit<StorePlace, 'sellsOnline' | 'storeId' | 'open'> & { sells: number }>(
      `SELECT id, name, street, kind, status, sells_online = 'yes' AS sells, coalesce(silent_tills, 'hold-back') AS silentTills
         FROM locations ORDER BY status, kind, name`,
    )
    .map(({ sells, ...place }) => ({
      ...place,
      sellsOnline: sells === 1,
      storeId: storeAt(reader, place.id)?.id ?? '',
      open: registers.flatMap(({ locationId, code, session }) => (session && locationId === place.id ? code : [])),
    }));
}

/** The stores, which place belongs to which, and what their editor chooses from. */
export const storesIndex = query('stores.index', {
  params: nothing,
  permission: 'desk.use',
  run: (reader): Organisation => ({
    stores: storesOf(reader),
    places: placesOf(reader),
    priceLists: reader
      .all<{ id: string; name: string; currency: string; isDefault: number }>(
        'SELECT id, name, currency, is_default AS isDefault FROM price_lists ORDER BY is_default DESC, name',
      )
      .map((list) => ({ ...list, isDefault: list.isDefault === 1 })),
    taxRates: reader.all('SELECT tax_class AS taxClass, name, rate FROM tax_rates ORDER BY tax_class'),
  }),
});
