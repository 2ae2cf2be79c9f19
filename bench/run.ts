import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, BenchContext, Calibration, Figure } from './bench.ts';
import { reaches } from './figures.ts';

/** Each in a file of its own, loaded when it is asked for. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  'till-sale': async () => (await import('./benches/till-sale.ts')).tillSale,
  'till-print': async () => (await import('./benches/till-print.ts')).tillPrint,
  'till-switch': async () => (await import('./benches/till-switch.ts')).tillSwitch,
  'till-day': async () => (await import('./benches/till-day.ts')).tillDay,
  'old-till': async () => (await import('./benches/old-till.ts')).oldTill,
  'cold-start': async () => (await import('./benches/cold-start.ts')).coldStart,
  'initial-sync': async () => (await import('./benches/initial-sync.ts')).initialSync,
  push: async () => (await import('./benches/push.ts')).push,
  import: async () => (await import('./benches/import.ts')).importBench,
  'storefront-list': async () => (await import('./benches/storefront-list.ts')).storefrontList,
  'storefront-detail': async () => (await import('./benches/storefront-detail.ts')).storefrontDetail,
  'storefront-search': async () => (await import('./benches/storefront-search.ts')).storefrontSearch,
  pricing: async () => (await import('./benches/pricing.ts')).pricing,
  rebase: async () => (await import('./benches/rebase.ts')).rebase,
  fanout: async () => (await import('./benches/fanout.ts')).fanout,
  authz: async () => (await import('./benches/authz.ts')).authz,
  growth: async () => (await import('./benches/growth.ts')).growth,
  orders: async () => (await import('./benches/orders.ts')).orders,
  'storefront-lighthouse': async () => (await import('./benches/storefront-lighthouse.ts')).storefrontLighthouse,
  'widget-host': async () => (await import('./benches/widget-host.ts')).widgetHost,
  'widget-size': async () => (await import('./benches/widget-size.ts')).widgetSize,
  checkout: async () => (await import('./benches/checkout.ts')).checkout,
  'order-streams': async () => (await import('./benches/order-streams.ts')).orderStreams,
  'oversell-offline': async () => (await import('./benches/oversell-offline.ts')).oversellOffline,
  oversell: async () => (await import('./benches/oversell.ts')).oversell,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, list: { type: 'boolean' } },
});

const say = (text: string) => process.stderr.write(`${text}\n`);

async function list(): Promise<void> {
  for (const [name, load] of Object.entries(benches)) {
    const bench = await load();
    process.stdout.write(`${name.padEnd(16)} ${bench.doc}\n${' '.repeat(17)}${bench.figures.join(' · ')}\n`);
  }
}

function show(bench: Bench, figures: readonly Figure[], calibration: Calibration): void {
  const rows = figures.map((figure) => {
    const reached = reaches(figure);
    const quantiles = [
      ['p50', figure.p50],
      ['p95', figure.p95],
      ['p99', figure.p99],
    ].flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
    return [
      figure.name,
      `${figure.value} ${figure.unit}`,
      figure.goal,
      reached === null ? '' : reached ? 'reached' : 'MISSED',
      `n ${figure.n}, ${quantiles.join(', ')}`,
      figure.note ?? '',
    ];
  });
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  process.stdout.write(`\n${bench.name}\n`);
  for (const row of rows)
    process.stdout.write(
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  process.stdout.write(
    `  beside it: ${calibration.name} ${calibration.before} ${calibration.unit} before, ${calibration.after} after\n`,
  );
}

/** One object for each figure; only what was measured is in it. */
function print(bench: Bench, figures: readonly Figure[], calibration: Calibration): void {
  for (const { goal: _goal, note, ...figure } of figures) {
    process.stdout.write(
      `${JSON.stringify({ bench: bench.name, ...figure, calibration, ...(note ? { note } : {}) })}\n`,
    );
  }
}

async function runBench(bench: Bench): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), `tillhouse-bench-${bench.name}-`));
  const ends: (() => Promise<unknown> | unknown)[] = [];
  const context: BenchContext = { quick: values.quick ?? false, say, folder, onEnd: (work) => void ends.push(work) };
  try {
    say(`${bench.name}: ${bench.doc}`);
    const before = await bench.calibrate(context);
    const figures = await bench.run(context);
    const after = await bench.calibrate(context);
    const calibration = { name: before.name, unit: before.unit, before: before.value, after: after.value };
    const bad = figures.find(({ value }) => !Number.isFinite(value));
    if (bad) throw new Error(`${bad.name} has no value`);
    if (values.json) print(bench, figures, calibration);
    else show(bench, figures, calibration);
  } finally {
    for (const end of ends.reverse())
      await Promise.resolve(end()).catch((error: unknown) => say(`while ending: ${String(error)}`));
    rmSync(folder, { recursive: true, force: true });
  }
}

if (values.list) await list();
else {
  const names = positionals.length > 0 ? positionals : [];
  const unknown = names.filter((name) => !(name in benches));
  if (names.length === 0 || unknown.length > 0) {
    say(
      `${unknown.length > 0 ? `There is no bench ${unknown.join(', ')}.` : 'Which bench?'} There are: ${Object.keys(benches).join(', ')}.\n  npm run bench -- NAME [--json] [--quick]`,
    );
    process.exitCode = 2;
  }
  for (const name of unknown.length > 0 ? [] : names) {
    try {
      await runBench(await (benches[name] as () => Promise<Bench>)());
    } catch (error) {
      say(`${name} failed: ${error instanceof Error ? error.stack : String(error)}`);
      process.exitCode = 1;
    }
  }
}
// What a bench could not close must not keep it from ending.
setTimeout(() => process.exit(), 3_000).unref();
