/** What a person needs once everything runs. */
export type Standing = {
  office: string;
  till: string;
  shop: string;
  api: string;
  email: string;
  password: string;
  pin?: string | undefined;
  dataDir: string;
  /** Where letters to people go */
  letters: string;
  window: string;
  took: string;
};

/** The one block at the end of a start. */
export function block(standing: Standing): string {
  const rows: [string, string][] = [
    ['Back office', standing.office],
    ['Till', standing.till],
    ['Web shop', `${standing.api}/s/larkhall`],
    ['Demo shop page', standing.shop],
    ['API', `${standing.api}/openapi.json`],
    ['', ''],
    ['Sign in', `${standing.email}   password ${standing.password}${standing.pin ? `   PIN ${standing.pin}` : ''}`],
    ['Data', standing.dataDir],
    ['Letters', standing.letters],
    ['Window', standing.window],
    ['', ''],
    ['Stop', 'Ctrl-C'],
    ['Cut the network', 'c and Enter takes the cloud away from the desk, and again brings it back'],
    ['New address', 'o and Enter (the addresses of office and till work once)'],
  ];
  const line = '─'.repeat(78);
  const body = rows.map(([name, value]) => (name ? `  ${name.padEnd(16)} ${value}` : ''));
  return ['', line, `  Tillhouse stands (${standing.took}): demo shop Larkhall`, '', ...body, line, ''].join('\n');
}
