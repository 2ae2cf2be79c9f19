import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  type Finding,
  folderFindings,
  houseFindings,
  nativeFindings,
  nodeFinding,
  portFindings,
} from './doctor-checks.ts';
import { cloudFindings } from './doctor-cloud.ts';
import { databaseFindings } from './doctor-database.ts';
import { deskFindings } from './doctor-desk.ts';
import { defaultData, houseFiles } from './house-files.ts';
import { fail } from './talk.ts';

const marks = { ok: 'ok ', note: '-- ', bad: '!! ' } as const;

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('say what is wrong with this installation and what to do next')
    .option('--data <dir>', 'data folder of the house', defaultData)
    .option('--cloud <url>', 'address of the cloud (default: that of the house, while it runs)')
    .action(async (flags: { data: string; cloud?: string }) => {
      try {
        const house = houseFiles(resolve(flags.data));
        const { findings: ofHouse, runs } = houseFindings(house);
        const groups: [string, Finding[]][] = [
          ['This machine', [nodeFinding(), ...(await nativeFindings())]],
          ['Data', folderFindings(house)],
          ['House', [...ofHouse, ...(await portFindings(runs))]],
          ['Desk', await deskFindings(house, Date.now())],
        ];
        const cloud = flags.cloud ?? house.cloudUrl;
        if (cloud) groups.push(['Cloud', await cloudFindings(cloud.replace(/\/+$/, ''), Date.now)]);
        if (runs && house.databaseUrl) groups.push(['Database', await databaseFindings(house.databaseUrl)]);
        let worst = 0;
        for (const [name, findings] of groups) {
          process.stdout.write(`${name}\n`);
          for (const { state, what, next } of findings) {
            if (state === 'bad') worst += 1;
            process.stdout.write(`  ${marks[state]} ${what}${next ? `\n       → ${next}` : ''}\n`);
          }
        }
        process.stdout.write(
          worst === 0 ? '\nNothing is wrong.\n' : `\n${worst} ${worst === 1 ? 'thing needs' : 'things need'} doing.\n`,
        );
        process.exitCode = worst === 0 ? 0 : 1;
      } catch (error) {
        fail(error);
      }
    });
}
