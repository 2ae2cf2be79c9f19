import type { FastifyRequest } from 'fastify';
import { ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import type { Access, Caller } from '../auth/caller.ts';
import { HttpProblem } from '../http/problem.ts';
import type { RequestRates } from './request-rates.ts';
import type { Standing, Standings } from './standings.ts';

/** Where desks bring what happened: never refused for a quota. */
const FACTS = '/sync/v1/push';

export interface Admission {
  /** @throws HttpProblem where the caller’s tenant is suspended, gone, or asks too often */
  admit(caller: Caller, access: Access, request: Pick<FastifyRequest, 'method' | 'url'>): Promise<void>;
  /** @throws HttpProblem 410 where the tenant was erased, before its people and devices are looked for in vain */
  refuseErased(tenantId: string): Promise<void>;
  /** Answers from memory go past `admit`: may this one? No, where that would have to be asked: then it goes the whole way. */
  mayPass(tenantId: string): boolean;
  forget(): void;
}

export function admission(known: Standings, rates: RequestRates): Admission {
  return {
    admit: async (caller, access, { method, url }) => {
      if (caller.kind === 'nobody' || caller.kind === 'operator') return;
      const standing = await known.of(caller.tenantId);
      if (standing.status === 'erased') throw erased();
      if (standing.status !== 'active' && !stays(caller, access, method)) throw closed(standing, caller);
      if (url.startsWith(FACTS)) return;
      const wait = rates.take(caller.tenantId, standing.quotas);
      if (wait > 0) throw tooMany(standing, wait);
    },
    refuseErased: async (tenantId) => {
      if ((await known.of(tenantId)).status === 'erased') throw erased();
    },
    mayPass: (tenantId) => {
      const standing = known.remembered(tenantId);
      return standing?.status === 'active' && rates.take(tenantId, standing.quotas) === 0;
    },
    forget: () => known.forget(),
  };
}

/** While a tenant is suspended its owner still reads and takes out; a visiting operator looks at what is wrong. */
function stays(caller: Caller, access: Access, method: string): boolean {
  if (caller.kind !== 'person') return false;
  if ('evenSuspended' in access && access.evenSuspended) return true;
  return method === 'GET' && (caller.roleId === ownerRole.id || caller.visit !== undefined);
}

const erased = () =>
  new HttpProblem(
    410,
    'tenant.erased',
    'This organisation was erased, as its owner asked. Nothing of it is left here. What a device holds in its own file stays there until it is removed from it.',
  );

function closed({ status, reason, since }: Standing, caller: Caller): HttpProblem {
  const why = status === 'erasing' ? 'is about to be erased' : `is suspended${reason ? ` (${reason})` : ''}`;
  const details = { status, since };
  if (caller.kind === 'publishable-key') {
    return new HttpProblem(
      403,
      'tenant.suspended',
      'This shop is closed at the moment. Nothing was bought. Try later.',
    );
  }
  const rest =
    caller.kind === 'device'
      ? 'What is sold at this device is safe in its file and goes up by itself when the organisation is back. Selling goes on as long as its lease lasts.'
      : caller.kind === 'person'
        ? 'Nothing was changed and nothing is lost. Its owner can still read and take out everything, and settle it with Tillhouse.'
        : 'Nothing was changed and nothing is lost. Its owner can settle it with Tillhouse.';
  return new HttpProblem(403, 'tenant.suspended', `This organisation ${why}. ${rest}`, details);
}

function tooMany({ quotas }: Standing, wait: number): HttpProblem {
  return new HttpProblem(
    429,
    'tenant.too-many-requests',
    `Your plan answers ${quotas.requestsPerSecond} requests a second, and this organisation asks for more. Nothing was changed; what tills sell is taken in all the same. Wait ${wait} seconds, ask less often, or take a larger plan.`,
    { quota: 'requestsPerSecond', limit: quotas.requestsPerSecond, retryAfterSeconds: wait },
    { 'retry-after': String(wait) },
  );
}
