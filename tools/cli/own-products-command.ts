import { createWriteStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { FilePlan } from '@tillhouse/shared/domains/catalog/files/plan-file.ts';
import { type FileFormat, fileFormats, writerOf } from '@tillhouse/shared/domains/catalog/files/writer.ts';
import { type Command, Option } from 'commander';
import { importOwnProducts, type OwnKind } from '../import/import-own-products.ts';
import type { ImportTarget } from '../import/import-target.ts';
import { type OwnCatalogue, readCatalogue } from '../import/own-catalogue.ts';
import type { CloudClient } from './cloud-client.ts';
import { type ConnectFlags, connect, withConnection } from './connect-options.ts';
import { Plain } from './plain.ts';
import { number, print, rejectedLines } from './print-import.ts';
import { fail, Progress } from './talk.ts';

const forbidden = (error: unknown): boolean => error instanceof Plain && error.message.includes('does not let us in');

async function catalogueOf(client: CloudClient, currency: string, progress: Progress): Promise<OwnCatalogue> {
  return readCatalogue(
    (resource) => {
      progress.progress(`Reading ${resource} of the shop`);
      return client.list(resource);
    },
    forbidden,
    currency,
  );
}

interface OwnFile {
  readonly path: string;
  readonly reportPath: string;
  readonly kind: OwnKind;
  readonly onlyLook: boolean;
}

const MOST_SHOWN = 20;

function summary({ planned, same, problems, unknown, newLists }: FilePlan): (string | false)[] {
  const made = planned.filter(({ kind }) => kind === 'new');
  const changed = planned.filter(({ kind }) => kind === 'changed');
  const shown = changed.flatMap(({ title, units }) =>
    units.flatMap(({ changes }) => changes.map((change) => ({ title, ...change }))),
  );
  return [
    `  ${number(made.length)} new products, ${number(changed.length)} that change, ${number(same)} that are as the file says`,
    ...shown
      .slice(0, MOST_SHOWN)
      .map(
        ({ title, sku, field, from, to }) =>
          `    ${title}${sku ? ` (${sku})` : ''}: ${field} ${from || '–'} → ${to || '–'}`,
      ),
    shown.length > MOST_SHOWN && `    and ${number(shown.length - MOST_SHOWN)} more`,
    newLists.length > 0 && `  New price lists: ${newLists.map(({ name }) => name).join(', ')}`,
    unknown.length > 0 && `  Not taken: ${unknown.join(', ')}`,
    problems.length > 0 &&
      `  ${number(problems.length)} ${problems.length === 1 ? 'row' : 'rows'} cannot be taken, and what is wrong in them changes nothing`,
  ];
}

/** @returns false where a person stopped it */
export async function importOwn(
  client: CloudClient,
  target: ImportTarget,
  progress: Progress,
  file: OwnFile,
): Promise<boolean> {
  const catalogue = await catalogueOf(client, target.store.currency, progress);
  const result = await importOwnProducts(target, catalogue, progress, {
    ...file,
    onPlan: (plan) => {
      progress.end();
      print([`${basename(file.path)} into ${target.name}`, ...summary(plan)]);
    },
  });
  if (!result) return false;
  const { plan, done, report } = result;
  print([
    file.onlyLook
      ? '  Only looked at: nothing was changed.'
      : done
        ? `  Written: ${number(done.made)} new, ${number(done.changed)} changed${done.stopped ? '; stopped there, the rest is as it was' : ''}`
        : plan.problems.length > 0
          ? '  Nothing was changed.'
          : '  Nothing was changed: the shop is as the file says.',
    ...(report.total > 0 ? rejectedLines(report) : []),
  ]);
  return !done?.stopped;
}

export function addExportCommands(program: Command): void {
  const group = program.command('export').description('write what the shop has into files');
  withConnection(
    group
      .command('products <file>')
      .description(
        'the catalogue: as a spreadsheet to edit and import again, as a lossless file (same catalogue, same bytes), or for Shopify',
      )
      .addOption(new Option('--as <format>', 'what to write').choices([...fileFormats]).default('spreadsheet'))
      .addOption(new Option('--status <status>', 'these products alone').choices(['active', 'draft', 'archived'])),
  ).action(async (file: string, flags: ConnectFlags & { as: FileFormat; status?: string }) => {
    const progress = new Progress();
    try {
      const path = resolve(file);
      const client = await connect(flags, progress);
      const { name, store } = await client.importTarget();
      const catalogue = await catalogueOf(client, store.currency, progress);
      const records = catalogue.records.filter(({ status }) => !flags.status || status === flags.status);
      const writer = writerOf(flags.as, catalogue.shop, catalogue.costs);
      const stream = createWriteStream(path, { encoding: 'utf8' });
      const write = async (text: string) => {
        if (!stream.write(text)) await once(stream, 'drain');
      };
      await write(writer.head());
      let written = 0;
      for (; written < records.length && !progress.stopped(); written += 200) {
        await write(writer.products(records.slice(written, written + 200)));
        progress.progress(`${number(written)} of ${number(records.length)} products are written`);
      }
      const stopped = progress.stopped();
      // A lossless file without its end is known to be cut off.
      if (!stopped) await write(writer.end());
      stream.end();
      await finished(stream);
      progress.end();
      const left = writer.leftOut();
      print([
        `${basename(path)}: ${stopped ? 'stopped; the file is not whole' : `${number(records.length)} products of ${name}`}`,
        left.products > 0 &&
          `  ${number(left.products)} products with more than three options are left out: Shopify has no place for them`,
        left.variants > 0 && `  ${number(left.variants)} archived variants are left out: Shopify has no place for them`,
        !catalogue.costs && '  Without costs, which this key may not see.',
      ]);
      process.exitCode = stopped ? 130 : 0;
    } catch (error) {
      progress.end();
      fail(error);
    }
  });
}
