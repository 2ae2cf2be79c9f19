import * as z from 'zod';
import { stepUpFor } from '../auth/step-up.ts';
import type { Answer, Route } from './route.ts';

type Json = Record<string, unknown>;

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe('What is wrong, what is safe, what to do'),
    code: z.string().describe('For programs: `domain.kebab-case`'),
    details: z.record(z.string(), z.unknown()),
    requestId: z.string(),
  })
  .describe('RFC 9457 problem details');

const securitySchemes: Json = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description:
      'An access token of a person (`POST /auth/session`) or a device (`POST /auth/token`), or a secret API key.',
  },
  operator: {
    type: 'http',
    scheme: 'bearer',
    description: 'The session of somebody who runs the platform (`POST /operator/v1/session`). No token of a tenant.',
  },
  publishableKey: { type: 'http', scheme: 'bearer', description: 'The publishable key of a shop; it may be public.' },
  shopper: {
    type: 'http',
    scheme: 'bearer',
    description:
      'The token of a shopper (`POST /shop/v1/account/sessions`), with the publishable key of the same shop as `X-Publishable-Key`.',
  },
};

const security: Record<Route['definition']['access']['as'], Json[]> = {
  open: [],
  staff: [{ bearer: [] }],
  person: [{ bearer: [] }],
  device: [{ bearer: [] }],
  shop: [{ publishableKey: [] }],
  shopper: [{ shopper: [] }],
  operator: [{ operator: [] }],
};

export function toSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const written = z.toJSONSchema(schema, { target: 'openapi-3.0', unrepresentable: 'any', io, cycles: 'throw' });
  const { $schema: _schema, ...rest } = written as Json;
  return { ...rest };
}

/** The OpenAPI 3.0.3 document of the mounted routes, from the schemas that validate them. */
export function openApiDocument(routes: readonly Route[], info: { title: string; version: string }): Json {
  const paths: Record<string, Json> = {};
  for (const each of [...routes].sort((a, b) => (a.definition.path < b.definition.path ? -1 : 1))) {
    const path = each.definition.path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [each.definition.method.toLowerCase()]: operation(each) };
  }
  return {
    openapi: '3.0.3',
    info: { ...info, license: { name: 'Apache-2.0' } },
    paths,
    components: { securitySchemes, schemas: { Problem: toSchema(problem, 'output') } },
  };
}

function operation({ definition }: Route): Json {
  const { method, path, access } = definition;
  const permission =
    'permission' in access && access.permission ? `Needs the permission \`${access.permission}\`.` : '';
  const stepUp = stepUpFor(`${method} ${path}`, access);
  const fresh = stepUp
    ? `Asks a person for a factor shown in the last ${stepUp.minutes} minutes${stepUp.over ? ', where it is over the store’s limit' : ''}; without one it answers 403 \`access.step-up-needed\`, which names what will do.`
    : '';
  const description = [definition.description, permission, fresh].filter(Boolean).join('\n\n');
  const responses: Json = {};
  for (const [status, answer] of Object.entries(definition.answers)) responses[status] = response(answer);
  responses['default'] = {
    description: 'A problem',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_all, next: string | undefined) => (next ?? '').toUpperCase())}`,
    summary: definition.summary,
    ...(description ? { description } : {}),
    tags: [definition.tag],
    security: security[access.as],
    ...(stepUp ? { 'x-step-up': { name: stepUp.name, minutes: stepUp.minutes } } : {}),
    parameters: parameters(definition),
    ...(definition.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: toSchema(definition.body, 'input') } },
          },
        }
      : {}),
    responses,
  };
}

function response(answer: Answer): Json {
  const type = answer.contentType ?? 'application/json';
  const schema = answer.schema
    ? toSchema(answer.schema, 'output')
    : type === 'application/json'
      ? undefined
      : { type: 'string' };
  return { description: answer.description, ...(schema ? { content: { [type]: { schema } } } : {}) };
}

function parameters(definition: Route['definition']): Json[] {
  const list: Json[] = [];
  for (const [where, schema] of [
    ['path', definition.params],
    ['query', definition.query],
  ] as const) {
    if (!schema) continue;
    const { properties = {}, required = [] } = toSchema(schema, 'input') as { properties?: Json; required?: string[] };
    for (const [name, property] of Object.entries(properties)) {
      const { description, ...rest } = property as Json;
      list.push({
        name,
        in: where,
        required: where === 'path' || required.includes(name),
        ...(description ? { description } : {}),
        schema: rest,
      });
    }
  }
  for (const [name, header] of Object.entries(definition.headers ?? {})) {
    list.push({
      name,
      in: 'header',
      required: true,
      description: header.description,
      schema: toSchema(header.schema, 'input'),
    });
  }
  return list;
}
