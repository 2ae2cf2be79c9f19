import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Weighing } from '../../../bridge/scale-views.ts';
import { SimulatedLine } from '../simulated-line.ts';
import { isWeighed, quantityOf, weighedBy } from './net-weight.ts';
import { ScaleLine } from './scale-line.ts';
import { scaleProtocols } from './scale-protocols.ts';
import { Scales } from './scales-of-host.ts';
import { SimulatedScale } from './simulated-scale.ts';

const { 'mt-8217': toledo, nci } = scaleProtocols;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('what a scale says', () => {
  test('by the 8217: a weight, or a byte of why there is none', () => {
    expect(hex(toledo.ask)).toBe('57');
    const read = (text: string) => toledo.read(text, 'KGM');
    expect(read('\u000200.425\r')).toEqual({ pan: 'stable', weight: 425, unit: 'KGM' });
    expect(read('\u000201.50\r')).toMatchObject({ weight: 1_500 });
    expect(read('\u0002 0.200N\r')).toMatchObject({ pan: 'stable', weight: 200 });
    expect(read('\u000200.000\r')).toMatchObject({ pan: 'zero' });
    expect(
      [0x61, 0x62, 0x64, 0x70, 0x68, 0x63].map((byte) => read(`\u0002?${String.fromCharCode(byte)}\r`)?.pan),
    ).toEqual([...['moving', 'over', 'under', 'zero', 'fault', 'over']]);
    expect(read('\u000200.4')).toBeUndefined();
    expect(read('\u0002ERROR\r')).toMatchObject({ pan: 'fault', weight: 0 });
  });

  test('by NCI: weight, unit and two bytes of status', () => {
    expect(hex(nci.ask)).toBe('570d');
    const read = (text: string) => nci.read(text, 'KGM');
    expect(read('\n0001.24LB\r\nS00\r\u0003')).toEqual({ pan: 'stable', weight: 1_240, unit: 'LBR' });
    expect(read('\n00.425KG\r\n00\r\u0003')).toEqual({ pan: 'stable', weight: 425, unit: 'KGM' });
    expect(['10', '02', '01', '20', '40'].map((bytes) => read(`\n00.000KG\r\nS${bytes}\r\u0003`)?.pan)).toEqual([
      ...['moving', 'over', 'under', 'zero', 'fault'],
    ]);
    expect(read('\n^^^^^^KG\r\nS02\r\u0003')).toMatchObject({ pan: 'over', weight: 0 });
    expect(read('\n00.425KG\r\nS00')).toBeUndefined();
  });
});

const scales: SimulatedScale[] = [];
const lines: ScaleLine[] = [];
afterEach(async () => {
  for (const line of lines.splice(0)) line.close();
  for (const scale of scales.splice(0)) await scale.stop();
});
async function onLine(model: 'mt-8217' | 'nci', patience = 2_000) {
  const scale = await new SimulatedScale({ model }).start();
  const line = new ScaleLine({ model, address: scale.address, unit: 'KGM' }, patience);
  scales.push(scale);
  lines.push(line);
  return { scale, line };
}

describe.each(['mt-8217', 'nci'] as const)('a scale by %s over TCP', (model) => {
  test('is read again and again on one line, each answer for its own question', async () => {
    const { scale, line } = await onLine(model);
    expect(await line.read()).toMatchObject({ pan: 'zero' });
    scale.weight = 1_234;
    expect(await line.read()).toMatchObject({ pan: 'stable', weight: 1_234 });
    for (const trouble of ['moving', 'over', 'under', 'fault'] as const) {
      scale.trouble = trouble;
      expect(await line.read()).toMatchObject({ pan: trouble, weight: 0 });
    }
    scale.trouble = null;
    const many = await Promise.all(Array.from({ length: 5 }, () => line.read()));
    expect(many.every((reading) => reading.pan === 'stable')).toBe(true);
  });
});

test('one that is silent or gone says so, and is found again when it is back', async () => {
  const { scale, line } = await onLine('mt-8217', 60);
  scale.weight = 500;
  scale.deaf = true;
  expect(await line.read()).toEqual({ pan: 'unreached' });
  scale.deaf = false;
  expect(await line.read()).toMatchObject({ weight: 500 });
  await scale.stop();
  expect(await line.read()).toEqual({ pan: 'unreached' });
  await scale.start();
  expect(await line.read()).toMatchObject({ weight: 500 });
});

test('one that is left while its line is still being opened keeps no line', async () => {
  const { line } = await onLine('mt-8217');
  const reading = line.read();
  await Promise.resolve();
  line.close();
  expect(await reading).toEqual({ pan: 'unreached' });
  expect(await line.read()).toMatchObject({ pan: 'zero' });
});

test('what a customer is shown ends when the till says so, or says nothing any more', () => {
  vi.useFakeTimers();
  const changed = vi.fn();
  const shown = new Scales(changed);
  const weighing = { title: 'Flakes' } as Weighing;
  shown.show('till', weighing, 0, shown.turnAt('till'));
  vi.advanceTimersByTime(2_000);
  shown.show('till', weighing, 2_000, shown.turnAt('till'));
  vi.advanceTimersByTime(2_000);
  expect(shown.shownAt('till', 4_000)).toBe(weighing);
  expect(changed).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(changed).toHaveBeenCalledTimes(2);
  expect(shown.shownAt('till', 4_000)).toBeNull();
  shown.show('till', weighing, 5_000, shown.turnAt('till'));
  shown.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test('an answer that comes too late is not taken for that of the next question', async () => {
  const late = new SimulatedLine((socket) => {
    let asked = 0;
    socket.on('data', () => {
      asked += 1;
      if (asked > 1) socket.write('\u000200.111\r');
    });
  });
  await late.start();
  const line = new ScaleLine({ model: 'mt-8217', address: late.address, unit: 'KGM' }, 60);
  lines.push(line);
  expect([await line.read(), await line.read()]).toEqual([{ pan: 'unreached' }, { pan: 'unreached' }]);
  await late.stop();
});

test('a weight is a quantity of what is sold: by the kilogram, the gram, the pound', () => {
  expect(quantityOf(425, 'KGM', 3)).toBe(425);
  expect(quantityOf(425, 'KGM', 2)).toBe(43);
  expect(quantityOf(425, 'GRM', 0)).toBe(425);
  expect(quantityOf(1_240, 'LBR', 2)).toBe(124);
  expect(['KGM', 'GRM', 'LBR', 'H87'].map(weighedBy)).toEqual(['KGM', 'KGM', 'LBR', null]);
  expect([
    isWeighed('KGM', 3),
    isWeighed('GRM', 0),
    isWeighed('KGM', 0),
    isWeighed('H87', 0),
    isWeighed('LTR', 3),
  ]).toEqual([...[true, true, false, false, false]]);
});
