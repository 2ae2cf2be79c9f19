import type { Command } from 'commander';
import '@tillhouse/shared/domains/commands.ts';
import { declaredTables, type Replication } from '@tillhouse/shared/kernel/define-table.ts';

const rowsOf = (replication: Replication): string => {
  if (replication.rows === 'months')
    return replication.atLocation ? 'the last months of its locations' : 'the last months';
  if (replication.rows === 'location') return "of the device's locations";
  return replication.rows === 'tenant' ? 'all of the shop' : 'none: stays in the cloud';
};

export function addShapesCommand(program: Command): void {
  program
    .command('shapes')
    .description('which rows of which tables a desk holds')
    .option('--json', 'one object a line')
    .action((flags: { json?: boolean }) => {
      const shapes = declaredTables().map(({ name, domain, group, replication }) => ({
        table: name,
        domain,
        group,
        rows: rowsOf(replication),
      }));
      for (const shape of shapes) {
        const line = flags.json
          ? JSON.stringify(shape)
          : `${shape.table.padEnd(24)} ${shape.group.padEnd(10)} ${shape.rows}`;
        process.stdout.write(`${line}\n`);
      }
    });
}
