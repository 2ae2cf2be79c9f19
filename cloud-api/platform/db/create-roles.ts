import type pg from 'pg';
import { codeOf } from './unavailable.ts';
import { quoteName, quoteText } from './quote.ts';
import { type RoleName, roleNames, rolePassword } from './roles.ts';

const attributes: Record<RoleName, string> = {
  app: 'NOSUPERUSER NOBYPASSRLS NOREPLICATION',
  identity: 'NOSUPERUSER NOBYPASSRLS NOREPLICATION',
  system: 'NOSUPERUSER NOBYPASSRLS NOREPLICATION',
  operator: 'NOSUPERUSER NOBYPASSRLS NOREPLICATION',
  payments: 'NOSUPERUSER NOBYPASSRLS NOREPLICATION',
  replicator: 'NOSUPERUSER BYPASSRLS REPLICATION',
};

/** Makes the roles of the cluster, or sets their attributes and passwords again. They own nothing and create nothing. */
export async function createRoles(client: pg.ClientBase, adminUrl: string): Promise<void> {
  for (const role of roleNames) {
    const password = rolePassword(adminUrl, role);
    const secret = password === undefined ? 'PASSWORD NULL' : `PASSWORD ${quoteText(password)}`;
    const words = `LOGIN NOCREATEDB NOCREATEROLE NOINHERIT ${attributes[role]} ${secret}`;
    try {
      await client.query(`CREATE ROLE ${quoteName(role)} ${words}`);
    } catch (error) {
      // duplicate_object, or another migration made it in the same moment
      if (codeOf(error) !== '42710' && codeOf(error) !== '23505') throw error;
      await client.query(`ALTER ROLE ${quoteName(role)} ${words}`);
    }
  }
}
