import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import type { BridgeProblem } from '../bridge/contract.ts';

/** What the host itself has to say to a person; rules of the shop throw DomainError. */
export class HostProblem extends Error {
  readonly code: string;
  readonly kind: BridgeProblem['kind'];
  readonly details: Record<string, unknown>;

  constructor(code: string, kind: BridgeProblem['kind'], message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'HostProblem';
    this.code = code;
    this.kind = kind;
    this.details = details;
  }
}

export const diskFull = () =>
  new HostProblem(
    'desk.disk-full',
    'unavailable',
    'The disk is full. Nothing was lost: all that was confirmed is safe, and this last step was not done. Free some space and do it again.',
  );

export const diskFailed = (code: string) =>
  new HostProblem(
    'desk.disk-failed',
    'unavailable',
    'The disk did not take what was written. This last step was not done; all that was confirmed before is safe. Try again; if it comes back, have the disk looked at.',
    { code },
  );

export const fileDamaged = (file: string) =>
  new HostProblem(
    'desk.file-damaged',
    'unavailable',
    'The file of this desk is damaged, most likely by its disk. Nothing more is written to it. Copy the data folder to another disk and have it looked at; what was sent is safe in the cloud.',
    { file },
  );

export const fileBusy = () =>
  new HostProblem(
    'desk.file-busy',
    'unavailable',
    'Another program holds the file of this desk. Nothing was changed. Close it and do it again.',
  );

const codeOf = (error: unknown) => (error as { code?: unknown } | null)?.code;

/** Less than a commit needs. */
const NO_ROOM_BYTES = 256 * 1024;

function hasNoRoom(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize < NO_ROOM_BYTES;
  } catch {
    return false;
  }
}

/**
 * The engine's own errors in words for people; anything else comes back as it is.
 * @param file of the desk: where there is no room, the engine cannot even make its shared memory and calls that an I/O error
 */
export function fromEngine(error: unknown, file?: string): unknown {
  const code = codeOf(error);
  if (typeof code !== 'string') return error;
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return diskFull();
  if (/^SQLITE_(IOERR|CANTOPEN)/.test(code) && file !== undefined && hasNoRoom(file)) return diskFull();
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return fileBusy();
  if (/^SQLITE_(IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB)/.test(code)) return diskFailed(code);
  return error;
}

/** What crosses the bridge. An error nobody foresaw is logged whole and shown as an id. */
export function toBridgeProblem(
  error: unknown,
  onBug: (id: string, error: unknown) => void,
  newId: () => string,
): BridgeProblem {
  const known = fromEngine(error);
  if (known instanceof HostProblem || known instanceof DomainError) {
    const { code, kind, message, details } = known;
    return { code, kind, message, details: { ...details } };
  }
  const id = newId();
  onBug(id, error);
  const message = `Something went wrong in the desk’s host. All that was confirmed is safe. Try again; if it comes back, report it with the number ${id}.`;
  return { code: 'desk.bug', kind: 'bug', message, details: { id } };
}
