import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { importCustomers } from './import-customers.ts';
import { quietTalk, recordingTarget } from './testing/recording-target.ts';

const folder = mkdtempSync(join(tmpdir(), 'tillhouse-customers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const reportPath = join(folder, 'rejected.csv');
const header =
  'Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address City,Default Address Country Code,Default Address Phone,Phone,Total Spent,Note,Tax Exempt,Tags';

function write(rows: readonly string[]): string {
  const path = join(folder, 'customers.csv');
  writeFileSync(path, `\uFEFF${[header, ...rows].join('\r\n')}`);
  return path;
}

test('customers come in once, with what can be kept of them; what cannot is named by its line', async () => {
  const shop = recordingTarget();
  const path = write([
    `'6501,Zoë,O'Hara,ZOE@post.example,yes,Tide Ltd,Bath,gb,'+44 1225 1,,120.00,"rings, first",no,vip`,
    `'6502,,,shop@cafe.example,no,Lime Café,Graz,AT,,'+43 316 2,0,,yes,`,
    `'6503,Max,Muster,not an address,no,,,Austria,,,0,,no,`,
    `'6504,,,,no,,,,,,0,,no,`,
    `'6501,Zoë,Again,zoe@post.example,no,,,,,,0,,no,`,
    'short,row',
  ]);
  const done = await importCustomers(shop.target, quietTalk, { path, reportPath });
  expect(done).toMatchObject({ lines: 6, customers: 3, withoutEmail: 1, unknownColumns: ['tax exempt'] });
  expect(done.customers + done.report.total).toBe(done.lines);
  expect(shop.rows('customers.save', 'customers')).toMatchObject([
    {
      ...{ name: "Zoë O'Hara", email: 'zoe@post.example', phone: '+44 1225 1', city: 'Bath', country: 'GB' },
      ...{ note: 'Tide Ltd\nrings, first\nvip', externalRef: 'shopify:6501', status: 'active' },
    },
    { name: 'Lime Café', email: 'shop@cafe.example', phone: '+43 316 2', country: 'AT', note: '' },
    { name: 'Max Muster', email: null, country: null },
  ]);
  const told = readFileSync(reportPath, 'utf8');
  for (const code of ['no-name', 'twice', 'wrong-field-count']) expect(told).toContain(code);
  const before = shop.commands.length;
  await importCustomers(shop.target, quietTalk, { path, reportPath });
  expect(shop.commands).toHaveLength(before);
});

test('the one that the shop refuses is left out alone, and a file of something else is refused whole', async () => {
  const refused = { status: 'refused', code: 'customers.no', message: 'No.', details: null } as const;
  const shop = recordingTarget(({ args }) =>
    (args.customers as unknown as { name: string }[]).some(({ name }) => name === 'Bad Egg') ? refused : null,
  );
  const rows = ['Ann A', 'Bad Egg', 'Cy C', 'Di D', 'Ed E'].map((name, at) => {
    const [given, family] = name.split(' ');
    return `${at},${given},${family},p${at}@post.example,no,,,,,,0,,no,`;
  });
  const done = await importCustomers(shop.target, quietTalk, { path: write(rows), reportPath });
  expect(done).toMatchObject({ customers: 4 });
  expect(readFileSync(reportPath, 'utf8')).toContain('3,customers.no,No.');
  const other = join(folder, 'other.csv');
  writeFileSync(other, 'sku,name\n1,2\n');
  await expect(importCustomers(shop.target, quietTalk, { path: other, reportPath })).rejects.toThrow(/sku, name/);
});
