import type { Engine } from '../data/connection.ts';

/** The pieces in which the cloud’s SQL differs from the desk’s: every key starts with the tenant. */
export interface TenantSql {
  /** `a.tenant_id, ` in the cloud, nothing at the desk */
  of(alias: string): string;
  /** ` AND a.tenant_id = b.tenant_id` */
  same(a: string, b: string): string;
  /** A sum as an integer of the engine: Postgres sums bigint to numeric. */
  sum(expression: string): string;
}

const engines: Record<Engine, TenantSql> = {
  sqlite: { of: () => '', same: () => '', sum: (expression) => `coalesce(sum(${expression}), 0)` },
  postgres: {
    of: (alias) => `${alias}.tenant_id, `,
    same: (a, b) => ` AND ${a}.tenant_id = ${b}.tenant_id`,
    sum: (expression) => `coalesce(sum(${expression}), 0)::bigint`,
  },
};

export function onBoth(write: (tenant: TenantSql, engine: Engine) => string): Record<Engine, string> {
  return { sqlite: write(engines.sqlite, 'sqlite'), postgres: write(engines.postgres, 'postgres') };
}

/** Holds only in the cloud, since a desk has a part of the rows. */
export function inCloud(write: (tenant: TenantSql) => string): Record<Engine, string> {
  return { sqlite: 'SELECT 1 AS one WHERE 1 = 0', postgres: write(engines.postgres) };
}
