import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

/** How a Postgres program is started: Postgres refuses to run as root, so root runs it as another account. */
export type PostgresAccount = {
  uid?: number;
  gid?: number;
  /** Gives the directory to the account, since Postgres insists on owning its data. */
  own(path: string): void;
  /** Rewrites a command so that the account can reach programs and data below a directory closed to it, such as root's home. */
  command(program: string, args: string[]): { program: string; args: string[]; uid?: number; gid?: number };
};

const accountName = 'postgres';

function idOf(flag: '-u' | '-g'): number | undefined {
  const result = spawnSync('id', [flag, accountName], { encoding: 'utf8' });
  const id = Number.parseInt(result.stdout ?? '', 10);
  return result.status === 0 && Number.isInteger(id) ? id : undefined;
}

function createAccount(): void {
  try {
    if (idOf('-g') === undefined) spawnSync('groupadd', ['--system', accountName]);
    execFileSync('useradd', ['--system', '--gid', accountName, '--no-create-home', accountName], { stdio: 'pipe' });
  } catch (cause) {
    throw new Error(
      'Postgres does not run as root, and the account "postgres" could not be created. ' +
        'Create it (useradd --system postgres) or run Tillhouse as another user. Nothing was changed.',
      { cause },
    );
  }
}

function reaches(path: string, uid: number, gid: number): boolean {
  return spawnSync('ls', ['-d', `${path}/.`], { uid, gid }).status === 0;
}

/**
 * @param paths the directories of the programs and of the data, which the account must be able to enter
 * @throws when this is root, the paths are closed to others and `setpriv` is not there to open them
 */
export function postgresAccount(paths: string[]): PostgresAccount {
  if (process.getuid?.() !== 0) {
    return { own: () => {}, command: (program, args) => ({ program, args }) };
  }
  if (idOf('-u') === undefined) createAccount();
  const uid = idOf('-u');
  const gid = idOf('-g');
  if (uid === undefined || gid === undefined) throw new Error('The account "postgres" has no user or group id.');
  const own = (path: string): void => chownSync(path, uid, gid);
  const closed = paths.filter((path) => !reaches(path, uid, gid));
  if (closed.length === 0) return { uid, gid, own, command: (program, args) => ({ program, args, uid, gid }) };

  // Reading and entering directories is all this capability allows; what Postgres writes it owns. Without the
  // securebit access(2), by which Postgres looks for its own programs, would leave the capability out.
  const open = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--securebits=+no_setuid_fixup'];
  open.push('--inh-caps=-all,+dac_read_search', '--ambient-caps=-all,+dac_read_search');
  if (spawnSync('setpriv', [...open, 'ls', '-d', `${closed[0]}/.`]).status !== 0) {
    throw new Error(
      `Postgres does not run as root, and the account "postgres" cannot enter ${closed[0]}. ` +
        'Put the repository and its data where others may enter (for example /srv), or run Tillhouse as another user.',
    );
  }
  return { uid, gid, own, command: (program, args) => ({ program: 'setpriv', args: [...open, program, ...args] }) };
}
