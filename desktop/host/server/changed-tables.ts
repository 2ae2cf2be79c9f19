/** Tables of the host and of sync, by what the screens call them; an empty name is nobody's business. */
const shown: Readonly<Record<string, string>> = {
  desk_baskets: 'basket',
  desk_basket_lines: 'basket',
  desk_basket_legs: 'basket',
  desk_card_attempts: 'basket',
  desk_devices: 'devices',
  desk_print_jobs: 'prints',
  sync_outbox: 'outbox',
  sync_attention: 'outbox',
  product_facts: 'products',
};

/** What windows are told of the tables that a transaction wrote. */
export function shownTables(written: Iterable<string>): string[] {
  const names = new Set<string>();
  for (const table of written) {
    const name = shown[table] ?? (/^(desk|sync|product_stale|variant_word|variant_pace)_?/.test(table) ? '' : table);
    if (name) names.add(name);
  }
  return [...names];
}
