import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { importCustomers } from '../import/import-customers.ts';
import { importHistory } from '../import/import-history.ts';
import { importProducts } from '../import/import-products.ts';
import { ownKindOf } from '../import/import-own-products.ts';
import type { Tally } from './cloud-client.ts';
import { type ConnectFlags, connect, withConnection } from './connect-options.ts';
import { importOwn } from './own-products-command.ts';
import { Plain } from './plain.ts';
import { number, print, rejectedLines } from './print-import.ts';
import { fail, Progress } from './talk.ts';

interface Files extends ConnectFlags {
  readonly report?: string;
}

const plainName = (path: string) => basename(path).replace(/(\.csv|\.tsv|\.txt)?(\.gz)?$/i, '');
/** An import that was run before says so: its figures are those of the file, whoever brought it in. */
const beforeLine = ({ ran, repeated }: Tally): string | false =>
  repeated > 0 &&
  (ran === 0
    ? '  All of it was in already; nothing was added.'
    : '  A part of it was in already, and was not added again.');

async function run(work: (progress: Progress) => Promise<boolean>): Promise<void> {
  const progress = new Progress();
  try {
    const whole = await work(progress);
    progress.end();
    // 130 is what shells expect of a program that was stopped.
    process.exitCode = whole ? 0 : 130;
  } catch (error) {
    progress.end();
    fail(error);
  }
}

export function addImportCommands(program: Command): void {
  const group = program.command('import').description('bring in products, customers or order history from files');

  withConnection(
    group
      .command('products <file>')
      .description(
        'a catalogue with options, variants, prices, tags, categories and metafields (exports of Shopify, both kinds, WooCommerce and Spree), or what `export products` wrote: then only what differs is written',
      )
      .option('--report <file>', 'where rejected rows go (default: beside you, FILE-rejected.csv)')
      .option('--prices-as-own', "take the file's prices as they stand into the shop's own currency")
      .option('--stock-at <location>', "take the file's counts as opening stock of this location")
      .option('--dry-run', 'of a file that the shop wrote itself: say what would change, and change nothing'),
  ).action((file: string, flags: Files & { pricesAsOwn?: boolean; stockAt?: string; dryRun?: boolean }) =>
    run(async (progress) => {
      const path = resolve(file);
      const client = await connect(flags, progress);
      const target = await client.importTarget();
      const reportPath = resolve(flags.report ?? join('.', `${plainName(path)}-rejected.csv`));
      const kind = await ownKindOf(path);
      if (kind) return importOwn(client, target, progress, { path, reportPath, kind, onlyLook: flags.dryRun === true });
      if (flags.dryRun) throw new Plain('--dry-run is for files that this shop wrote itself. Nothing was changed.');
      const since = Date.now();
      const done = await importProducts(target, progress, {
        path,
        reportPath,
        pricesAsOwn: flags.pricesAsOwn,
        stockAt: flags.stockAt,
      });
      const seconds = ((Date.now() - since) / 1000).toFixed(1);
      print([
        `${basename(path)} into ${target.name}: ${seconds} s`,
        `  ${number(done.lines)} lines = ${number(done.importedLines)} in + ${number(done.report.total)} rejected`,
        `  ${number(done.products)} products with ${number(done.variants)} variants`,
        done.foreignCurrencies.length > 0 &&
          `  Prices in ${done.foreignCurrencies.join(', ')} are in price lists of their own ("Imported …"): this shop sells in ${target.store.currency}. Run with --prices-as-own to take them as they stand.`,
        done.stockUnits > 0 && `  ${number(done.stockUnits)} units of opening stock at ${flags.stockAt}`,
        done.keptAside.length > 0 && `  Kept as metafields: ${done.keptAside.join(', ')}`,
        beforeLine(target.tally),
        ...rejectedLines(done.report),
      ]);
      return !progress.stopped();
    }),
  );

  withConnection(
    group
      .command('customers <file>')
      .description('customers with how they are reached, as Shopify exports them')
      .option('--report <file>', 'where rejected rows go (default: beside you, FILE-rejected.csv)'),
  ).action((file: string, flags: Files) =>
    run(async (progress) => {
      const path = resolve(file);
      const target = await (await connect(flags, progress)).importTarget();
      const reportPath = resolve(flags.report ?? join('.', `${plainName(path)}-rejected.csv`));
      const done = await importCustomers(target, progress, { path, reportPath });
      print([
        `${basename(path)} into ${target.name}`,
        `  ${number(done.lines)} lines = ${number(done.customers)} customers + ${number(done.report.total)} rejected`,
        done.withoutEmail > 0 &&
          `  ${number(done.withoutEmail)} came in without their e-mail address, since it is none`,
        done.unknownColumns.length > 0 && `  Columns not taken: ${done.unknownColumns.join(', ')}`,
        beforeLine(target.tally),
        ...rejectedLines(done.report),
      ]);
      return !progress.stopped();
    }),
  );

  withConnection(
    group
      .command('history <file>')
      .description('invoice lines as closed orders with their products, customers, returns and guests')
      .option('--source <name>', 'names the source in every id; another source never meets this one', 'online-retail')
      .option('--location <name>', 'the location that sold it (default: the first)')
      .option('--report <file>', 'where rejected lines go (default: beside you, FILE-rejected.csv)')
      .option('--checkpoint <file>', 'where it notes how far it is (default: beside you, FILE-import.json)'),
  ).action((file: string, flags: Files & { source: string; location?: string; checkpoint?: string }) =>
    run(async (progress) => {
      const path = resolve(file);
      const target = await (await connect(flags, progress)).importTarget();
      const reportPath = resolve(flags.report ?? join('.', `${plainName(path)}-rejected.csv`));
      const checkpointPath = resolve(flags.checkpoint ?? join('.', `${plainName(path)}-import.json`));
      const since = Date.now();
      const done = await importHistory(target, progress, {
        path,
        source: flags.source,
        location: flags.location,
        reportPath,
        checkpointPath,
      });
      const seconds = ((Date.now() - since) / 1000).toFixed(1);
      print([
        `${basename(path)} into ${target.name}: ${done.stopped ? 'stopped after ' : ''}${seconds} s`,
        done.stopped
          ? `  ${number(done.importedLines)} of ${number(done.lines)} lines are in. Run the same command again: it goes on there and doubles nothing.`
          : `  ${number(done.lines)} lines = ${number(done.importedLines)} in + ${number(done.report.total)} rejected`,
        `  ${number(done.orders)} orders, ${number(done.returns)} of them returns (${number(done.linkedReturns)} linked to their sale here), ${number(done.guestOrders)} by guests`,
        `  ${number(done.customers)} customers, ${number(done.products)} products (${number(done.severalTitles)} codes had several descriptions; the one used most is the title)`,
        done.unknownColumns.length > 0 && `  Columns not taken: ${done.unknownColumns.join(', ')}`,
        beforeLine(target.tally),
        ...rejectedLines(done.report),
      ]);
      return !done.stopped;
    }),
  );
}
