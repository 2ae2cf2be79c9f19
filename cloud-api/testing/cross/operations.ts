import type { TestCloud } from '../test-cloud.ts';
import type { Schema } from './sample-of.ts';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
}

/** An operation as the cloud's own document tells it, so that a new one is here by itself. */
export interface Operation {
  /** `GET /v1/products/{id}` */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly needs: 'nobody' | 'bearer' | 'publishableKey' | 'shopper' | 'operator';
  readonly parameters: readonly Parameter[];
  readonly body?: Schema;
}

interface Written {
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

export async function operationsOf({ call }: Pick<TestCloud, 'call'>): Promise<Operation[]> {
  const { body } = await call('GET', '/openapi.json');
  const paths = Object.entries(body.paths as Record<string, Record<string, Written>>);
  return paths.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, written]) => {
      const schema = written.requestBody?.content['application/json']?.schema;
      const [scheme] = written.security;
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        needs: scheme === undefined ? 'nobody' : (Object.keys(scheme)[0] as Operation['needs']),
        parameters: written.parameters ?? [],
        ...(schema && { body: schema }),
      };
    }),
  );
}

/** The path with its parameters filled in and the query behind it. */
export function addressOf(operation: Operation, values: Readonly<Record<string, string>>): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  );
  const query = new URLSearchParams();
  for (const { name, in: where } of operation.parameters) {
    const value = values[name];
    if (where === 'query' && value !== undefined) query.set(name, value);
  }
  return query.size === 0 ? path : `${path}?${query}`;
}
