import { commandForbidden } from '../../kernel/command-errors.ts';
import type { MutationContext } from '../../kernel/define-mutator.ts';
import { can } from '../access/can.ts';
import type { Customer } from './schema.ts';

/** How somebody is reached and invoiced; columns that `customers.contact` keeps. */
export const contact = ['email', 'phone', 'street', 'postalCode', 'vatId', 'note'] as const;

/**
 * Whoever may not see how a customer is reached adds new ones and changes the rest, and writes over nothing unseen.
 * @throws DomainError `command.forbidden`
 */
export function refuseUnseen(
  ctx: MutationContext,
  name: string,
  before: Customer,
  row: { readonly [F in (typeof contact)[number]]?: Customer[F] | undefined },
): void {
  if (can(ctx.actor.permissions, 'customers.contact')) return;
  if (contact.every((field) => row[field] === undefined || row[field] === before[field])) return;
  throw commandForbidden({ name, permission: 'customers.contact' });
}
