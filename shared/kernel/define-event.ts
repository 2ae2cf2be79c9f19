import type * as z from 'zod/mini';

export interface EventDefinition<P = unknown> {
  /** `domain.noun-verbed` */
  readonly name: string;
  readonly version: number;
  readonly payload: z.ZodMiniType<P>;
  readonly doc: string;
  /** The field of the payload that names the aggregate; events of one aggregate are delivered in order. */
  readonly aggregate: string;
}

const registry = new Map<string, EventDefinition>();

export function defineEvent<P>(definition: EventDefinition<P>): EventDefinition<P> {
  if (registry.has(definition.name)) throw new Error(`event ${definition.name} is defined twice`);
  registry.set(definition.name, definition as EventDefinition);
  return definition;
}

export function declaredEvents(): EventDefinition[] {
  return [...registry.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
