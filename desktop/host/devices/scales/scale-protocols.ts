/** How the pan stands; `fault`: the scale says that it is broken. */
export type PanState = 'stable' | 'moving' | 'zero' | 'under' | 'over' | 'fault';
export type ScaleUnit = 'KGM' | 'LBR';

export interface Reading {
  readonly pan: PanState;
  /** Thousandths of the unit; 0 where the scale gives no weight */
  readonly weight: number;
  readonly unit: ScaleUnit;
}

export interface ScaleProtocol {
  /** Asks for the weight */
  readonly ask: Uint8Array;
  /** What was answered, or undefined while not all of it is there. */
  read(heard: string, unit: ScaleUnit): Reading | undefined;
}

/** `0.425`, `00.42` in thousandths; null where it is no weight that counts no finer than that. */
function thousandths(text: string): number | null {
  const [, whole = '', part = ''] = /^\s*(\d{0,6})\.?(\d{0,3})\s*$/.exec(text) ?? [];
  return whole + part === '' ? null : Number(whole) * 1_000 + Number(part.padEnd(3, '0'));
}

const weighed = (weight: number, unit: ScaleUnit): Reading => ({ pan: weight === 0 ? 'zero' : 'stable', weight, unit });
const without = (pan: PanState, unit: ScaleUnit): Reading => ({ pan, weight: 0, unit });

const [STX, ETX] = ['\u0002', '\u0003'] as const;

/** What stands between two signs; undefined while one is not there yet. */
function between(text: string, first: string, last: string): string | undefined {
  const from = text.indexOf(first);
  const to = text.indexOf(last, from + 1);
  return from < 0 || to < 0 ? undefined : text.slice(from + 1, to);
}

/** Of Mettler Toledo's 8217, which most counter scales can be set to: a weight when it is one, else a byte that says why not. */
const mt8217: ScaleProtocol = {
  ask: Uint8Array.of(0x57),
  read(heard, unit) {
    const body = between(heard, STX, '\r');
    if (body === undefined) return undefined;
    if (!body.startsWith('?')) {
      // N: net, since something was tared at the scale itself.
      const weight = thousandths(body.replace(/N$/, ''));
      return weight === null ? without('fault', unit) : weighed(weight, unit);
    }
    const bits = body.charCodeAt(1);
    if (bits & 0x02) return without('over', unit);
    if (bits & 0x04) return without('under', unit);
    if (bits & 0x01) return without('moving', unit);
    return bits & 0x10 ? without('zero', unit) : without('fault', unit);
  },
};

/** Of NCI (SCP-01), which CAS and Weigh-Tronix speak as well: weight, unit and two bytes of status in one answer. */
const nci: ScaleProtocol = {
  ask: Uint8Array.of(0x57, 0x0d),
  read(heard) {
    const [, text = '', named, first = '0', second = '0'] =
      /^([^\n\r]{1,10}?)\s*(KG|LB)\r\nS?(.)(.)/i.exec(between(heard, '\n', ETX) ?? '') ?? [];
    if (named === undefined) return undefined;
    const unit = named.toUpperCase() === 'KG' ? 'KGM' : 'LBR';
    const [pan, range] = [first.charCodeAt(0), second.charCodeAt(0)];
    if (range & 0x02) return without('over', unit);
    if (range & 0x01) return without('under', unit);
    if (pan & 0x0c || range & 0x0c) return without('fault', unit);
    if (pan & 0x01) return without('moving', unit);
    const weight = thousandths(text);
    return weight === null ? without('fault', unit) : weighed(weight, unit);
  },
};

export const scaleProtocols = { 'mt-8217': mt8217, nci } as const;
export type ScaleModel = keyof typeof scaleProtocols;
