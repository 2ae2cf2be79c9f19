import { approvalAnswers, checkGuards, type GuardedChoices } from './demo/approvals.ts';
import type { Bridge } from '../../bridge/contract.ts';
import type { QueryMap } from '../../bridge/queries.ts';
import type { SyncStatus } from '../../bridge/status.ts';
import { drawerAnswers } from './demo/drawer.ts';
import { customerAnswers } from './demo/customers.ts';
import type { DeviceChoices } from './demo/cards.ts';
import { DemoAccess } from './demo/access.ts';
import { attention, settled, queue, status as startStatus } from './demo/attention.ts';
import { demoContainers, locations, mugVariants, NOW, productAt } from './demo/catalog.ts';
import { type DemoDesk, demoCall } from './demo/calls.ts';
import { foundInPalette } from './demo/palette.ts';
import { demoProductLists } from './demo/product-lists.ts';
import { changePromotion, promotionAnswers } from './demo/promotions.ts';
import { type ShopChoices, shopAnswers } from './demo/web-shop.ts';
import { transferAnswers } from './demo/transfers.ts';
import { orderAnswers } from './demo/order-page.ts';
import { invoiceAnswers } from './demo/invoices.ts';
import { creditAnswers } from './demo/loyalty.ts';
import { priceListAnswers } from './demo/price-lists.ts';
import { taxAnswers } from './demo/taxes.ts';
import { sessionState } from './demo/session.ts';
import { purchaseOrder, purchaseOrders, stockAt, stockViews, variantStock } from './demo/stock.ts';
import { organisation } from './demo/stores.ts';
import { customers } from './demo/known-customers.ts';
import { DemoBasket, pages, tiles } from './demo/till.ts';
import { homeSummary, orderAt, salesToday } from './demo/trade.ts';

export interface DemoChoices extends DeviceChoices, GuardedChoices, ShopChoices {
  readonly session?: 'unenrolled' | 'locked' | 'open' | 'taken';
  readonly products?: number;
  readonly basket?: 'empty' | 'full';
  readonly promotions?: 'none' | 'some';
  /** Signed in by PIN alone */
  readonly alone?: boolean;
  /** Somebody who may look at products and no more */
  readonly person?: string;
  readonly sync?: Partial<SyncStatus>;
}

/** A desk without a host, for screenshots and tests of the screens. Its PIN is 123456 for everybody. */
export function demoBridge(
  choices: DemoChoices = {},
): Bridge & { record: { name: string; args: unknown }[]; setSync(next: Partial<SyncStatus>): void } {
  const total = choices.products ?? 100_000;
  const lists = demoProductLists(total);
  const basket = new DemoBasket();
  const access = new DemoAccess();
  if (choices.basket === 'full') basket.fill();
  basket.cards.set(choices);
  let sync: SyncStatus = { ...startStatus, ...choices.sync };
  const adjusted = new Map<string, number>();
  const received = new Map<string, number>();
  const edited = new Map<string, Record<string, unknown>>();
  const changedListeners = new Set<(tables: readonly string[]) => void>();
  const syncListeners = new Set<(status: SyncStatus) => void>();
  const receipts = new Map<string, unknown>();
  const record: { name: string; args: unknown }[] = [];
  const changed = (...tables: string[]) =>
    queueMicrotask(() => {
      for (const listener of changedListeners) listener(tables);
    });

  const desk: DemoDesk = {
    alone: choices.alone ?? false,
    session: sessionState(choices.session ?? 'open', choices.person),
    basket,
    access,
    received,
    receipts,
    changed,
  };

  const answers: { [N in keyof QueryMap]: (params: QueryMap[N]['params']) => QueryMap[N]['result'] } = {
    'session.state': () => desk.session,
    'roles.index': () => access.rolesShown(),
    'stores.index': () => organisation,
    ...approvalAnswers,
    'staff.index': () => access.staffShown(desk.session.person?.permissions.includes('staff.manage') ?? false),
    'home.summary': homeSummary,
    'dashboard.sales': salesToday,
    ...lists.answers,
    'products.one': ({ id }) => {
      const row = productAt(Number(id.slice(2)) || 0);
      const variants =
        row.sku === 'MUG'
          ? mugVariants
          : [
              {
                id: `v-${id}`,
                title: '',
                optionValues: [],
                sku: row.sku,
                gtin: '5060912440405',
                price: row.priceTo,
                ...{ compareAt: null, lowest: null },
                cost: Math.round(row.priceTo * 0.36),
                onHand: row.onHand,
                scale: row.scale,
                unit: row.unit,
                ...{ measure: null, depositId: null },
                status: 'active' as const,
                image: row.image,
              },
            ];
      return {
        id,
        title: row.title,
        handle: row.sku.toLowerCase(),
        description: 'Thrown in Somerset. Dishwasher and microwave safe.',
        status: row.status,
        category: row.category,
        supplier: 'Kiln Row Pottery',
        tags: ['table'],
        options:
          row.sku === 'MUG'
            ? [
                { name: 'Glaze', values: ['Moss', 'Chalk', 'Tide', 'Rust'] },
                { name: 'Size', values: ['250 ml', '350 ml'] },
              ]
            : [],
        ...{ taxClass: 'standard', minimumAge: null, containers: demoContainers },
        taxClasses: [
          { taxClass: 'standard', name: 'Standard, 20%', rate: '20/100' },
          { taxClass: 'zero', name: 'Zero', rate: '0/100' },
        ],
        categories: ['Tableware, Mugs', 'Textiles', 'Candles', 'Glass', 'Kitchen', row.category].filter(
          (one, i, list) => list.indexOf(one) === i,
        ),
        image: row.image,
        soldAtTill: true,
        soldOnline: true,
        currency: 'GBP',
        priceListId: 'retail',
        onHand: row.onHand,
        stockValue: 128_900,
        sold30Days: 418,
        variants: variants.map((variant) => ({ ...variant, ...edited.get(variant.id) })),
        history: [
          {
            at: NOW - 4.6 * 3_600_000,
            by: 'Ewa Nowak',
            device: 'Office PC',
            fields: [{ field: 'Description', from: 'Hand wash only.', to: 'Dishwasher and microwave safe.' }],
          },
          {
            at: NOW - 71 * 3_600_000,
            by: 'Callum Reed',
            device: 'Melksham desk',
            fields: [
              { field: 'Cost, 350 ml', from: '£4.40', to: '£4.65' },
              { field: 'Cost, 250 ml', from: '£3.95', to: '£4.10' },
            ],
          },
          {
            at: NOW - 270 * 3_600_000,
            by: 'Import 318',
            device: null,
            fields: [{ field: 'Barcode', from: '–', to: '7 added' }],
          },
        ],
        previousId: null,
        nextId: 'p-1',
        updatedAt: row.updatedAt,
        ...edited.get(id),
      };
    },
    'stock.index': (params) => {
      const count = params.view === 'all' ? total : params.view === 'negative' ? 1 : 38;
      return {
        total: count,
        locations,
        rows: Array.from({ length: Math.max(0, Math.min(params.limit, count - params.offset)) }, (_, i) =>
          stockAt(params.offset + i),
        ),
      };
    },
    'stock.views': () => stockViews(total),
    'stock.variant': ({ variantId }) => variantStock(variantId, adjusted.get(variantId) ?? 0),
    'orders.index': (params) => {
      const count = { today: 46, 'to-ship': 17, unpaid: 5, returns: 7, flagged: 2, all: 10_541 }[params.view];
      return {
        total: count,
        sum: 328_470,
        currency: 'GBP',
        rows: Array.from({ length: Math.max(0, Math.min(params.limit, count - params.offset)) }, (_, i) =>
          orderAt(params.offset + i),
        ),
      };
    },
    'orders.views': () =>
      Object.entries({ today: 46, 'to-ship': 17, unpaid: 5, returns: 7, flagged: 2, all: 10_541 }).map(
        ([view, count]) => ({ view, count }),
      ),
    ...orderAnswers,
    'till.pages': () => ({ pages, arranged: true, productCount: 1248 }),
    'till.search': ({ text, limit = 30 }) =>
      tiles
        .filter((tile) => `${tile.title} ${tile.sku} ${tile.code}`.toLowerCase().includes(text.toLowerCase()))
        .slice(0, limit),
    'till.basket': () => basket.view(),
    'till.receipt': ({ orderId }) => (receipts.get(orderId) as QueryMap['till.receipt']['result']) ?? null,
    ...promotionAnswers(choices.promotions === 'none'),
    ...transferAnswers(),
    ...invoiceAnswers,
    ...priceListAnswers,
    ...creditAnswers,
    ...taxAnswers,
    ...shopAnswers(choices),
    'receiving.orders': () => purchaseOrders,
    'receiving.one': ({ id }) => purchaseOrder(id, received),
    'sync.queue': () => queue,
    'attention.list': () => attention,
    'attention.settled': () => settled,
    'palette.search': ({ text }) => foundInPalette(text),
    ...customerAnswers,
    ...drawerAnswers,
    ...basket.cards.answers(basket),
    'customers.search': ({ text }) =>
      customers.filter((one) =>
        one.name
          .toLowerCase()
          .split(' ')
          .some((word) => word.startsWith(text.toLowerCase())),
      ),
  };

  function mutate(name: string, args: Record<string, unknown>): void {
    if (name === 'inventory.adjustStock') {
      const key = String(args.variantId);
      adjusted.set(key, (adjusted.get(key) ?? 0) + Number(args.delta ?? 0));
      changed('stock_levels', 'stock_movements');
    }
    if (name.startsWith('access.')) changed(...access.mutate(name, args));
    if (changePromotion(name, args)) changed('promotions');
    lists.mutate(name, args);
    if (name.startsWith('catalog.') || name.startsWith('pricing.')) changed('products', 'variants', 'prices');
  }

  // Answers come after a turn of the loop, as from a port.
  const later = async <T>(run: () => T): Promise<T> => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return structuredClone(await run());
  };

  return {
    record,
    connection: 'open',
    query: (name, params) => later(() => answers[name](params as never) as never),
    call: (name, args) => {
      record.push({ name, args });
      return later(() => demoCall(desk, name, args as unknown as Record<string, unknown>) as never);
    },
    mutate: (name, args, _mutationId, approval) => {
      record.push({ name, args });
      return later(() => {
        checkGuards(choices, name, approval, desk);
        mutate(name, args as Record<string, unknown>);
        return { mutationId: `m-${record.length}` };
      });
    },
    onChanged: (listener) => {
      changedListeners.add(listener);
      return () => changedListeners.delete(listener);
    },
    onSync: (listener) => {
      syncListeners.add(listener);
      queueMicrotask(() => listener(sync));
      return () => syncListeners.delete(listener);
    },
    onConnection: () => () => {},
    setSync: (next) => {
      sync = { ...sync, ...next };
      for (const listener of syncListeners) listener(sync);
    },
  };
}
