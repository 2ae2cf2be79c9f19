// The npm that runs us as a script, so that its sudden end can be noticed: nobody would be left who could stop us.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Name and parent of a process; undefined when it is gone or this system does not say. */
function look(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    return { name: stat.slice(stat.indexOf('(') + 1, end), parent: Number(stat.slice(end + 2).split(' ')[1]) };
  } catch {
    if (process.platform === 'linux' || process.platform === 'win32') return undefined;
    const [parent, name] = (
      spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
    )
      .trim()
      .split(/\s+/);
    return parent ? { name: name ?? '', parent: Number(parent) } : undefined;
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Calls `gone` once when the npm above us, or the shell it starts scripts with, is no more. Does nothing without an npm. */
export function watchNpm(gone) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const above = look(parent);
  const watched =
    above && /(^|\/)(ba|da|z)?sh$/.test(above.name) && above.parent > 1 ? [parent, above.parent] : [parent];
  const timer = setInterval(() => {
    if (process.ppid === parent && watched.every(alive)) return;
    clearInterval(timer);
    gone();
  }, 1000);
  timer.unref();
}
