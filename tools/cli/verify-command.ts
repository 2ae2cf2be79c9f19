import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { checkSource } from './check-source.ts';
import { defaultData, houseFiles } from './house-files.ts';
import { withKeys } from './open-sealed.ts';
import { Plain } from './plain.ts';
import { openCloudDatabase, openDeskFile, type RowSource } from './read-sources.ts';
import { keptHeads } from './kept-heads.ts';
import { fail } from './talk.ts';
import { type AuditFileFlags, verifyAuditFile } from './verify-audit-file.ts';

export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description(
      'check what must always hold in a desk file or the cloud; each violation is printed with its ids. What lies sealed is opened by the keys of the house or those that KEY_DIR or KMS name; without them it is said what was not checked',
    )
    .option('--desk <file>', "a desk's file (desk.sqlite)")
    .option('--cloud <url>', "the cloud's database as administrator (postgres://…)")
    .option('--data <dir>', 'without --desk and --cloud: both of the house over this folder', defaultData)
    .option(
      '--audit [file]',
      'the chain of the audit alone, against every head that was kept; with a file, an exported log by its signature',
    )
    .option('--signature <file>', 'of an exported log, where it is not beside it as FILE.sig')
    .option('--key <key>', 'the key that must have signed an exported log, where no desk says it')
    .option('--json', 'one object a line')
    .action(async (flags: VerifyFlags) => {
      try {
        if (typeof flags.audit === 'string') return await verifyFile(flags.audit, flags);
        const { sources, notChecked } = await sourcesOf(flags);
        let found = 0;
        for (const source of sources) {
          const { checks, violations } = await checkSource(source, flags.audit ? isAudit : () => true);
          found += violations.length;
          for (const violation of violations) {
            const line = flags.json
              ? JSON.stringify({ source: source.name, ...violation })
              : `  ${violation.invariant}: ${violation.text}`;
            process.stdout.write(`${line}\n`);
          }
          if (!flags.json)
            process.stdout.write(
              `${source.name}: ${checks} checks, ${violations.length === 0 ? 'all hold' : `${violations.length} violations`}\n`,
            );
        }
        for (const { source, text } of notChecked)
          process.stdout.write(
            flags.json ? `${JSON.stringify({ source, notChecked: text })}\n` : `${source}: not checked: ${text}\n`,
          );
        const kept = await keptHeads(sources);
        found += kept.violations.length;
        for (const text of kept.violations)
          process.stdout.write(
            flags.json
              ? `${JSON.stringify({ source: kept.name, invariant: 'audit.kept-heads', text })}\n`
              : `  audit.kept-heads: ${text}\n`,
          );
        if (!flags.json && kept.heads > 0)
          process.stdout.write(
            `${kept.name}: ${kept.heads} signed heads of the audit, ${kept.violations.length === 0 ? 'the chain of the cloud reaches and equals each' : `${kept.violations.length} differ`}\n`,
          );
        for (const source of sources) await source.close();
        process.exitCode = found === 0 ? 0 : 1;
      } catch (error) {
        fail(error);
      }
    });
}

interface VerifyFlags extends AuditFileFlags {
  readonly cloud?: string;
  readonly json?: boolean;
  readonly audit?: boolean | string;
}

async function verifyFile(file: string, flags: VerifyFlags): Promise<void> {
  const { problems, about } = await verifyAuditFile(file, flags);
  process.exitCode = problems.length === 0 ? 0 : 1;
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ file, about, problems })}\n`);
    return;
  }
  for (const problem of problems) process.stdout.write(`  ${problem}\n`);
  const found = problems.length === 0 ? 'as the cloud wrote it' : `${problems.length} problems`;
  process.stdout.write(`${file}: ${found}; ${about}\n`);
}

const isAudit = (name: string): boolean => name.startsWith('audit.');

interface Sources {
  readonly sources: readonly RowSource[];
  /** For want of keys */
  readonly notChecked: readonly { readonly source: string; readonly text: string }[];
}

async function sourcesOf(flags: { desk?: string; cloud?: string; data: string }): Promise<Sources> {
  if (flags.cloud && !/^postgres(ql)?:/.test(flags.cloud)) {
    throw new Plain(
      "verify reads the cloud's database itself: give --cloud postgres://… (its administrator). Nothing was checked.",
    );
  }
  const house = houseFiles(resolve(flags.data));
  const named = flags.desk !== undefined || flags.cloud !== undefined;
  const desk =
    flags.desk === undefined
      ? !named && existsSync(house.deskFile)
        ? house.deskFile
        : undefined
      : resolve(flags.desk);
  const cloud = flags.cloud ?? (named ? undefined : (house.databaseUrl ?? undefined));
  if (!desk && !cloud)
    throw new Plain(
      `There is no house over ${flags.data}. Give --desk FILE or --cloud postgres://… . Nothing was checked.`,
    );
  const sources: RowSource[] = [];
  if (desk) sources.push(openDeskFile(desk));
  if (!cloud) return { sources, notChecked: [] };
  const { source, notChecked } = await withKeys(await openCloudDatabase(cloud), cloud, { data: resolve(flags.data) });
  sources.push(source);
  return { sources, notChecked: notChecked === undefined ? [] : [{ source: source.name, text: notChecked }] };
}
