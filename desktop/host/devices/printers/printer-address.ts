import type { PrinterSettings } from '../../../bridge/print-views.ts';
import { HostProblem } from '../../problem.ts';
import { badAddress } from '../terminals/card-problems.ts';
import { addressOf } from '../terminals/simulated-adapter.ts';

/** The names that Windows keeps for its disks: whoever may write there writes over them. What it calls a disk by its bus says so too. */
const windowsDisk = /^\\\\\.\\(PhysicalDrive|Harddisk|Volume|CdRom|Tape|Changer|.*STOR#|(SCSI|IDE|NVME|SD)#)/i;
const windowsPort = /^(COM\d{1,3}|LPT\d|\\\\\.\\[A-Za-z0-9_#&{}.-]{1,120})$/i;
const devicePath = /^\/dev\/(?!.*\.\.)[A-Za-z0-9_./-]{1,120}$/;

/** Where a port of this desk is opened, or null where it is none: bytes go to devices, never into somebody's file. */
export function devicePathOf(address: string, platform: NodeJS.Platform = process.platform): string | null {
  if (platform !== 'win32') return devicePath.test(address) ? address : null;
  if (!windowsPort.test(address) || windowsDisk.test(address)) return null;
  return address.startsWith('\\\\') ? address : `\\\\.\\${address}`;
}

/** A name that a system has for a printer. One that begins with a hyphen would be taken for an option. */
export const isSpoolerName = (name: string): boolean =>
  /^(?!-)[^\p{C}"'`$<>|]{1,120}$/u.test(name) && name.trim() !== '';

export function checkAddress({ model, address }: Pick<PrinterSettings, 'model' | 'address'>): void {
  if (model === 'network' && !addressOf(address)) throw badAddress(address);
  const wrong = (model === 'device' && !devicePathOf(address)) || (model === 'spooler' && !isSpoolerName(address));
  if (wrong)
    throw new HostProblem(
      'print.bad-address',
      'invalid',
      model === 'device'
        ? `“${address}” is no port of this desk. Nothing was saved. Write one such as /dev/usb/lp0, or COM3 on Windows.`
        : `“${address}” is no name of a printer. Nothing was saved. Write it as the system shows it under its printers.`,
      { address },
    );
}
