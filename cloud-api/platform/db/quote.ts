/** The one place where a name enters SQL text: names of our own tables and roles, never a caller's. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text constant where Postgres takes no parameter (CREATE ROLE … PASSWORD). */
export function quoteText(text: string): string {
  if (text.includes('\\') || text.includes('\0')) throw new Error('cannot be written as an SQL constant');
  return `'${text.replaceAll("'", "''")}'`;
}
