import { isMailAddress } from '@tillhouse/shared/kernel/mail-address.ts';
import { batchId } from './import-products-batch.ts';
import { ImportProblem } from './import-problem.ts';
import type { Rejected } from '@tillhouse/shared/domains/catalog/files/shops/shop-sheet.ts';
import type { ImportTalk, ImportTarget } from './import-target.ts';
import { isWhole, valuesOf } from '@tillhouse/shared/domains/catalog/files/shops/product-columns.ts';
import { openSheet, type Sheet } from './read-rows.ts';
import type { SheetRow } from '@tillhouse/shared/domains/catalog/files/shops/shop-sheet.ts';
import { RejectedReport } from './rejected-report.ts';
import { type Batch, sendBatches } from './send-batches.ts';
import { idOf } from '@tillhouse/shared/kernel/source-ids.ts';

const SOURCE = 'shopify';
const CUSTOMERS_A_BATCH = 200;

export interface CustomersResult {
  readonly lines: number;
  readonly customers: number;
  /** Whose e-mail address is none, so that it was left out and the rest came in */
  readonly withoutEmail: number;
  readonly unknownColumns: readonly string[];
  readonly report: RejectedReport;
}

interface Read {
  readonly row: SheetRow;
  readonly customer: { readonly id: string; readonly email: string | null } & Record<string, unknown>;
  readonly badEmail: boolean;
}

const used = [
  ...['customer id', 'first name', 'last name', 'email', 'phone', 'note', 'tags'],
  ...['company', 'address1', 'address2', 'city', 'province code', 'country code', 'zip', 'phone'].map(
    (name) => `default address ${name}`,
  ),
  ...['accepts email marketing', 'accepts sms marketing', 'total spent', 'total orders'],
];

/** Digits that a spreadsheet keeps as text have a mark in front of them. */
const plain = (text: string) => text.replace(/^'/, '').trim();

function readCustomer(sheet: Sheet, row: SheetRow, reject: (row: Rejected) => void): Read | null {
  const { value } = valuesOf(sheet);
  const email = plain(value(row, 'email')).toLowerCase();
  const key = plain(value(row, 'customer id')) || email || plain(value(row, 'phone'));
  const person = [value(row, 'first name'), value(row, 'last name')].filter(Boolean).join(' ');
  const name = person || value(row, 'default address company') || email || plain(value(row, 'phone'));
  if (!key || !name) {
    const reason = 'neither a name nor an e-mail address nor a telephone number';
    reject({ line: row.line, code: 'no-name', reason, fields: row.fields });
    return null;
  }
  const country = value(row, 'default address country code').toUpperCase();
  const phone = plain(value(row, 'phone')) || plain(value(row, 'default address phone'));
  const isEmail = isMailAddress(email) && email.length <= 254;
  const company = person ? value(row, 'default address company') : '';
  const customer = {
    id: idOf(SOURCE, 'customer', key),
    name: name.slice(0, 200),
    email: isEmail ? email : null,
    phone: phone.slice(0, 40) || null,
    city: value(row, 'default address city').slice(0, 120) || null,
    country: /^[A-Z]{2}$/.test(country) ? country : null,
    note: [company, value(row, 'note'), value(row, 'tags')].filter(Boolean).join('\n').slice(0, 2_000),
    externalRef: `${SOURCE}:${key}`.slice(0, 200),
    status: 'active',
  };
  return { row, customer, badEmail: email !== '' && !isEmail };
}

/**
 * Brings a file of customers in, as Shopify exports them. The same file again adds nothing; a newer one brings those
 * that are there up to date.
 * @throws ImportProblem where it is no such file
 */
export async function importCustomers(
  target: ImportTarget,
  talk: ImportTalk,
  options: { readonly path: string; readonly reportPath: string },
): Promise<CustomersResult> {
  const sheet = await openSheet(options.path);
  const { names, has } = valuesOf(sheet);
  if (!has('email') || !(has('first name') || has('last name'))) {
    throw new ImportProblem(
      `This is not a file of customers we can read: it needs the columns Email and First Name or Last Name. Its columns are ${sheet.columns.slice(0, 12).join(', ')}. Nothing was changed.`,
    );
  }
  const report = new RejectedReport(options.reportPath, sheet.columns);
  const reject = report.add.bind(report);
  const seen = new Map<string, number>();
  const read: Read[] = [];
  let lines = 0;
  for await (const row of sheet.rows) {
    lines += 1;
    const one = isWhole(row, names.length, reject) ? readCustomer(sheet, row, reject) : null;
    const before = one && seen.get(one.customer.id);
    if (one && before !== undefined && before !== null) {
      reject({ line: row.line, code: 'twice', reason: `the same customer as line ${before}`, fields: row.fields });
    } else if (one) {
      seen.set(one.customer.id, row.line);
      read.push(one);
    }
  }
  let customers = 0;
  let again: Batch[] = [];
  const batchOf = (some: readonly Read[]): Batch => {
    const args = { customers: some.map(({ customer }) => customer) };
    return {
      ...{ command: 'customers.save', args, id: batchId(SOURCE, 'customers.save', args) },
      onOutcome: ({ status, code, message }) => {
        const [first] = some;
        if (status === 'applied') {
          customers += some.length;
          talk.progress(`${customers.toLocaleString('en')} of ${read.length.toLocaleString('en')} customers are in`);
        } else if (some.length === 1 && first) {
          const { line, fields } = first.row;
          reject({ line, code: code ?? 'refused', reason: message ?? 'refused', fields });
        } else {
          // In halves, until the one that the shop refuses stands alone.
          const middle = Math.ceil(some.length / 2);
          again.push(batchOf(some.slice(0, middle)), batchOf(some.slice(middle)));
        }
      },
    };
  };
  const first = Array.from({ length: Math.ceil(read.length / CUSTOMERS_A_BATCH) }, (_, at) =>
    batchOf(read.slice(at * CUSTOMERS_A_BATCH, (at + 1) * CUSTOMERS_A_BATCH)),
  );
  for (let next = first; next.length > 0 && !talk.stopped(); ) {
    await sendBatches(target, next, talk, 2);
    next = again;
    again = [];
  }
  await report.close();
  const withoutEmail = read.filter(({ badEmail }) => badEmail).length;
  return {
    lines,
    customers,
    withoutEmail,
    unknownColumns: names.filter((name) => name && !used.includes(name)),
    report,
  };
}
