import type { PrinterSettings, PrintProblem } from '../../../bridge/print-views.ts';
import { sendToDevice } from './device-printer.ts';
import { sendToSpooler } from './spool-printer.ts';
import { escposTalk, sendToPrinter, starTalk } from './tcp-printer.ts';

/**
 * The one way to a printer, whatever stands between: network, port of this desk, spooler of its system.
 * @returns '' where it printed or was taken for good; else why not
 */
export function sendBytes(
  { model, address, commands }: Pick<PrinterSettings, 'model' | 'address' | 'commands'>,
  bytes: Uint8Array,
  signal?: AbortSignal,
): Promise<PrintProblem> {
  if (model === 'device') return sendToDevice(address, bytes, signal);
  if (model === 'spooler') return sendToSpooler(address, bytes, signal);
  return sendToPrinter(address, bytes, { signal, talk: commands === 'star' ? starTalk : escposTalk });
}
