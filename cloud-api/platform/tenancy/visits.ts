import { createHash, randomUUID } from 'node:crypto';
import { permissionNames } from '@tillhouse/shared/domains/access/permissions.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Person } from '../auth/caller.ts';
import type { Pool } from '../db/pools.ts';
import { withTenant, withTransaction } from '../db/transaction.ts';
import { HttpProblem, notSignedIn } from '../http/problem.ts';

/** Begins the token of a visit, so that it is never mistaken for another. */
export const VISIT_PREFIX = 'vt_';

/** Never part of a visit: how an organisation is run, who works there, what leaves it. */
const never: readonly string[] = [
  'staff.manage',
  'roles.manage',
  'api-keys.manage',
  'devices.manage',
  'data.export',
  'settings.manage',
  'desk.use',
];
const looks = permissionNames.filter((name) => name.endsWith('.view') || name === 'products.cost');
const works = permissionNames.filter((name) => !never.includes(name));

export interface Visits {
  /** The operator behind the token, as a person of the tenant that let them in. Not remembered: a revoke acts at once. */
  visitor(token: string): Promise<Person>;
  /** Writes down what a visiting operator asked for, before it is answered. @throws where they may only look */
  note(person: Person, method: string, address: string): Promise<void>;
}

export function visits(pool: Pool, now: () => number): Visits {
  return {
    visitor: async (token) => {
      const hash = createHash('sha256').update(token).digest('hex');
      const [row] = await withTransaction(pool, (db) =>
        db.rows<VisitRow>('SELECT * FROM operator.find_visit($1, $2)', [hash, new Date(now()).toISOString()]),
      );
      if (!row) {
        throw notSignedIn(
          'This visit is over: its time ran out, or the organisation or the operator ended it. Nothing was changed. Ask for another.',
          'operator.visit-over',
        );
      }
      return {
        kind: 'person',
        tenantId: row.tenant_id,
        accountId: row.operator_id,
        staffId: row.operator_id,
        sessionId: null,
        roleId: '',
        secondFactor: false,
        name: `${row.operator_name} (Tillhouse, visiting)`,
        permissions: row.may_write ? works : looks,
        visit: { id: row.id, mayWrite: row.may_write, endsAt: row.ends_at },
      };
    },
    note: async ({ tenantId, staffId, name, visit }, method, address) => {
      if (!visit) return;
      const refused = method !== 'GET' && !visit.mayWrite;
      const path = address.split('?')[0] ?? '';
      const change = { table: 'visits', key: { id: visit.id }, label: `${method} ${path}`, did: 'changed' } as const;
      await withTenant(pool, tenantId, (db) =>
        recordAudit(db, tenantId, [
          {
            mutationId: randomUUID(),
            action: 'identity.operatorAsked@1',
            actorId: staffId,
            actorName: name,
            deviceId: null,
            outcome: refused ? 'refused' : 'applied',
            args: { visit: visit.id, method, path },
            occurredAt: now(),
            body: { changes: [change], added: {}, more: 0 },
          },
        ]),
      );
      if (!refused) return;
      throw new HttpProblem(
        403,
        'operator.only-looking',
        'This visit is for looking only, as the organisation agreed to. Nothing was changed. Ask for a visit that may change things.',
      );
    },
  };
}

interface VisitRow {
  readonly id: string;
  readonly tenant_id: string;
  readonly operator_id: string;
  readonly operator_name: string;
  readonly may_write: boolean;
  readonly ends_at: string;
}
