import type { Tx } from '../../kernel/tx.ts';
import { type Draft, drafts } from '../orders/draft-schema.ts';
import { holds, type QuotedLine, quotedLine } from '../orders/quoted.ts';
import type { CountedUse } from '../pricing/promotion-uses.ts';
import type { SaleArgs, SaleLine } from './sale-args.ts';

async function quotesOf(tx: Tx, lines: SaleArgs['lines']): Promise<ReadonlyMap<string, Draft>> {
  const ids = [...new Set(lines.flatMap(({ quoted }) => quoted?.draftId ?? []))];
  if (ids.length === 0) return new Map();
  const found = await tx.getMany(
    drafts,
    ids.map((id) => ({ id })),
  );
  return new Map(found.map((draft) => [draft.id, draft]));
}

/** What was quoted of each line that sells a quote, and the uses that its promotions counted; read where the sale is completed. */
export async function quotedIn(
  tx: Tx,
  { lines }: Pick<SaleArgs, 'lines'>,
): Promise<{ quoted: ReadonlyMap<string, QuotedLine>; quotedUses: readonly CountedUse[] }> {
  const quotes = await quotesOf(tx, lines);
  const quoted = lines.flatMap(({ key, quoted: of }) => {
    const quote = of && quotes.get(of.draftId);
    const line = quote && quotedLine(quote, of.key);
    return line ? [[key, line] as const] : [];
  });
  return { quoted: new Map(quoted), quotedUses: [...quotes.values()].flatMap(({ frozen }) => frozen.uses) };
}

/** Lines that cost less than their list and are no line of a quote that holds, as it was quoted: somebody gave that away at the till. */
export async function notQuoted(tx: Tx, lines: SaleArgs['lines'], at: number): Promise<SaleLine[]> {
  const quotes = await quotesOf(tx, lines);
  return lines.filter((line) => {
    const { variantId, quantity, unitPrice = 0, discount = 0 } = line;
    const quote = line.quoted && quotes.get(line.quoted.draftId);
    const said = quote && holds(quote, at) ? quotedLine(quote, line.quoted?.key ?? '') : undefined;
    const same = said?.variantId === variantId && said?.quantity === quantity;
    return !(said && same && unitPrice >= said.unitPrice && discount <= said.byHand);
  });
}
