import { constants, type FileHandle, open } from 'node:fs/promises';
import type { PrintProblem } from '../../../bridge/print-views.ts';
import { devicePathOf } from './printer-address.ts';

/** What a system says when a port does not take bytes. */
const saidBy: Readonly<Record<string, PrintProblem>> = {
  // The port of a USB printer says that it is out of paper as a disk says that it is full.
  ENOSPC: 'paper-out',
  EIO: 'not-confirmed',
};

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** A tick of a port that takes nothing now. */
const RETRY_MS = 50;

/**
 * Sends bytes to a printer at a port of this desk (USB, serial, parallel). A port tells no more than whether it took them: one that
 * stops taking them in the middle has no paper, is off, or its cover is open.
 * @param patience until all of it is taken
 */
export async function sendToDevice(
  address: string,
  bytes: Uint8Array,
  signal?: AbortSignal,
  patience = 10_000,
): Promise<PrintProblem> {
  const path = devicePathOf(address);
  if (!path) return 'unreached';
  let port: FileHandle;
  try {
    // Never waits for the other end to open, and takes bytes only as fast as they go: a printer that is off holds nobody up.
    // Nor does a serial port become the terminal of this program, which would end with its line.
    port = await open(path, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
  } catch {
    return 'unreached';
  }
  try {
    const kind = await port.stat();
    if (process.platform !== 'win32' && !kind.isCharacterDevice() && !kind.isFIFO()) return 'unreached';
    const until = performance.now() + patience;
    let sent = 0;
    while (sent < bytes.length) {
      if (signal?.aborted || performance.now() > until) return sent === 0 ? 'unreached' : 'not-confirmed';
      try {
        sent += (await port.write(bytes, sent, Math.min(4_096, bytes.length - sent))).bytesWritten;
      } catch (error) {
        if (codeOf(error) !== 'EAGAIN') return saidBy[codeOf(error)] ?? (sent === 0 ? 'unreached' : 'not-confirmed');
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    return '';
  } catch {
    return 'not-confirmed';
  } finally {
    await port.close().catch(() => {});
  }
}
