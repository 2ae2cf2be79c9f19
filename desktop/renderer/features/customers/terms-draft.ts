import type { CustomerTerms } from '../../../bridge/customer-queries.ts';

/** Terms as the fields hold them. */
export interface TermsDraft {
  readonly groups: readonly string[];
  readonly street: string;
  readonly postalCode: string;
  readonly vatId: string;
  readonly relief: 'none' | 'exempt' | 'reverse-charge';
  readonly certificate: string;
  readonly until: string;
}

export function draftOfTerms({ groups, street, postalCode, vatId, taxRelief: relief }: CustomerTerms): TermsDraft {
  return {
    ...{ groups, street, postalCode, vatId: vatId ?? '', relief: relief?.kind ?? 'none', until: relief?.until ?? '' },
    certificate: relief?.kind === 'exempt' ? relief.evidence : '',
  };
}

/** As `customers.saveTerms` takes them; who accounts for the tax is told by their VAT number. */
export function termsOf(draft: TermsDraft): CustomerTerms {
  const vatId = draft.vatId.trim() || null;
  const evidence = draft.relief === 'exempt' ? draft.certificate.trim() : (vatId ?? '');
  return {
    ...{ groups: [...draft.groups], street: draft.street.trim(), postalCode: draft.postalCode.trim(), vatId },
    taxRelief: draft.relief === 'none' ? null : { kind: draft.relief, evidence, until: draft.until || null },
  };
}

export function termsProblem(draft: TermsDraft): string | null {
  if (draft.relief === 'reverse-charge' && draft.vatId.trim() === '') return 'Reverse charge needs the VAT number.';
  if (draft.relief === 'exempt' && draft.certificate.trim() === '') return 'An exemption needs its certificate.';
  return null;
}
