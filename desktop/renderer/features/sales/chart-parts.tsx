import { clockHour } from './chart-words.ts';

/** The axis text of the charts: 12 px, quiet, tabular. */
export const axisText = { fontSize: 12, fill: 'var(--text-3)', fontFamily: 'var(--font)' } as const;

export function HourTick({
  x = 0,
  y = 0,
  payload,
  anchor = 'middle',
}: {
  readonly x?: number;
  readonly y?: number;
  readonly payload?: { readonly value: number };
  readonly anchor?: 'start' | 'middle' | 'end';
}) {
  return (
    <text x={x} y={y + 12} textAnchor={anchor} {...axisText}>
      {clockHour(payload?.value ?? 0)}
    </text>
  );
}
