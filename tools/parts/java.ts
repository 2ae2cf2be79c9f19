import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The command of a Java of at least version 17, from `JAVA_HOME` or the path; undefined when there is none. */
export function findJava(): string | undefined {
  const home = process.env['JAVA_HOME'];
  const candidates = [...(home ? [join(home, 'bin', 'java')] : []), 'java'];
  return candidates.find((java) => {
    const said = spawnSync(java, ['-version'], { encoding: 'utf8' });
    return said.status === 0 && Number(/version "(\d+)/.exec(said.stderr)?.[1] ?? 0) >= 17;
  });
}
