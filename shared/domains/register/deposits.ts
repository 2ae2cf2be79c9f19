import type { Tx } from '../../kernel/tx.ts';
import { variants } from '../catalog/schema.ts';
import { noContainer } from './errors.ts';
import type { SaleLine } from './sale-args.ts';

type Line = Pick<SaleLine, 'variantId' | 'quantity' | 'empties' | 'depositOf' | 'loads' | 'quoted'>;

/** Less than nothing of what is brought back. */
export const soldQuantity = ({ quantity, empties }: Pick<Line, 'quantity' | 'empties'>): number =>
  empties ? -quantity : quantity;

/** Of which promotions know nothing: cards, deposits, empties, and what was quoted with those of its day. */
export const isBesidePromotions = ({ loads, quoted, depositOf, empties }: Line): boolean =>
  Boolean(loads || quoted || depositOf !== undefined || empties);

/** @throws DomainError `register.no-container`: only what a deposit is paid on is taken back without a sale */
export async function refuseNoContainers(tx: Tx, lines: readonly Line[]): Promise<void> {
  for (const { variantId, empties } of lines) {
    if (!empties) continue;
    const [filled] = variantId === null ? [] : await tx.list(variants, { depositId: variantId });
    if (!filled) throw noContainer({ variantId: variantId ?? '' });
  }
}
