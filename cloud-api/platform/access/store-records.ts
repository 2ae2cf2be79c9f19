import { randomUUID } from 'node:crypto';
import { staff, type StaffMember as StaffRow } from '@tillhouse/shared/domains/access/schema.ts';
import type { Table } from '@tillhouse/shared/kernel/define-table.ts';
import { ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { decodeRow } from '@tillhouse/shared/data/codec.ts';
import { type Actor, newestMutator } from '@tillhouse/shared/kernel/define-mutator.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import { type CommandOutcome, runCommand } from '../commands/run-command.ts';
import type { Connection } from '../db/connection.ts';
import type { Pool } from '../db/pools.ts';
import { withTenant } from '../db/transaction.ts';
import { type DeviceProfile, deviceProfile, type StaffMember, staffMember } from './directory.ts';

/** A store's own records as the identity service needs them: who works there, and the list of devices. */
export interface StoreRecords {
  staffMember(tenantId: string, staffId: string): Promise<StaffMember | undefined>;
  /** Everything that the list of staff says of somebody, who left too. */
  person(tenantId: string, staffId: string): Promise<StaffRow | undefined>;
  role(tenantId: string, roleId: string): Promise<{ name: string; permissions: string[] } | undefined>;
  /** Of owners who work here and have an address */
  ownersEmails(tenantId: string): Promise<string[]>;
  /** For what is read once. */
  read<T>(tenantId: string, fn: (db: Connection) => Promise<T>): Promise<T>;
  device(tenantId: string, deviceId: string): Promise<DeviceProfile | undefined>;
  /** Ids of the locations that are open. */
  locations(tenantId: string): Promise<string[]>;
  register(tenantId: string, registerId: string): Promise<{ id: string; locationId: string } | undefined>;
  /** Runs a command, named after `actor`. @throws DomainError when it is refused */
  command(tenantId: string, actor: Actor, name: string, args: unknown): Promise<CommandOutcome>;
}

export function storeRecords(pool: Pool, now: () => number, onCommitted: () => void): StoreRecords {
  return {
    staffMember: (tenantId, staffId) => withTenant(pool, tenantId, (db) => staffMember(db, tenantId, staffId)),
    person: async (tenantId, staffId) => {
      const [row] = await withTenant(pool, tenantId, (db) =>
        db.rows<Record<string, unknown>>('SELECT * FROM staff WHERE tenant_id = $1 AND id = $2', [tenantId, staffId]),
      );
      return row && (decodeRow(staff as unknown as Table, row, 'postgres') as unknown as StaffRow);
    },
    role: async (tenantId, roleId) => {
      const [row] = await withTenant(pool, tenantId, (db) =>
        db.rows<{ name: string; permissions: string[] }>(
          'SELECT name, permissions FROM roles WHERE tenant_id = $1 AND id = $2',
          [tenantId, roleId],
        ),
      );
      return row;
    },
    ownersEmails: async (tenantId) => {
      const rows = await withTenant(pool, tenantId, (db) =>
        db.rows<{ email: string }>(
          `SELECT email FROM staff WHERE tenant_id = $1 AND role_id = $2 AND status <> 'left' AND email IS NOT NULL`,
          [tenantId, ownerRole.id],
        ),
      );
      return rows.map(({ email }) => email);
    },
    read: (tenantId, fn) => withTenant(pool, tenantId, fn),
    device: (tenantId, deviceId) => withTenant(pool, tenantId, (db) => deviceProfile(db, tenantId, deviceId)),
    locations: async (tenantId) => {
      const rows = await withTenant(pool, tenantId, (db) =>
        db.rows<{ id: string }>(`SELECT id FROM locations WHERE tenant_id = $1 AND status = 'active' ORDER BY id`, [
          tenantId,
        ]),
      );
      return rows.map((row) => row.id);
    },
    register: async (tenantId, registerId) => {
      const [row] = await withTenant(pool, tenantId, (db) =>
        db.rows<{ id: string; location_id: string }>(
          `SELECT id, location_id FROM registers WHERE tenant_id = $1 AND id = $2 AND status = 'active'`,
          [tenantId, registerId],
        ),
      );
      return row && { id: row.id, locationId: row.location_id };
    },
    command: async (tenantId, actor, name, args) => {
      const command = { id: randomUUID(), name, version: newestVersion(name), args, occurredAt: now() };
      const outcome = await withTenant(pool, tenantId, (db) => runCommand(db, tenantId, actor, command));
      onCommitted();
      if (outcome.status === 'applied') return outcome;
      throw new DomainError(outcome.code ?? 'command.refused', 'refused', outcome.message ?? '', outcome.details ?? {});
    },
  };
}

export function newestVersion(name: string): number {
  const mutator = newestMutator(name);
  if (!mutator) throw new Error(`there is no command ${name}`);
  return mutator.version;
}
