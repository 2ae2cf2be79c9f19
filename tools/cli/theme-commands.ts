import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { checkShown, lineOf } from '../theme/check-shown.ts';
import { DevServer } from '../theme/dev-server.ts';
import { readTheme, writeTheme } from '../theme/theme-folder.ts';
import { fetchTheme, sendTheme, shopBehind, storeNamed } from '../theme/theme-store.ts';
import { type ConnectFlags, connect, withConnection } from './connect-options.ts';
import { Plain } from './plain.ts';

const starter = fileURLToPath(new URL('../theme/starter/', import.meta.url));
const say = (line: string) => void process.stdout.write(`${line}\n`);

interface Flags extends ConnectFlags {
  readonly shop?: string;
}
const ofShop = (command: Command): Command =>
  withConnection(command).option(
    '--shop <name>',
    'the store, by its name or the last part of its address (default: the main one)',
  );

/** Themes of shops on the web, at the developer's: `docs/themes.md`. */
export function addThemeCommands(program: Command): void {
  const group = program.command('theme').description('write a theme for a shop on the web');

  group
    .command('new <dir>')
    .description('a theme to begin with, whole and good to look at')
    .action(async (dir: string) => {
      await writeTheme(resolve(dir), await readTheme(starter));
      say(
        `A theme is in ${dir}.\n  See it:   tillhouse theme dev ${dir}\n  Check it: tillhouse theme check ${dir}\n  What templates get: docs/reference/theme-data.md`,
      );
    });

  group
    .command('check <dir>')
    .description('what is wrong in a theme, by file and line; ends with 1 where something keeps it from being sent')
    .option('--json', 'for programs')
    .action(async (dir: string, { json }: { json?: boolean }) => {
      const findings = checkShown(await readTheme(resolve(dir)));
      const errors = findings.filter(({ level }) => level === 'error').length;
      if (json) say(JSON.stringify(findings, null, 2));
      else {
        for (const finding of findings) say(lineOf(finding));
        say(`${errors} errors, ${findings.length - errors} warnings.`);
      }
      process.exitCode = errors > 0 ? 1 : 0;
    });

  ofShop(
    group
      .command('dev <dir>')
      .description(
        'show it on this machine, anew with each saving: the sample shop, or with --shop one of a running cloud',
      )
      .option('--port <number>', 'on 127.0.0.1', '4280'),
  ).action(async (dir: string, flags: Flags & { port: string }) => {
    const client = flags.shop === undefined ? undefined : await connect(flags);
    const shop = client && shopBehind(client, await storeNamed(client, flags.shop));
    const server = new DevServer({ folder: resolve(dir), port: Number(flags.port), say, ...(shop && { shop }) });
    const url = await server.start();
    say(`${url} shows ${dir} with ${shop ? flags.shop : 'the sample shop'}. Ctrl-C ends it.`);
    process.once('SIGINT', () => void server.stop());
    process.once('SIGTERM', () => void server.stop());
  });

  ofShop(
    group.command('push <dir>').description('send it to a cloud as a draft version, which shoppers do not see'),
  ).action(async (dir: string, flags: Flags) => {
    const files = await readTheme(resolve(dir));
    const client = await connect(flags);
    const store = await storeNamed(client, flags.shop);
    const { refused, sent, findings } = await sendTheme(client, store, files);
    for (const finding of findings) say(lineOf(finding));
    if (!sent) throw new Plain(refused ?? 'The cloud did not take it.');
    say(`Version ${sent.number} is with ${store.name}, a draft: ${sent.id}`);
    say(
      sent.preview ? `  See it: ${sent.preview}` : '  The shop is not open on the web: there is nowhere to see it yet.',
    );
    say('  Publish it in the back office, under Shop on the web, Themes.');
  });

  ofShop(
    group
      .command('pull <dir>')
      .description('the files of a version, the published one unless --version names another')
      .option('--version <id>', 'of the version')
      .option('--over', 'write over what is there'),
  ).action(async (dir: string, flags: Flags & { version?: string; over?: boolean }) => {
    const client = await connect(flags);
    const store = await storeNamed(client, flags.shop);
    const id = flags.version ?? store.themeId;
    if (!id)
      throw new Plain(`${store.name} has no theme published. Name a version with --version. Nothing was written.`);
    const { name, number, files } = await fetchTheme(client, id);
    await writeTheme(resolve(dir), files, flags.over);
    say(`${name}, version ${number}, is in ${dir}: ${files.length} files.`);
  });
}
