import { checkBoundaries } from '../check/boundaries.ts';
import { checkLint } from '../check/lint.ts';
import { checkTypes } from '../check/types.ts';
import { type Part, single } from './part.ts';

function part(name: string, budgetMinutes: number, check: () => Promise<string[]>): Part {
  return {
    name,
    budgetMinutes,
    run: async () => {
      const wrong = await check();
      for (const line of wrong) process.stdout.write(`${line}\n`);
      return single(wrong.length === 0);
    },
  };
}

export const staticParts: Part[] = [
  part('types', 1, checkTypes),
  part('lint', 0.25, checkLint),
  part('boundaries', 0.25, checkBoundaries),
];
