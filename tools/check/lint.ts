import { runNode } from '../testing/spawn-node.ts';

/** Format and lint rules of biome.json. @returns what is wrong */
export async function checkLint(): Promise<string[]> {
  const args = ['check', '--error-on-warnings', '--max-diagnostics=60', '.'];
  const ended = await runNode('node_modules/@biomejs/biome/bin/biome', args, { quiet: true });
  return ended.code === 0 ? [] : [ended.output, 'Most of it is mended by: npx biome check --write .'];
}
