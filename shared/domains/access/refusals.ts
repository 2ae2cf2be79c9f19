import { commandForbidden } from '../../kernel/command-errors.ts';
import type { Approval, Lack, Mutator } from '../../kernel/define-mutator.ts';
import type { DomainError } from '../../kernel/errors.ts';
import { approvalNeeded, approvalTooWeak, beyondLimit, notAtThisPlace } from './errors.ts';

/** What a person is told who may not. */
export function refusalOf(mutator: Pick<Mutator, 'name'>, lack: Lack, approval?: Approval): DomainError {
  const { permission, why, value, upTo, locationId, usual, or } = lack;
  const about = {
    name: mutator.name,
    permission,
    ...(value !== undefined && { value }),
    ...(locationId !== undefined && { locationId }),
    // What else decides who could approve it
    ...(usual !== undefined && { usual }),
    ...(or !== undefined && { or }),
  };
  if (why === 'missing') return commandForbidden({ name: mutator.name, permission });
  if (approval) return approvalTooWeak({ ...about, how: approval.how, approver: approval.approver.name });
  if (why === 'place') return notAtThisPlace(about);
  if (why === 'limit') return beyondLimit({ ...about, limit: upTo ?? 0 });
  return approvalNeeded({ ...about, second: why === 'second' });
}
