import * as z from 'zod';
import type { CustomerTerms } from '../../bridge/customer-queries.ts';
import { query, sees } from './define-query.ts';
import { id } from './params.ts';

interface Raw extends Omit<CustomerTerms, 'groups' | 'taxRelief'> {
  readonly groups: string;
  readonly taxRelief: string | null;
}

export const customersTerms = query('customers.terms', {
  params: z.strictObject({ id }),
  permission: 'customers.view',
  heavy: true,
  run: (reader, params, asking) => {
    const row = reader.get<Raw>(
      `SELECT groups, street, postal_code AS postalCode, vat_id AS vatId, tax_relief AS taxRelief FROM customers WHERE id = ?`,
      [params.id],
    );
    const named = reader.all<{ name: string }>(
      `SELECT DISTINCT j.value AS name FROM customers c, json_each(c.groups) j WHERE c.groups <> '[]'
         UNION SELECT g.value FROM price_lists l, json_each(l.terms, '$.groups') g WHERE l.terms IS NOT NULL ORDER BY 1`,
    );
    const terms = row && {
      ...row,
      ...(sees(asking, 'customers.contact') ? {} : { street: '', postalCode: '', vatId: null }),
      groups: JSON.parse(row.groups) as string[],
      taxRelief: row.taxRelief === null ? null : (JSON.parse(row.taxRelief) as CustomerTerms['taxRelief']),
    };
    return { terms: terms ?? null, groups: named.map(({ name }) => name) };
  },
});
