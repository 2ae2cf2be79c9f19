import { describe, expect, test } from 'vitest';
import { SimulatedLine } from '../simulated-line.ts';
import { drawerKick, escpos } from './escpos.ts';
import { kickOf, printBytes } from './print-bytes.ts';
import { lineDrawer } from './raster/draw-lines.ts';
import { star, starDrawerKick } from './star.ts';
import { readStarStatus } from './star-status.ts';
import { sendToPrinter, starTalk } from './tcp-printer.ts';

const hex = (bytes: Uint8Array | readonly number[]) => Buffer.from(bytes).toString('hex');
const head = '1b4018' + '1b1d7420';
const knife = '1b6403';
const one = (block: Parameters<typeof star>[0][number]) => {
  const all = hex(star([block], 58));
  expect(all.startsWith(head) && all.endsWith(knife)).toBe(true);
  return all.slice(head.length, -knife.length);
};

describe('bytes for Star printers', () => {
  test('of each kind of block are those of line mode and StarPRNT alike', () => {
    expect(one({ kind: 'text', text: 'Hi' })).toBe('48690a');
    expect(one({ kind: 'text', text: 'Hi', align: 'center', bold: true, big: true })).toBe(
      '1b1d6101' + '1b45' + '1b690101' + '48690a' + '1b690000' + '1b46' + '1b1d6100',
    );
    expect(one({ kind: 'space', lines: 3 })).toBe('1b6103');
    expect(one({ kind: 'bars', text: 'B2-1' })).toBe('1b1d6101' + '1b6206020248' + '42322d31' + '1e0a' + '1b1d6100');
    expect(one({ kind: 'qr', text: 'é' })).toBe(
      '1b1d6101' +
        '1b1d79533002' +
        '1b1d79533101' +
        '1b1d79533206' +
        '1b1d794431000200c3a9' +
        '1b1d79500a' +
        '1b1d6100',
    );
    expect(hex(starDrawerKick)).toBe('1b07053207');
    expect(kickOf({ commands: 'star', model: 'network' })).toBe(starDrawerKick);
  });

  test('letters go to its own pages; Greek, which it has none for, is drawn', () => {
    expect(one({ kind: 'text', text: 'Zoë Łódź Київ' })).toBe(`5a6feb20${'1b1d7421'}a3f3649f20${'1b1d7422'}cae8bfe20a`);
    const paper = [{ kind: 'text', text: 'Ελλάς' } as const];
    expect(hex(star(paper, 58))).toContain('3f3f3f3f3f');
    const drawn = hex(star(paper, 58, { draw: lineDrawer, language: 'en', dir: 'ltr' }));
    // Two bands of 24 dots for one line of 34, each 384 columns wide.
    expect(drawn.match(/1b588001/g)).toHaveLength(2);
    expect(drawn).toContain('1b30');
    expect(drawn.endsWith(`0a1b7a01${knife}`)).toBe(true);
  });

  test('go to a printer that is set to them; the one on the screen reads ESC/POS alone', () => {
    const paper = [{ kind: 'text', text: 'Hi' } as const];
    const bytes = (model: 'network' | 'virtual', commands: 'star' | 'escpos') =>
      hex(printBytes(paper, { width: 58, model, commands }, 'en-GB'));
    expect(bytes('network', 'star')).toBe(hex(star(paper, 58)));
    expect(bytes('network', 'escpos')).toBe(hex(escpos(paper, 58)));
    expect(bytes('virtual', 'star')).toBe(hex(escpos(paper, 58)));
    expect(kickOf({ commands: 'star', model: 'virtual' })).toBe(drawerKick);
  });

  test('a picture is columns of 24 dots from the left', () => {
    // Black: all of column 0, and the lowest dot of column 383.
    const bits = new Uint8Array(48 * 24);
    for (let y = 0; y < 24; y++) bits[y * 48] = 0x80;
    bits[23 * 48 + 47] = 0x01;
    const all = one({ kind: 'picture', bitmap: { width: 384, height: 24, bits } });
    expect(all).toBe(`1b301b588001${'ffffff'}${'000000'.repeat(382)}${'000001'}0a1b7a01`);
  });
});

/** A Star printer that takes a job and counts it. */
class StarPrinter {
  readonly jobs: Buffer[] = [];
  paper = true;
  cover = false;
  stuck = false;
  /** Asked so often while it still prints */
  prints = 0;
  #printing = 0;
  #done = 30;
  readonly line = new SimulatedLine((socket) => {
    let kept = Buffer.alloc(0);
    socket.on('data', (piece) => {
      kept = Buffer.concat([kept, piece]);
      const ask = Buffer.from([0x1b, 0x06, 0x01]);
      for (let at = kept.indexOf(ask); at >= 0; at = kept.indexOf(ask)) {
        const job = kept.subarray(0, at);
        kept = Buffer.concat([kept.subarray(at + 3)]);
        if (job.at(-1) === 0x17 && !this.stuck) {
          this.jobs.push(Buffer.from(job.subarray(0, -1)));
          this.#printing = this.prints + 1;
        }
        if (this.#printing > 0 && --this.#printing === 0) this.#done = (this.#done + 1) % 32;
        socket.write(this.status());
      }
    });
  });
  status(): Uint8Array {
    const done = ((this.#done & 0x18) << 2) | ((this.#done & 0x07) << 1);
    return Uint8Array.of(0x23, 0x86, this.cover ? 0x28 : 0, 0, 0, this.paper ? 0 : 0x08, 0, done, 0);
  }
}

describe('a Star printer over TCP', () => {
  const patience = { connectMs: 2_000, statusMs: 2_000, doneMs: 2_000 };
  const paper = star([{ kind: 'text', text: 'Hello' }], 80);

  test('is asked before and counts what it worked off; the count begins again after 31', async () => {
    const printer = new StarPrinter();
    await printer.line.start();
    const send = (doneMs = 2_000) =>
      sendToPrinter(printer.line.address, paper, { patience: { ...patience, doneMs }, talk: starTalk });
    expect([await send(), await send(), await send()]).toEqual(['', '', '']);
    expect(printer.jobs.map(hex)).toEqual(Array(3).fill(hex(paper)));
    // It is asked again until all of it is on paper.
    printer.prints = 2;
    expect(await send()).toBe('');
    printer.paper = false;
    expect(await send()).toBe('paper-out');
    [printer.paper, printer.cover] = [true, true];
    expect(await send()).toBe('cover-open');
    [printer.cover, printer.stuck] = [false, true];
    expect(await send(400)).toBe('not-confirmed');
    await printer.line.stop();
    expect(printer.jobs).toHaveLength(4);
  });

  test('tells nothing by half a status, and by the last whole one', () => {
    const printer = new StarPrinter();
    const ready = printer.status();
    printer.paper = false;
    const out = printer.status();
    expect(readStarStatus(ready.subarray(0, 8))).toBeUndefined();
    expect(readStarStatus(ready)).toEqual({ problem: '', done: 30 });
    expect(readStarStatus(Buffer.concat([Buffer.from([0x00, 0x58]), ready, out, ready.subarray(0, 3)]))).toMatchObject({
      problem: 'paper-out',
    });
    expect(readStarStatus(Uint8Array.of(0x0f, 0x06, 0x08, 0, 0, 0, 0))).toEqual({ problem: 'unreached', done: null });
  });
});
