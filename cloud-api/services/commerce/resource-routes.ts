import { seenBy } from '@tillhouse/shared/domains/access/rights.ts';
import type { Column } from '@tillhouse/shared/kernel/columns.ts';
import * as z from 'zod';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';
import { readOne, readPage, sqlNameOf } from './read-rows.ts';
import { type Resource, resources } from './resources.ts';
import { seesOf, tagOf } from './row-tags.ts';

const LARGEST_PAGE = 200;

export function resourceRoutes(context: CommerceContext): Route[] {
  return resources.flatMap((resource) => {
    const single = resource.table.key.length === 1 && resource.table.columns[resource.table.key[0]!]?.kind === 'uuid';
    return [listRoute(context, resource), ...(single ? [oneRoute(context, resource)] : [])];
  });
}

function listRoute(context: CommerceContext, resource: Resource): Route {
  const filters = resource.filters.map(
    (name) => [name, filterSchema(resource.table.columns[name]!).optional()] as const,
  );
  const query = z.strictObject({
    limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(50),
    cursor: z.string().max(2_000).optional().describe('`next` of the page before'),
    ...Object.fromEntries(filters),
  });
  return route(
    {
      method: 'GET',
      path: `/v1/${resource.name}`,
      summary: `List ${resource.name.replaceAll('-', ' ')}`,
      description: resource.table.doc,
      tag: 'Records',
      access: { as: 'staff', permission: resource.permission },
      query,
      answers: {
        200: {
          description: 'A page',
          schema: z.object({ rows: z.array(rowSchema(resource)), next: z.string().nullable() }),
        },
      },
    },
    ({ query: { limit, cursor, ...rest }, caller }) => {
      const { tenantId } = caller as StaffCaller;
      const chosen = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      return withTenant(context.pool, tenantId, (db) =>
        readPage(db, resource, { tenantId, limit, cursor, filters: chosen, sees: seesOf(caller as StaffCaller) }),
      );
    },
  );
}

function oneRoute(context: CommerceContext, resource: Resource): Route {
  return route(
    {
      method: 'GET',
      path: `/v1/${resource.name}/:id`,
      summary: `One of the ${resource.name.replaceAll('-', ' ')}`,
      description: resource.table.doc,
      tag: 'Records',
      access: { as: 'staff', permission: resource.permission },
      params: z.object({ id: z.uuid() }),
      answers: {
        200: { description: 'The row; `ETag` names it as it stands', schema: rowSchema(resource) },
        304: { description: 'As you have it' },
      },
    },
    async ({ params, caller, request, reply }) => {
      const { tenantId } = caller as StaffCaller;
      const row = await withTenant(context.pool, tenantId, (db) =>
        readOne(db, resource, tenantId, params.id, seesOf(caller as StaffCaller)),
      );
      if (!row) throw notFound('row');
      const tag = tagOf(resource, params.id, row);
      reply.header('etag', tag).header('cache-control', 'private, no-cache');
      if (request.headers['if-none-match'] === tag) return reply.status(304).send();
      return row;
    },
  );
}

function filterSchema(column: Column<unknown>): z.ZodType {
  if (column.allowed) return z.enum(column.allowed as [string, ...string[]]);
  if (column.kind === 'uuid') return z.uuid();
  if (column.kind === 'date') return z.iso.date();
  if (column.kind === 'integer') return z.coerce.number().int();
  return z.string().max(300);
}

export function rowSchema({ table, permission, hidden = [] }: Resource): z.ZodType {
  const fields = Object.entries(table.columns).filter(([name]) => !hidden.includes(name));
  return z.object(
    Object.fromEntries(
      fields.map(([name, column]) => {
        const needed = seenBy(table.name, sqlNameOf(table, name));
        if (needed === undefined || needed === permission) return [name, valueSchema(column)];
        return [name, valueSchema(column).optional().describe(`Not there without the permission ${needed}`)];
      }),
    ),
  );
}

function valueSchema(column: Column<unknown>): z.ZodType {
  const plain = plainSchema(column);
  return column.nullable ? plain.nullable() : plain;
}

function plainSchema(column: Column<unknown>): z.ZodType {
  if (column.allowed) return z.enum(column.allowed as [string, ...string[]]);
  switch (column.kind) {
    case 'uuid':
      return z.uuid();
    case 'boolean':
      return z.boolean();
    case 'integer':
      return z.number().int();
    case 'instant':
      return z.number().int().describe('Epoch milliseconds');
    case 'date':
      return z.iso.date();
    case 'json':
      return z.unknown();
    case 'text':
      return z.string();
  }
}
