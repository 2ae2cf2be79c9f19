import * as z from 'zod/mini';
import { id, text, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { vatIdWrong } from '../pricing/errors-calculation.ts';
import { checkVatId } from '../pricing/vat-id.ts';
import { refuseUnseen } from './contact.ts';
import { customerChanged, customerUnknown } from './errors.ts';
import { customerSaved } from './events.ts';
import { customers, taxRelief } from './schema.ts';

const terms = z.strictObject({
  groups: z.array(words(60)).check(z.maxLength(50)),
  street: text(200),
  postalCode: text(20),
  vatId: z.nullable(words(20)),
  taxRelief: z.nullable(taxRelief),
});

/** As it is kept and compared. @throws DomainError `pricing.vat-id-wrong` */
function vatIdOrRefuse(given: string): string {
  const { id: vatId, problem } = checkVatId(given);
  if (problem) throw vatIdWrong({ id: given, problem });
  return vatId;
}

export const saveTerms = defineMutator({
  name: 'customers.saveTerms',
  version: 1,
  kind: 'intent',
  permission: 'prices.edit',
  doc: 'Sets by what a customer is priced, taxed and invoiced: groups, address, VAT number, why they pay no tax. `before` is what its editor saw; changed since, it is refused.',
  args: z.strictObject({ customerId: id, terms, before: z.optional(terms) }),
  run: async (tx, { customerId, terms: given, before }, ctx) => {
    const [known] = await tx.getForUpdate(customers, [{ id: customerId }]);
    if (!known) throw customerUnknown({ customerId });
    const { groups, street, postalCode, vatId, taxRelief: relief } = known;
    const now = { groups, street, postalCode, vatId, taxRelief: relief };
    const wanted = {
      ...given,
      groups: [...new Set(given.groups)].sort(),
      vatId: given.vatId === null ? null : vatIdOrRefuse(given.vatId),
      taxRelief:
        given.taxRelief?.kind === 'reverse-charge'
          ? { ...given.taxRelief, evidence: vatIdOrRefuse(given.taxRelief.evidence) }
          : given.taxRelief,
    };
    if (same(now, wanted)) return;
    refuseUnseen(ctx, 'customers.saveTerms', known, wanted);
    if (before && !same(now, before)) throw customerChanged({ customerId });
    await tx.update(customers, { id: customerId }, { ...wanted, updatedAt: ctx.occurredAt });
    await tx.emit(customerSaved, { customerId });
  },
});

type Terms = z.infer<typeof terms>;

const asText = ({ groups, street, postalCode, vatId, taxRelief: relief }: Terms) =>
  JSON.stringify([groups, street, postalCode, vatId, relief && [relief.kind, relief.evidence, relief.until]]);
const same = (a: Terms, b: Terms) => asText(a) === asText(b);
