import { HostProblem } from '../problem.ts';
import { Sqlite } from './engine.ts';

/**
 * One host owns a desk's file. The lock is the operating system's own, held by an open transaction on a small file
 * beside it: it ends with its process, however that ends.
 * @throws HostProblem `desk.in-use`
 */
export function lockDesk(file: string): { release: () => void } {
  const lock = new Sqlite(`${file}.lock`, { timeout: 0 });
  try {
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw error;
    throw new HostProblem(
      'desk.in-use',
      'unavailable',
      `This desk is open in another Tillhouse already (${file}). Nothing was touched. Use that one, or close it first.`,
      { file },
    );
  }
  return { release: () => lock.close() };
}
