import type { PrintProblem } from '../../../bridge/print-views.ts';
import type { RunProgram } from './spool-printer.ts';

/**
 * The spooler of Windows takes bytes as they are by its own library alone (RAW of winspool.drv). Name and bytes come by standard
 * input, so that no text of ours becomes part of a command.
 */
const script = `
$ErrorActionPreference = 'Stop'
$name = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String([Console]::In.ReadLine()))
$bytes = [Convert]::FromBase64String([Console]::In.ReadLine())
Add-Type -TypeDefinition @'
using System;
using System.Runtime.InteropServices;
public static class Raw {
  [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
  public class Doc { public string Name; public string Output; public string Type; }
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true)]
  static extern bool OpenPrinter(string name, out IntPtr printer, IntPtr defaults);
  [DllImport("winspool.drv", SetLastError = true)] static extern bool ClosePrinter(IntPtr printer);
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true)]
  static extern int StartDocPrinter(IntPtr printer, int level, [In] Doc doc);
  [DllImport("winspool.drv", SetLastError = true)] static extern bool EndDocPrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool WritePrinter(IntPtr printer, byte[] bytes, int length, out int written);
  public static bool Send(string name, byte[] bytes) {
    IntPtr printer;
    if (!OpenPrinter(name, out printer, IntPtr.Zero)) return false;
    try {
      Doc doc = new Doc { Name = "receipt", Type = "RAW" };
      if (StartDocPrinter(printer, 1, doc) == 0) return false;
      int written;
      bool taken = WritePrinter(printer, bytes, bytes.Length, out written) && written == bytes.Length;
      return EndDocPrinter(printer) && taken;
    } finally { ClosePrinter(printer); }
  }
}
'@
try { $state = [string](Get-Printer -Name $name).PrinterStatus } catch { 'unknown'; exit 0 }
if ($state -match 'PaperOut|PaperJam|PaperProblem') { 'paper-out'; exit 0 }
if ($state -match 'DoorOpen') { 'cover-open'; exit 0 }
if ($state -match 'Offline|NotAvailable|Error|Paused') { 'unreached'; exit 0 }
if ([Raw]::Send($name, $bytes)) { 'taken' } else { 'unreached' }
`;

const base64 = (text: string, encoding: 'utf8' | 'utf16le') => Buffer.from(text, encoding).toString('base64');

const problems: Readonly<Record<string, PrintProblem>> = {
  taken: '',
  'paper-out': 'paper-out',
  'cover-open': 'cover-open',
};

export async function windowsSpool(
  name: string,
  bytes: Uint8Array,
  run: RunProgram,
  signal?: AbortSignal,
): Promise<PrintProblem> {
  const args = ['-NoProfile', '-NonInteractive', '-EncodedCommand', base64(script, 'utf16le')];
  const input = `${base64(name, 'utf8')}\n${Buffer.from(bytes).toString('base64')}\n`;
  const { out } = await run('powershell.exe', args, Buffer.from(input, 'latin1'), signal);
  return problems[out.trim().split(/\s+/).at(-1) ?? ''] ?? 'unreached';
}
