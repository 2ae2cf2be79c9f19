import { describe, expect, test } from 'vitest';
import { type Said, shiftsOf } from './rules.ts';

const H = 3_600_000;
let next = 0;
const say = (kind: Said['kind'], hour: number, more: Partial<Said> = {}): Said => {
  next += 1;
  return { id: `p${String(next).padStart(3, '0')}`, staffId: 'ellie', kind, at: hour * H, replacesId: null, ...more };
};
const short = (said: readonly Said[], now = 100 * H) =>
  shiftsOf(said, now).map(({ state, worked, breaks }) => [state, worked / H, breaks / H]);

describe('hours', () => {
  test('are from coming to going, without breaks, whatever order the words arrive in', () => {
    const day = [say('in', 9), say('break', 12), say('back', 13), say('out', 17)];
    expect(short(day)).toEqual([['done', 7, 1]]);
    expect(short(day.toReversed())).toEqual([['done', 7, 1]]);
    expect(short([say('in', 9), say('break', 16), say('out', 17)])).toEqual([['done', 7, 1]]);
  });

  test('run while somebody is in, and stand in a break', () => {
    expect(short([say('in', 9)], 11 * H)).toEqual([['in', 2, 0]]);
    expect(short([say('in', 9), say('break', 10)], 12 * H)).toEqual([['break', 1, 2]]);
  });

  test('are none where it was forgotten to go: after sixteen hours, and when the same person comes again', () => {
    expect(short([say('in', 9)], 25 * H)).toEqual([['in', 16, 0]]);
    expect(short([say('in', 9)], 25 * H + 1)).toEqual([['forgotten', 0, 0]]);
    expect(short([say('in', 9), say('in', 12), say('out', 14)])).toEqual([
      ['forgotten', 0, 0],
      ['done', 2, 0],
    ]);
  });

  test('go by the correction and no more by what it replaces; going without having come is nothing', () => {
    const came = say('in', 9);
    const late = say('out', 23);
    expect(short([came, late, say('out', 17, { replacesId: late.id })])).toEqual([['done', 8, 0]]);
    expect(short([came, late, say('void', 9, { replacesId: came.id })])).toEqual([]);
    expect(short([came, say('out', 17), say('in', 10, { staffId: 'priya' })], 12 * H)).toEqual([
      ['done', 8, 0],
      ['in', 2, 0],
    ]);
  });
});
