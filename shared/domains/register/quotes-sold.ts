import type { Tx } from '../../kernel/tx.ts';
import { drafts } from '../orders/draft-schema.ts';
import { holds, type QuotedLine, quotedLine } from '../orders/quoted.ts';
import type { CountedUse } from '../pricing/promotion-uses.ts';
import { layawayLineOf } from './layaway.ts';
import { layaways } from './layaway-schema.ts';
import type { SaleArgs, SaleLine } from './sale-args.ts';

/** A quote, or goods that were put aside: what was said of its lines stands. */
interface Said {
  readonly lineOf: (key: string) => QuotedLine | undefined;
  readonly holds: (at: number) => boolean;
  readonly uses: readonly CountedUse[];
}

async function quotesOf(tx: Tx, lines: SaleArgs['lines']): Promise<ReadonlyMap<string, Said>> {
  const ids = [...new Set(lines.flatMap(({ quoted }) => quoted?.draftId ?? []))];
  if (ids.length === 0) return new Map();
  const keys = ids.map((id) => ({ id }));
  const quotes = (await tx.getMany(drafts, keys)).map((draft): [string, Said] => [
    draft.id,
    { lineOf: (key) => quotedLine(draft, key), holds: (at) => holds(draft, at), uses: draft.frozen.uses },
  ]);
  if (quotes.length === ids.length) return new Map(quotes);
  const aside = (await tx.getMany(layaways, keys)).map((layaway): [string, Said] => [
    layaway.id,
    { lineOf: (key) => layawayLineOf(layaway, key), holds: () => true, uses: layaway.content.uses },
  ]);
  return new Map([...quotes, ...aside]);
}

/** What was quoted of each line that sells a quote or what was put aside, and the uses that its promotions counted; read where the sale is completed. */
export async function quotedIn(
  tx: Tx,
  { lines }: Pick<SaleArgs, 'lines'>,
): Promise<{ quoted: ReadonlyMap<string, QuotedLine>; quotedUses: readonly CountedUse[] }> {
  const quotes = await quotesOf(tx, lines);
  const quoted = lines.flatMap(({ key, quoted: of }) => {
    const line = of && quotes.get(of.draftId)?.lineOf(of.key);
    return line ? [[key, line] as const] : [];
  });
  return { quoted: new Map(quoted), quotedUses: [...quotes.values()].flatMap(({ uses }) => uses) };
}

/** Lines that cost less than their list and are no line of a quote that holds, as it was quoted: somebody gave that away at the till. */
export async function notQuoted(tx: Tx, lines: SaleArgs['lines'], at: number): Promise<SaleLine[]> {
  const quotes = await quotesOf(tx, lines);
  return lines.filter((line) => {
    const { variantId, quantity, unitPrice = 0, discount = 0 } = line;
    const quote = line.quoted && quotes.get(line.quoted.draftId);
    const said = quote?.holds(at) ? quote.lineOf(line.quoted?.key ?? '') : undefined;
    const same = said?.variantId === variantId && said?.quantity === quantity;
    return !(said && same && unitPrice >= said.unitPrice && discount <= said.byHand);
  });
}
