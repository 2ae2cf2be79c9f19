import type { Actor } from '@tillhouse/shared/kernel/define-mutator.ts';
import { declaredErrors, DomainError } from '@tillhouse/shared/kernel/errors.ts';
import type { StaffCaller } from '../auth/caller.ts';
import { HttpProblem, statusOfKind } from '../http/problem.ts';
import type { CommandOutcome } from './run-command.ts';

/** Who a command is done by that somebody of the shop, or a key of it, asked the API for. */
export function actorOf(caller: StaffCaller): Actor {
  const { name, permissions } = caller;
  if (caller.kind === 'secret-key') return { id: caller.keyId, name: `API key ${name}`, roleId: '', permissions };
  const { staffId: id, roleId, grants } = caller;
  return { id, name, permissions, roleId, ...(grants && { grants }) };
}

/** A stored refusal as the problem it was: its kind is that of the error's definition. */
export function refusal(done: CommandOutcome): Error {
  const code = done.code ?? 'command.refused';
  const kind = declaredErrors().find((each) => each.code === code)?.kind ?? 'refused';
  if (kind === 'forbidden') return new DomainError(code, kind, done.message ?? '', done.details ?? {});
  return new HttpProblem(statusOfKind[kind], code, done.message ?? '', done.details ?? {});
}
