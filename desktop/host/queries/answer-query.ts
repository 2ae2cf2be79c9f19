import type { Reader } from '../database/reader.ts';
import { holds } from '@tillhouse/shared/domains/access/rights.ts';
import { leaseOver } from '../session/within-lease.ts';
import { HostProblem } from '../problem.ts';
import type { Asking, Query } from './define-query.ts';
import { queries } from './queries.ts';

export interface Question {
  readonly name: string;
  readonly params: unknown;
  readonly asking: Asking;
}

type AnyQuery = Query<unknown, unknown>;

export const signInFirst = () =>
  new HostProblem(
    'access.sign-in-first',
    'forbidden',
    'Nobody is signed in at this window. Nothing was changed. Sign in first.',
  );

function named(name: string): AnyQuery {
  const found = Object.hasOwn(queries, name) ? (queries as unknown as Record<string, AnyQuery>)[name] : undefined;
  if (!found) throw new HostProblem('desk.unknown-query', 'invalid', `This desk does not know the query ${name}.`);
  return found;
}

export function isHeavy(name: string): boolean {
  return named(name).heavy;
}

/**
 * @throws HostProblem where the query is unknown, its parameters are wrong, or the person may not ask it
 */
export function answerQuery(reader: Reader, { name, params, asking }: Question): unknown {
  const query = named(name);
  if (query.permission) {
    if (!asking.person) throw signInFirst();
    if (!holds(asking.person, query.permission)) {
      const why = asking.person.withheld?.[query.permission];
      if (why) throw leaseOver(query.permission, why);
      throw new HostProblem(
        'access.forbidden',
        'forbidden',
        `You may not see this: it needs the permission “${query.permission}”. Ask somebody who has it.`,
        { permission: query.permission },
      );
    }
  }
  const parsed = query.params.safeParse(params);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    throw new HostProblem(
      'desk.invalid-query',
      'invalid',
      `${name} was not understood: ${where} ${issue?.message ?? ''}`,
    );
  }
  return query.run(reader, parsed.data, asking);
}
