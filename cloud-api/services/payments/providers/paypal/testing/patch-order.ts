interface Patched {
  readonly status: string;
  readonly unit: string;
  amount: { readonly currency_code: string; readonly value: string };
  custom: string;
}

/** While it is not authorised. https://developer.paypal.com/docs/api/orders/v2/#orders_patch @returns why it is refused; null: done */
export function patchOrder(order: Patched, raw: string): string | null {
  if (order.status === 'COMPLETED') return 'ORDER_ALREADY_COMPLETED';
  for (const { op, path, value } of JSON.parse(raw) as { op: string; path: string; value: unknown }[]) {
    const [, unit, field] = /^\/purchase_units\/@reference_id=='([^']+)'\/(\w+)$/.exec(path) ?? [];
    if (unit !== order.unit || !['add', 'replace'].includes(op)) return 'INVALID_PATCH_OPERATION';
    if (field === 'amount') order.amount = value as Patched['amount'];
    else if (field === 'custom_id') order.custom = String(value);
    else if (field !== 'invoice_id') return 'NOT_PATCHABLE';
  }
  return null;
}
