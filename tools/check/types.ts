import { type Ended, runNode } from '../testing/spawn-node.ts';

/** Each folder compiles with the globals it will find where it runs, and no others. */
export const programs = ['pure', 'node', 'browser', 'tests'];

/** What was found the last time lies here, so that only what a change reaches is worked out again. */
const memory = '.tillhouse/types';

/** Type checks all programs at once. @returns the errors of each that has some */
export async function checkTypes(): Promise<string[]> {
  const all = await Promise.all(
    programs.map(async (name): Promise<Ended & { name: string }> => {
      const known = ['--incremental', '--tsBuildInfoFile', `${memory}/${name}.tsbuildinfo`];
      const ended = await runNode('node_modules/typescript/bin/tsc', ['-p', `tsconfig.${name}.json`, ...known], {
        quiet: true,
      });
      return { name, ...ended };
    }),
  );
  return all.filter((each) => each.code !== 0).map((each) => `tsconfig.${each.name}.json\n${each.output}`);
}
