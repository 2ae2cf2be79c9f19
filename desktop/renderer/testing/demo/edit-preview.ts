import type { EditArgs } from '@tillhouse/shared/domains/orders/edit-args.ts';
import type { EditPreview } from '@tillhouse/shared/domains/orders/preview-edit.ts';
import { orderAnswers } from './order-page.ts';

/** What a sample edit would do: goods that are added cost 12.00 each, of which a sixth is tax. */
export function editPreview({ orderId, version, lines = [], add = [] }: EditArgs): EditPreview {
  const order = orderAnswers['orders.page']({ id: orderId });
  const kept = order.lines.map((line) => {
    const quantity = lines.find(({ lineId }) => lineId === line.id)?.quantity ?? line.quantity;
    const each = Math.round(line.total / line.quantity);
    const { id: lineId, variantId, title, variantTitle, sku, scale, unitPrice, total: totalBefore } = line;
    const total = quantity === line.quantity ? line.total : each * quantity;
    const was = { quantityBefore: line.quantity, totalBefore };
    return { ...{ lineId, variantId, title, variantTitle, sku, scale, unitPrice }, ...was, quantity, total };
  });
  const fresh = add.map(({ variantId, quantity }) => ({
    ...{ lineId: `new-${variantId}`, variantId, title: '', variantTitle: '', sku: '', scale: 0, unitPrice: 1_200 },
    ...{ quantityBefore: 0, totalBefore: 0, quantity, total: 1_200 * quantity },
  }));
  const all = [...kept, ...fresh];
  const difference = all.reduce((sum, { total, totalBefore }) => sum + total - totalBefore, 0);
  const units = all.reduce((sum, { quantity }) => sum + quantity, 0);
  const { subtotal, discountTotal, shippingTotal, shippingTax, taxTotal, total, paid, due } = order;
  const before = {
    subtotal,
    discountTotal,
    shippingTotal,
    shippingTax,
    taxTotal,
    total,
    paid,
    due,
    units: order.units,
  };
  const tax = Math.round(difference / 6);
  const open = total + difference - paid;
  const more = all.filter(({ quantity, quantityBefore }) => quantity > quantityBefore);
  const gone = order.fulfilmentStatus === 'shipped' || order.fulfilmentStatus === 'handed-over';
  return {
    ...{
      version,
      currency: order.currency,
      pricesIncludeTax: true,
      before,
      lines: all,
      promotions: [],
      difference,
      open,
    },
    after: {
      ...before,
      ...{ subtotal: subtotal + difference, total: total + difference, taxTotal: taxTotal + tax, units },
      due: open,
    },
    ...{ collect: Math.max(0, open), back: Math.max(0, -open) },
    stock: more.map(({ variantId, title, scale, quantity, quantityBefore }) => ({
      ...{ variantId: variantId ?? '', title: title || 'Fig leaf candle, 220 g', scale },
      ...{ delta: quantity - quantityBefore, locationName: order.locationName, available: 9, short: false },
    })),
    reopens:
      gone && more.length > 0
        ? more.map(({ lineId, quantity, quantityBefore }) => ({ lineId, quantity: quantity - quantityBefore }))
        : null,
    invoiceTakenBack: gone && difference !== 0 ? 'INV-2026-WEB-1-00017' : null,
  };
}
