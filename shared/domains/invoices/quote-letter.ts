import type { InvoiceDocument } from './document.ts';
import { figuresOf, letterText } from './letter-text.ts';

/** What a letter with a quote says beside its paper, in the language of the paper. */
export function quoteLetter(
  document: InvoiceDocument,
  { number, validUntil }: { readonly number: string; readonly validUntil: string | null },
): { readonly subject: string; readonly text: string } {
  const { day } = figuresOf(document);
  return letterText(document, {
    ...{ kind: 'quote', number },
    sums: validUntil === null ? [] : [['validUntil', day(validUntil)]],
  });
}
