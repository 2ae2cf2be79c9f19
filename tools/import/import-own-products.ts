import { createHash, randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { type BroughtIn, bringIn } from '@tillhouse/shared/domains/catalog/files/bring-in.ts';
import { type FilePlan, planFile } from '@tillhouse/shared/domains/catalog/files/plan-file.ts';
import { FileProblem, type ReadFile } from '@tillhouse/shared/domains/catalog/files/read-file.ts';
import { losslessReader } from '@tillhouse/shared/domains/catalog/files/read-lossless-file.ts';
import { sheetReader } from '@tillhouse/shared/domains/catalog/files/read-sheet.ts';
import { ImportProblem } from './import-problem.ts';
import type { ImportTalk, ImportTarget } from './import-target.ts';
import { openText } from './open-text.ts';
import type { OwnCatalogue } from './own-catalogue.ts';
import { isOfAnotherShop, isOwnSheet } from '@tillhouse/shared/domains/catalog/files/shops/product-dialects.ts';
import { openSheet } from './read-rows.ts';
import { RejectedReport } from './rejected-report.ts';
import { idOf, uuidV5 } from '@tillhouse/shared/kernel/source-ids.ts';

/** Brings in what the shop wrote itself: the spreadsheet or the lossless file of products. Only what differs is written. */

export type OwnKind = 'lossless' | 'sheet';

/** Which of our own files it is; null: one of another shop system, or none we know. @throws ImportProblem */
export async function ownKindOf(path: string): Promise<OwnKind | null> {
  const { delimiterSample, stream } = await openText(path);
  stream.destroy();
  if (delimiterSample.trimStart().startsWith('{')) return 'lossless';
  const sheet = await openSheet(path);
  if (isOfAnotherShop(sheet)) return null;
  return isOwnSheet(sheet) ? 'sheet' : null;
}

export async function readOwnFile(path: string, kind: OwnKind, { shop }: OwnCatalogue): Promise<ReadFile> {
  try {
    if (kind === 'sheet') {
      const sheet = await openSheet(path);
      const reader = sheetReader(sheet.columns, shop, (what, key) => idOf('tillhouse', what, key));
      for await (const row of sheet.rows) reader.add(row.line, row.fields);
      return reader.end();
    }
    const { stream } = await openText(path);
    const reader = losslessReader();
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) reader.add(line);
    return reader.end();
  } catch (error) {
    if (error instanceof FileProblem) throw new ImportProblem(`${error.message} Nothing was changed.`);
    throw error;
  }
}

export interface OwnImport {
  readonly plan: FilePlan;
  /** Null: nothing was to be written, or it was only to be looked at */
  readonly done: BroughtIn | null;
  readonly refused: number;
  readonly report: RejectedReport;
}

export interface OwnOptions {
  readonly path: string;
  readonly kind: OwnKind;
  readonly reportPath: string;
  /** Tells what would be written, and writes nothing */
  readonly onlyLook: boolean;
  /** Told before anything is written */
  readonly onPlan: (plan: FilePlan) => void;
}

/** @returns null where a person stopped it before anything was written */
export async function importOwnProducts(
  target: ImportTarget,
  catalogue: OwnCatalogue,
  talk: ImportTalk,
  options: OwnOptions,
): Promise<OwnImport | null> {
  const file = await readOwnFile(options.path, options.kind, catalogue);
  const { shop, reads } = catalogue;
  let plan: FilePlan | null;
  try {
    plan = await planFile(file, shop, reads, {
      stopped: talk.stopped,
      progress: (done, of) =>
        talk.progress(`${done.toLocaleString('en')} of ${of.toLocaleString('en')} products compared`),
    });
  } catch (error) {
    if (error instanceof FileProblem) throw new ImportProblem(`${error.message} Nothing was changed.`);
    throw error;
  }
  if (!plan) return null;
  options.onPlan(plan);
  const report = new RejectedReport(options.reportPath, ['row']);
  for (const { line, about, reason } of plan.problems) report.add({ line, code: 'not-taken', reason, fields: [about] });
  let refused = 0;
  let done: BroughtIn | null = null;
  if (!options.onlyLook && plan.planned.length > 0) {
    const ids = new Map([...shop.lists, ...plan.newLists].map(({ id, name }) => [name, id]));
    const { planned, lineOf } = plan;
    // An edit that is made, taken back and made again is three commands: each run has ids of its own.
    const run = randomUUID();
    let count = 0;
    done = await bringIn(planned, {
      newLists: plan.newLists,
      listId: (name) => (name === null ? null : (ids.get(name) ?? null)),
      stopped: talk.stopped,
      progress: (reached) =>
        talk.progress(`${reached.toLocaleString('en')} of ${planned.length.toLocaleString('en')} products are in`),
      run: async (name, args) => {
        count += 1;
        const content = createHash('sha256').update(JSON.stringify(args)).digest('hex');
        const outcome = await target.command(name, args, uuidV5(`${count} ${name} ${content}`, run));
        return outcome.status === 'applied' ? null : { message: outcome.message ?? 'refused' };
      },
      refused: (product, sku, reason) => {
        refused += 1;
        report.add({ line: lineOf(product, sku), code: 'refused', reason, fields: [sku ?? product.handle] });
      },
    });
  }
  await report.close();
  return { plan, done, refused, report };
}
