import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findChromium, noChromium } from '../../tools/parts/chromium.ts';

const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
export type Category = (typeof categories)[number];
export type Scores = Readonly<Record<Category, number>>;

export interface Looked {
  /** 0 to 100 */
  readonly scores: Scores;
  /** Names of what cost points */
  readonly lost: readonly string[];
}

const VERSION = '13.5.0';
const MISSING = `Lighthouse is not installed. It is no dependency of the house, since it and its telemetry take 176 MB: npm install --no-save lighthouse@${VERSION}, or set LIGHTHOUSE to a folder that has it.`;

/** Its program and the browser. @throws an Error that names what is missing, and how to get it */
export function findLighthouse(): { readonly program: string; readonly chrome: string } {
  const chrome = findChromium();
  if (!chrome) throw new Error(noChromium);
  const own = process.env['LIGHTHOUSE'];
  try {
    const file = own ? join(own, 'package.json') : createRequire(import.meta.url).resolve('lighthouse/package.json');
    const program = join(dirname(file), 'cli/index.js');
    if (existsSync(program)) return { program, chrome };
  } catch {
    // Told below.
  }
  throw new Error(MISSING);
}

interface Report {
  readonly runtimeError?: { readonly message: string };
  readonly categories: Readonly<
    Record<
      string,
      { readonly score: number | null; readonly auditRefs: readonly { readonly id: string; readonly weight: number }[] }
    >
  >;
  readonly audits: Readonly<Record<string, { readonly score: number | null; readonly title: string }>>;
}

/** A page as a phone of the middle sees it: a slow 4G line and a processor four times slower, as Lighthouse takes them. */
export async function lookAt(
  { program, chrome }: ReturnType<typeof findLighthouse>,
  url: string,
  { folder, skip = [] }: { readonly folder: string; readonly skip?: readonly string[] },
): Promise<Looked> {
  const output = join(mkdtempSync(join(folder, 'look-')), 'report.json');
  const flags = '--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking';
  const args = [
    ...[program, url, '--quiet', '--output=json', `--output-path=${output}`, '--no-enable-error-reporting'],
    ...[`--only-categories=${categories.join(',')}`, `--chrome-flags=${flags}`],
    ...skip.map((audit) => `--skip-audits=${audit}`),
  ];
  await new Promise<void>((done, failed) => {
    execFile(
      process.execPath,
      args,
      { env: { ...process.env, CHROME_PATH: chrome }, timeout: 180_000 },
      (error, _out, said) =>
        error ? failed(new Error(`Lighthouse did not look at ${url}: ${said.slice(-400) || error.message}`)) : done(),
    );
  });
  const report = JSON.parse(readFileSync(output, 'utf8')) as Report;
  if (report.runtimeError) throw new Error(`${url}: ${report.runtimeError.message}`);
  const scores = Object.fromEntries(
    categories.map((name) => [name, Math.round((report.categories[name]?.score ?? Number.NaN) * 100)]),
  ) as unknown as Scores;
  const counted = Object.values(report.categories).flatMap(({ auditRefs }) =>
    auditRefs.filter(({ weight }) => weight > 0),
  );
  const lost = counted.flatMap(({ id }) => {
    const score = report.audits[id]?.score ?? null;
    return score !== null && score < 1 ? [id] : [];
  });
  return { scores, lost: [...new Set(lost)] };
}
