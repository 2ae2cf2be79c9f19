import type { Instant } from '../../kernel/instant.ts';
import type { SampleCommand } from '../larkhall.ts';
import { larkhallGoods, larkhallPages, larkhallPurchaseOrders, shelves } from './catalogue.ts';
import { createArgs, productIdOf, variantIdOf } from './goods.ts';
import { actorOf, callum, ewa, larkhallCustomers, larkhallPeople, priya, shopLeadRole } from './people.ts';
import {
  bath,
  frome,
  larkhallLocations,
  larkhallRegisters,
  larkhallStore,
  larkhallTaxRates,
  melksham,
  retailList,
} from './places.ts';
import type { Story } from './story.ts';

const DAY = 86_400_000;

/** Everything that stands before the first sale of the story. */
export function setupCommands(now: Instant, story: Story): SampleCommand[] {
  const at = now - 75 * DAY;
  const actor = actorOf(priya);
  const as = (name: string, args: unknown, more: Partial<SampleCommand> = {}): SampleCommand => ({
    name,
    args,
    actor,
    at,
    ...more,
  });
  const { id, name, initials, email } = priya;
  return [
    as('access.openStore', { owner: { id, name, initials, email } }),
    as('access.updateStoreSettings', { settings: larkhallStore }),
    as('pricing.savePriceList', { list: retailList }),
    ...larkhallTaxRates.map((rate) => as('pricing.saveTaxRate', rate)),
    ...larkhallLocations.map((location) => as('inventory.saveLocation', { location })),
    as('access.saveRole', { role: { ...shopLeadRole, permissions: [...shopLeadRole.permissions] } }),
    ...larkhallPeople.map(({ role, pin: _pin, ...person }) =>
      as('access.saveStaff', { person: { ...person, roleId: role.id } }),
    ),
    ...larkhallRegisters.map((register) => as('register.saveRegister', { register })),
    ...larkhallGoods.map((goods, index) => as('catalog.createProduct', createArgs(goods), { at: at + index * 60_000 })),
    as('customers.save', { customers: [...larkhallCustomers] }),
    ...openingStock(story).map((lines) => as('inventory.adjust', { lines, reason: 'opening', note: '' })),
    ...safety().map((args) => as('inventory.setSafety', args)),
    ...Object.entries(larkhallPages).map(([page, skus]) =>
      as('register.saveFavourites', { page, variantIds: skus.map(variantIdOf) }),
    ),
    ...larkhallPurchaseOrders.map((order) =>
      as('inventory.savePurchaseOrder', order, { at: now - 6 * DAY, actor: actorOf(ewa) }),
    ),
    ...lastEdits(now),
  ];
}

function openingStock({ sold }: Story): { locationId: string; variantId: string; delta: number }[][] {
  const lines = shelves().flatMap(({ variantId, locationId, onHand }) => {
    const delta = onHand + (sold.get(`${variantId} ${locationId}`) ?? 0);
    return delta > 0 ? [{ locationId, variantId, delta }] : [];
  });
  return larkhallLocations.map(({ id }) => lines.filter(({ locationId }) => locationId === id));
}

function safety() {
  const kept: [string, number][] = [
    [bath.id, 4],
    [frome.id, 4],
    [melksham.id, 10],
  ];
  return kept.map(([locationId, units]) => ({
    locationId,
    variantId: variantIdOf('CND-TAP-IV6'),
    base: 0,
    safety: units,
  }));
}

/** What people touched last, so that the list of products has a today and a yesterday. */
function lastEdits(now: Instant): SampleCommand[] {
  const people = [priya, ewa, callum];
  const touched = [
    'MUG',
    'LIN-NAP-4',
    'CND-TAP-6',
    'BSK-WIL-S',
    'CND-FIG-220',
    'VAS-RIB-24',
    'GLS-TUM-2',
    'LMP-DOM-BR',
    'XMS-WRE-40',
    'XMS-CRK-6',
    'BWL-ASH-28',
    'THR-FEL',
    'JUG-DIP-12',
    'PAN-ENA-14',
    'REF-SOAP',
  ];
  return touched.flatMap((sku, index) => {
    const goods = larkhallGoods.find((one) => one.sku === sku);
    if (!goods) return [];
    const base = [...(goods.tags ?? [])];
    const patch = { tags: { base, value: [...base, 'Winter table'] } };
    const actor = actorOf(people[index % people.length] ?? priya);
    return [
      {
        name: 'catalog.editProduct',
        args: { productId: productIdOf(goods), patch },
        actor,
        at: now - (index + 1) * (index < 10 ? 1_500_000 : 9_000_000),
      },
    ];
  });
}
