import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { checkExport } from '@tillhouse/cloud-api/services/identity/tenants/check-export.ts';
import { Plain } from './plain.ts';
import { fail } from './talk.ts';

export function addVerifyExportCommand(program: Command): void {
  program
    .command('verify-export')
    .description('check an export of everything: that it is whole, and each table as it was written')
    .argument('<file>', 'the .tar.gz')
    .option('--json', 'one object')
    .action(async (file: string, flags: { json?: boolean }) => {
      try {
        if (!existsSync(file)) throw new Plain(`There is no file ${file}. Nothing was checked.`);
        const { manifest, problems } = await checkExport(file);
        process.exitCode = problems.length === 0 ? 0 : 1;
        if (flags.json) {
          process.stdout.write(`${JSON.stringify({ file, manifest, problems })}\n`);
          return;
        }
        for (const problem of problems) process.stdout.write(`  ${problem}\n`);
        const what = manifest
          ? `${manifest.tenant.name}, ${manifest.takenAt}: ${manifest.tables.length} tables, ${manifest.rows} rows`
          : file;
        process.stdout.write(`${what}: ${problems.length === 0 ? 'whole' : `${problems.length} problems`}\n`);
      } catch (error) {
        fail(error);
      }
    });
}
