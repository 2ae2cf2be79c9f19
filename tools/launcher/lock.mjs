// One at a time over a folder: a lock file that names its owner, so that the lock of a dead owner is known and taken over.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** When the process was started, in the system's own ticks: a process id alone may have been given to another since. */
function born(pid) {
  return fields(pid)[19] ?? '';
}

/** What the system says of a process after its name, its state first; nothing where the system does not tell. */
function fields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    // Killed, and its parent has not asked after it yet: nothing of it runs any more.
    return fields(pid)[0] !== 'Z';
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** @returns {boolean} whether the owner named in a lock's text still runs; an unreadable text has no owner */
export function ownerRuns(text) {
  try {
    const owner = JSON.parse(text);
    return Number.isInteger(owner.pid) && alive(owner.pid) && born(owner.pid) === owner.born;
  } catch {
    return false;
  }
}

/** Takes the lock if it is free or its owner is dead. @returns {boolean} */
export function tryLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, born: born(process.pid) });
  const draft = `${file}.${process.pid}`;
  // Written aside and linked: a lock file is whole from the moment it exists.
  writeFileSync(draft, mine);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const theirs = read(file);
  if (theirs === undefined) return tryLock(file);
  if (ownerRuns(theirs)) return false;
  const aside = `${file}.dead-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return false;
  }
  // Somebody may have taken it over between our look and our move; then it goes back.
  const moved = read(aside);
  if (moved !== undefined && moved !== theirs && ownerRuns(moved)) {
    try {
      linkSync(aside, file);
    } catch {}
    rmSync(aside, { force: true });
    return false;
  }
  rmSync(aside, { force: true });
  return tryLock(file);
}

export function unlock(file) {
  const text = read(file);
  if (text === undefined) return;
  try {
    if (JSON.parse(text).pid === process.pid) rmSync(file, { force: true });
  } catch {}
}

/**
 * Runs `work` alone; waits while another process has the lock.
 * @param {string} file
 * @param {() => void} onWait called once when somebody else is at it
 */
export async function withLock(file, onWait, work) {
  let told = false;
  while (!tryLock(file)) {
    if (!told) onWait();
    told = true;
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    unlock(file);
  }
}
