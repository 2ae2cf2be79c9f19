import { isMailAddress } from '@tillhouse/shared/kernel/mail-address.ts';
import type { ContactArgs, EditArgs } from '@tillhouse/shared/domains/orders/edit-args.ts';
import type { OrderDelivery, OrderPage } from '../../../bridge/order-page.ts';

export interface AddedLine {
  readonly key: string;
  readonly variantId: string;
  readonly title: string;
  readonly sku: string;
  readonly image: string | null;
  readonly quantity: number;
  readonly scale: number;
}

/** What a person has changed so far; nothing of it is done yet. */
export interface EditDraft {
  /** By line, where it is another quantity than the order has */
  readonly quantities: Readonly<Record<string, number>>;
  readonly added: readonly AddedLine[];
  /** Minor units; null: as it is */
  readonly shipping: number | null;
  readonly delivery: OrderDelivery | null;
  readonly contact: ContactArgs | null;
  readonly discount: number | null;
  readonly discountReason: string;
  readonly reason: string;
  readonly settle: EditArgs['settle'];
  /** Amounts whose text is none */
  readonly wrong: readonly AmountField[];
}

export type AmountField = 'shipping' | 'discount';

/** Notes whether what is typed for an amount can be read. */
export const withWrong = <D extends { readonly wrong: readonly AmountField[] }>(
  draft: D,
  field: AmountField,
  wrong: boolean,
): D => ({ ...draft, wrong: [...draft.wrong.filter((each) => each !== field), ...(wrong ? [field] : [])] });

export const emptyEdit: EditDraft = {
  ...{ quantities: {}, added: [], shipping: null, delivery: null, contact: null, discount: null },
  ...{ discountReason: '', reason: '', settle: 'now', wrong: [] },
};

export const noDelivery: OrderDelivery = { recipient: '', address: '', country: null, method: '' };

export function withQuantity(draft: EditDraft, line: OrderPage['lines'][number], quantity: number): EditDraft {
  const { [line.id]: _, ...others } = draft.quantities;
  return { ...draft, quantities: quantity === line.quantity ? others : { ...others, [line.id]: quantity } };
}

/** Goods that are on it already go up by one; others are a new line. */
export function withGoods(draft: EditDraft, order: OrderPage, goods: Omit<AddedLine, 'key' | 'quantity'>): EditDraft {
  const one = goods.scale === 0 ? 1 : 10 ** goods.scale;
  const line = order.lines.find(({ variantId }) => variantId === goods.variantId);
  if (line) return withQuantity(draft, line, (draft.quantities[line.id] ?? line.quantity) + one);
  const at = draft.added.findIndex(({ variantId }) => variantId === goods.variantId);
  const added = draft.added.map((row, index) => (index === at ? { ...row, quantity: row.quantity + one } : row));
  return { ...draft, added: at >= 0 ? added : [...added, { ...goods, key: goods.variantId, quantity: one }] };
}

const same = (a: OrderDelivery, b: OrderDelivery): boolean =>
  a.recipient === b.recipient && a.address === b.address && a.country === b.country && a.method === b.method;

/** Who it is for and how they are reached, as it stands. */
export const contactOf = ({ customerName: name, promise }: OrderPage): ContactArgs => ({
  ...{ name, email: promise?.email ?? null, phone: promise?.phone ?? null },
});

const sameContact = (a: ContactArgs, b: ContactArgs): boolean =>
  a.name === b.name && a.email === b.email && a.phone === b.phone;

/** What was sold at a till or brought in from elsewhere keeps its lines; who it is for and where it went can be put right. */
export const linesStand = ({ channel, historical }: Pick<OrderPage, 'channel' | 'historical'>): boolean =>
  historical || channel !== 'online';

/** How many things were changed: what the dock says. */
export function changesIn(order: OrderPage, draft: EditDraft): number {
  const moved = draft.delivery !== null && !same(draft.delivery, order.delivery ?? noDelivery);
  return (
    Object.keys(draft.quantities).length +
    draft.added.length +
    (draft.shipping === null ? 0 : 1) +
    (moved ? 1 : 0) +
    (draft.contact !== null && !sameContact(draft.contact, contactOf(order)) ? 1 : 0) +
    (draft.discount === null ? 0 : 1)
  );
}

/** Arguments of `orders.edit` on the order as it was seen; null while nothing was changed. */
export function editArgsOf(order: OrderPage, draft: EditDraft): EditArgs | null {
  if (changesIn(order, draft) === 0) return null;
  const { contact, delivery, discount, shipping } = draft;
  const lines = Object.entries(draft.quantities).map(([lineId, quantity]) => ({ lineId, quantity }));
  return {
    ...{ orderId: order.id, version: order.version, reason: draft.reason.trim(), settle: draft.settle },
    ...(lines.length > 0 && { lines }),
    ...(draft.added.length > 0 && {
      add: draft.added.map(({ key, variantId, quantity }) => ({ key, variantId, quantity })),
    }),
    ...(shipping !== null && { shipping }),
    ...(delivery !== null && !same(delivery, order.delivery ?? noDelivery) && { delivery }),
    ...(contact !== null && !sameContact(contact, contactOf(order)) && { contact }),
    ...(discount !== null &&
      discount > 0 && { discount: { amount: discount, reason: draft.discountReason.trim() || '–' } }),
  };
}

/** Why it cannot be saved yet, though it can be shown. */
export function missingIn(draft: EditDraft): 'discount-reason' | 'amount' | 'email' | null {
  if (draft.contact?.email && !isMailAddress(draft.contact.email)) return 'email';
  if (draft.wrong.length > 0) return 'amount';
  return draft.discount !== null && draft.discount > 0 && draft.discountReason.trim() === '' ? 'discount-reason' : null;
}
