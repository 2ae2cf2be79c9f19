import { execFileSync } from 'node:child_process';
import { constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { sendToDevice } from './device-printer.ts';
import { checkAddress, devicePathOf } from './printer-address.ts';
import { type Ran, runProgram, sendToSpooler } from './spool-printer.ts';

const bytes = Uint8Array.from({ length: 20_000 }, (_, at) => at % 251);
const folder = mkdtempSync(join(tmpdir(), 'port-'));
afterAll(() => rmSync(folder, { recursive: true }));

// A port under any name but /dev is none: the tests' own pipes are let through.
vi.mock('./printer-address.ts', async (original) => {
  const real = await original<typeof import('./printer-address.ts')>();
  const devicePathOf: typeof real.devicePathOf = (address, platform) =>
    address.includes('port-') ? address : real.devicePathOf(address, platform);
  return { ...real, devicePathOf };
});

describe.skipIf(process.platform === 'win32')('a port of this desk', () => {
  test('takes all bytes as fast as they go; one that nobody reads, that stops, or that is a file gets none or says so', async () => {
    const pipe = join(folder, 'lp0');
    execFileSync('mkfifo', [pipe]);
    expect(await sendToDevice(pipe, bytes)).toBe('unreached');
    const end = await open(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const read = async (most: number) => {
      const kept = Buffer.alloc(most);
      const { bytesRead } = await end.read(kept, 0, most).catch(() => ({ bytesRead: 0 }));
      return kept.subarray(0, bytesRead);
    };
    const sending = sendToDevice(pipe, bytes);
    const got: Buffer[] = [];
    await expect.poll(async () => got.push(await read(7_000)) && Buffer.concat(got).length).toBe(bytes.length);
    expect(await sending).toBe('');
    expect(Buffer.concat(got).equals(bytes)).toBe(true);
    // Of a pipe that holds 64 KB nobody reads the rest.
    expect(await sendToDevice(pipe, new Uint8Array(200_000), undefined, 120)).toBe('not-confirmed');
    // Nothing more is written once the desk ends.
    const full = performance.now();
    expect(await sendToDevice(pipe, bytes, AbortSignal.abort(), 20_000)).toBe('unreached');
    expect(performance.now() - full).toBeLessThan(10_000);
    await end.close();
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'mine');
    expect(await sendToDevice(file, bytes)).toBe('unreached');
    expect(await sendToDevice('/dev/null', bytes)).toBe('');
    // As the port of a USB printer without paper.
    if (process.platform === 'linux') expect(await sendToDevice('/dev/full', bytes)).toBe('paper-out');
  });
});

test('ports are devices and no files; names of printers no options and no commands', async () => {
  expect(devicePathOf('/dev/usb/lp0', 'linux')).toBe('/dev/usb/lp0');
  expect(devicePathOf('COM3', 'win32')).toBe('\\\\.\\COM3');
  const usb = '\\\\.\\USB#VID_04b8&PID_0202#1#{28d78fad-5a12-11d1-ae5b-0000f803a8c2}';
  expect(devicePathOf(usb, 'win32')).toBe(usb);
  for (const [address, platform] of [
    ['/etc/passwd', 'linux'],
    ['/dev/../etc/passwd', 'linux'],
    ['C:\\notes.txt', 'win32'],
    ['\\\\server\\share', 'win32'],
    ['\\\\.\\PhysicalDrive0', 'win32'],
    ['\\\\.\\USBSTOR#Disk&Ven_X#1#{53f56307-b6bf-11d0-94f2-00a0c91efb8b}', 'win32'],
  ] as const)
    expect(devicePathOf(address, platform)).toBeNull();
  expect(() => checkAddress({ model: 'device', address: '/home/ann/x' })).toThrow('no port of this desk');
  for (const name of ['-oops', '', ' ', 'a"b', 'x\ny'])
    expect(() => checkAddress({ model: 'spooler', address: name })).toThrow('no name of a printer');
  const run = vi.fn();
  expect(await sendToSpooler('-d other', bytes, undefined, run, 'linux')).toBe('unreached');
  expect(run).not.toHaveBeenCalled();
});

describe('the spooler of the system', () => {
  const asked: { program: string; args: readonly string[]; input: Uint8Array | null }[] = [];
  const answers = (lpstat: Ran, lp: Ran = { code: 0, out: '' }) => {
    asked.length = 0;
    return async (program: string, args: readonly string[], input: Uint8Array | null): Promise<Ran> => {
      asked.push({ program, args, input });
      return program === 'lpstat' ? lpstat : lp;
    };
  };
  const idle = 'printer Counter is idle.  enabled since Fri 27 Nov 2026\n\tForm mounted:\n\tAlerts: none\n';
  const send = (lpstat: string, code = 0, lp?: Ran) =>
    sendToSpooler('Counter', bytes, undefined, answers({ code, out: lpstat }, lp), 'linux');

  test('of CUPS is asked how the printer stands and gets the bytes as they are', async () => {
    expect(await send(idle)).toBe('');
    expect(asked[0]).toMatchObject({ program: 'lpstat', args: ['-l', '-p', 'Counter'] });
    expect(asked[1]).toEqual({
      ...{ program: 'lp', input: bytes },
      args: ['-d', 'Counter', '-o', 'raw', '-t', 'receipt', '-s', '--', '-'],
    });
    expect(await send(idle.replace('none', 'media-empty-error'))).toBe('paper-out');
    expect(await send(idle.replace('none', 'cover-open-error media-empty'))).toBe('paper-out');
    expect(await send(idle.replace('none', 'door-open-report'))).toBe('cover-open');
    expect(await send(idle.replace('is idle.  enabled', 'disabled'))).toBe('unreached');
    expect(asked).toHaveLength(1);
    expect(await send('', 1)).toBe('unreached');
    expect(await send(idle, 0, { code: 1, out: '' })).toBe('unreached');
  });

  test('of Windows gets name and bytes by its input, and its word is understood', async () => {
    const windows = (out: string) =>
      sendToSpooler('Bon 1', bytes, undefined, answers({ code: 0, out }, { code: 0, out }), 'win32');
    expect(await windows('taken\r\n')).toBe('');
    const [{ program, args, input } = { program: '', args: [], input: null }] = asked;
    expect([program, ...args.slice(0, 3)]).toEqual([
      'powershell.exe',
      '-NoProfile',
      '-NonInteractive',
      '-EncodedCommand',
    ]);
    const script = Buffer.from(args[3] ?? '', 'base64').toString('utf16le');
    expect(script).toContain('winspool.drv');
    expect(script).not.toContain('Bon 1');
    const [name = '', sent = ''] = Buffer.from(input ?? [])
      .toString()
      .split('\n');
    expect(Buffer.from(name, 'base64').toString()).toBe('Bon 1');
    expect(Buffer.from(sent, 'base64').equals(bytes)).toBe(true);
    expect([
      await windows('paper-out'),
      await windows('cover-open'),
      await windows('unreached'),
      await windows(''),
    ]).toEqual(['paper-out', 'cover-open', 'unreached', 'unreached']);
  });

  test.skipIf(process.platform === 'win32')('is run without a shell; one that is not there is told', async () => {
    expect(await runProgram('cat', ['-'], Buffer.from('$(echo x)'))).toEqual({ code: 0, out: '$(echo x)' });
    expect(await runProgram('no-such-program-here', [], null)).toEqual({ code: null, out: '' });
    // In the words that are looked for, whatever the desk's own are.
    vi.stubEnv('LC_ALL', 'de_DE.UTF-8');
    expect((await runProgram('printenv', ['LC_ALL'], null)).out).toBe('C\n');
    vi.unstubAllEnvs();
  });
});
