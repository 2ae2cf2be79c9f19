import fc from 'fast-check';
import { expect, test } from 'vitest';
import { multiply, sum } from '../../kernel/money.ts';
import { crossRate, publishedRates, typedRate } from './ecb-rates.ts';
import { inBooks, minorRate, rateOn, rateShown, shiftOf } from './exchange.ts';
import type { Posting } from './rules.ts';

const at = (account: Posting['account'], amount: number, detail = ''): Posting => ({ account, detail, amount });
const sums = (lines: readonly { readonly account: string; readonly amount: number }[], account?: string) =>
  sum(lines.flatMap((line) => (account === undefined || line.account === account ? [line.amount] : [])));
const rate = (text: string) => minorRate(text, 0);

test('a sale at its rate: earned, taxed and due in the books, and what rounding leaves is on its largest line', () => {
  const sale = [at('sales', -1_000), at('tax', -333, '20/100'), at('due', 1_333)];
  const of = inBooks(sale, { locked: rate('85/100'), now: rate('85/100'), dueBefore: 0 });
  expect(of).toEqual([
    { account: 'sales', detail: '', amount: -850 },
    { account: 'tax', detail: '20/100', amount: -283 },
    { account: 'due', detail: '', amount: 1_133 },
  ]);
  const paid = inBooks([at('tender', 1_333, 'bank'), at('due', -1_333)], {
    ...{ locked: rate('85/100'), now: rate('9/10'), dueBefore: 1_333 },
  });
  expect(paid).toEqual([
    { account: 'tender', detail: 'bank', amount: 1_200 },
    { account: 'due', detail: '', amount: -1_133 },
    { account: 'exchange', detail: '', amount: -67 },
  ]);
  const back = inBooks([at('refund', 1_000), at('tax', 333, '20/100'), at('tender', -1_333, 'card')], {
    ...{ locked: rate('85/100'), now: rate('9/10'), dueBefore: 0 },
  });
  expect(back.map(({ account, amount }) => [account, amount])).toEqual([
    ...[
      ['refund', 850],
      ['tax', 283],
    ],
    ...[
      ['tender', -1_200],
      ['exchange', 67],
    ],
  ]);
});

test('currencies of 0, 2 and 3 decimals', () => {
  expect([shiftOf('EUR', 'JPY'), shiftOf('JPY', 'EUR'), shiftOf('KWD', 'EUR'), shiftOf('EUR', 'GBP')]).toEqual([
    ...[-2, 2, -1, 0],
  ]);
  expect(multiply(1_050, minorRate('165', -2))).toBe(1_733);
  expect(multiply(1_733, minorRate('1/165', 2))).toBe(1_050);
});

const amounts = fc.array(fc.integer({ min: -5_000_000, max: 5_000_000 }), { minLength: 1, maxLength: 6 });
const anyRate = fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }));
const names = ['sales', 'tax', 'shipping', 'fee', 'tender', 'drawer'] as const;

test('whatever moves at whatever rates, an entry sums to nothing; at one rate nothing is gained by what is earned', () => {
  fc.assert(
    fc.property(amounts, anyRate, anyRate, fc.boolean(), (some, [n, d], [m, e], same) => {
      const lines = [
        ...some.map((amount, index) => at(names[index] ?? 'sales', amount)),
        at('due', sum(some.map((amount) => -amount))),
      ];
      const locked = { n: BigInt(n), d: BigInt(d) };
      const now = same ? locked : { n: BigInt(m), d: BigInt(e) };
      const books = inBooks(lines, { locked, now, dueBefore: 0 });
      expect(sums(books)).toBe(0);
      if (same) expect(sums(books, 'exchange')).toBe(0);
      expect(sums(books, 'due')).toBe(multiply(sums(lines, 'due'), locked));
    }),
  );
});

test('in however many parts it is paid, what is due comes to nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 9 }),
      anyRate,
      (parts, [n, d]) => {
        const [locked, now] = [{ n: BigInt(n), d: BigInt(d) }, rate('9/10')];
        let due = sum(parts);
        let inThem = multiply(due, locked);
        for (const part of parts) {
          const lines = inBooks([at('tender', part, 'bank'), at('due', -part)], { locked, now, dueBefore: due });
          expect(sums(lines)).toBe(0);
          due -= part;
          inThem += sums(lines, 'due');
          expect(inThem).toBe(multiply(due, locked));
        }
        expect(inThem).toBe(0);
      },
    ),
  );
});

test('a rate holds from its day until the next', () => {
  const rates = [{ day: '2026-11-20' }, { day: '2026-11-24' }, { day: '2026-11-18' }];
  const on = (day: string) => rateOn(rates, day)?.day;
  expect([on('2026-11-17'), on('2026-11-18'), on('2026-11-23'), on('2026-11-24'), on('2027-01-01')]).toEqual([
    ...[undefined, '2026-11-18', '2026-11-20', '2026-11-24', '2026-11-24'],
  ]);
});

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<Cube>
		<Cube time='2026-11-26'>
			<Cube currency='USD' rate='1.0563'/>
			<Cube currency='JPY' rate='160.5'/>
			<Cube currency='GBP' rate='0.8329'/>
			<Cube currency='XXX' rate='none'/>
		</Cube>
	</Cube>
</gesmes:Envelope>`;

test('the ECB’s daily XML, its CSV and its history say the same', () => {
  const [day] = publishedRates(xml);
  if (!day) throw new Error('no day');
  expect([day.day, [...day.perEuro.keys()]]).toEqual(['2026-11-26', ['USD', 'JPY', 'GBP']]);
  expect(crossRate(day, 'USD', 'EUR')).toBe('10000/10563');
  expect(crossRate(day, 'EUR', 'GBP')).toBe('8329/10000');
  expect(crossRate(day, 'USD', 'GBP')).toBe('8329/10563');
  expect([crossRate(day, 'CHF', 'GBP'), crossRate(day, 'GBP', 'GBP')]).toEqual([null, null]);
  const csv = 'Date, USD, JPY, GBP, \n26 November 2026, 1.0563, 160.5, 0.8329, \n';
  expect(publishedRates(csv)).toEqual([day]);
  const history = 'Date,USD,CYP,\n2026-11-25,1.05,N/A,\n2026-11-26,1.0563,N/A,\n';
  expect(publishedRates(history).map((one) => [one.day, [...one.perEuro]])).toEqual([
    ['2026-11-26', [['USD', '1.0563']]],
    ['2026-11-25', [['USD', '1.05']]],
  ]);
  for (const other of ['', 'name,price\na,1\n', '<html></html>', 'Date,USD\nyesterday,1\n'])
    expect(publishedRates(other)).toEqual([]);
});

test('typed and shown', () => {
  expect(['0.85', '1,2', '3', '0', '0.0', '-1', 'x', '1e3', ''].map(typedRate)).toEqual([
    ...['17/20', '6/5', '3', null, null, null, null, null, null],
  ]);
  expect(['17/20', '3', '8329/10563', '1/160'].map(rateShown)).toEqual(['0.85', '3', '0.788507', '0.00625']);
  const others = ['8533/10000', '2', '1/3', '150/1', '75/86'];
  expect(others.map(rateShown)).toEqual(['0.8533', '2', '0.333333', '150', '0.872093']);
});
