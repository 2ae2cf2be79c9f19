const plain = (code: string): string => code.toUpperCase().replaceAll(/[\s-]/g, '');

/**
 * How closely a written beginning names a postcode: 3 and its length, 0 where it does not. In the United Kingdom `BT` is that area
 * and `IV1` that district, and not `IV10`; everywhere else a beginning is one.
 * @param written as its owner typed it: `BT`, `IV1`, `IV1 1`, `201`
 */
export function postcodeFit(country: string, written: string, postcode: string): number {
  const [start, code] = [plain(written), plain(postcode)];
  if (start === '' || !code.startsWith(start)) return 0;
  if (country === 'GB' && start.length < code.length) {
    // The last three are the inward code: what stands before them is area and district.
    const outward = code.slice(0, -3);
    const area = /^[A-Z]+/.exec(outward)?.[0] ?? '';
    const whole = start === area || start === outward || start.length > outward.length;
    if (!whole) return 0;
  }
  return 3 + start.length;
}
