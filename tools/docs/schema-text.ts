import * as z from 'zod';

interface JsonSchema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly maxItems?: number;
}

function textOf(schema: JsonSchema, depth: number): string {
  if (schema.enum) return schema.enum.map((value) => `'${String(value)}'`).join(' · ');
  if (schema.const !== undefined) return `'${String(schema.const)}'`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((choice) => textOf(choice, depth)).join(' or ');
  if (schema.type === 'array') {
    const most = schema.maxItems === undefined ? '' : `, at most ${schema.maxItems}`;
    return `list of ${schema.items ? textOf(schema.items, depth) : 'anything'}${most}`;
  }
  if (schema.type === 'object' && schema.properties) {
    if (depth > 2) return '{…}';
    const required = new Set(schema.required);
    const fields = Object.entries(schema.properties).map(
      ([name, field]) => `${name}${required.has(name) ? '' : '?'}: ${textOf(field, depth + 1)}`,
    );
    return `{ ${fields.join(', ')} }`;
  }
  if (schema.type === 'object') return 'object';
  return schema.type ?? 'anything';
}

/** The shape of a zod schema in a line: `{ orderId: string, reason?: string }`. */
export function schemaText(schema: unknown): string {
  const written = z.toJSONSchema(schema as z.ZodType, { unrepresentable: 'any', io: 'input' });
  return textOf(written as unknown as JsonSchema, 0);
}
