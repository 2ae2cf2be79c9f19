import { memo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';
import { useTurn } from '../../ui/in-turn.ts';
import { t } from '../../ui/text.ts';
import { axisText, HourTick } from './chart-parts.tsx';
import { axisFloor, openHours, shortMoney } from './chart-words.ts';

export interface DayChartProps {
  readonly currency: string;
  /** Running totals by the end of each hour; today's are null for hours to come. */
  readonly hours: readonly { readonly hour: number; readonly today: number | null; readonly compared: number }[];
  /** Where the day is heading, from what is in and the compared day's pace; null when unknown. */
  readonly heading: number | null;
  readonly label: string;
}

/** Today's running total in ink, the compared day dashed, what may come hatched. */
function DayChart({ currency, hours, heading, label }: DayChartProps) {
  const come = useTurn();
  const { from, to } = openHours(
    hours.map(({ hour, today, compared }, index) => {
      const before = hours[index - 1];
      return { hour, used: (today ?? 0) > (before?.today ?? 0) || compared > (before?.compared ?? 0) };
    }),
  );
  const known = hours.filter((one) => one.today !== null);
  const last = known.at(-1);
  const whole = hours.at(-1)?.compared ?? 0;
  const data = hours
    .filter(({ hour }) => hour >= from - 1 && hour <= to + 1)
    .map((one) => {
      const left =
        last && heading !== null && whole > last.compared
          ? (one.compared - last.compared) / (whole - last.compared)
          : null;
      const expected =
        left !== null && last && one.hour >= last.hour
          ? (last.today ?? 0) + ((heading ?? 0) - (last.today ?? 0)) * left
          : null;
      return { ...one, band: expected === null ? null : [expected * 0.97, expected * 1.06] };
    });
  const sums = data.flatMap(({ today, compared }) => [today ?? 0, compared]);
  const floor = axisFloor([Math.min(...sums), Math.max(...sums)]);
  return (
    <figure style={{ height: '100%' }} aria-label={label}>
      {come ? (
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart data={data} margin={{ top: 6, right: 22, bottom: 0, left: 4 }} accessibilityLayer={false}>
            <defs>
              <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <path d="M0 0V5" stroke="var(--accent)" strokeWidth="1.2" opacity="0.45" />
              </pattern>
            </defs>
            <CartesianGrid vertical={false} stroke="var(--border)" />
            <XAxis
              dataKey="hour"
              tickLine={false}
              axisLine={{ stroke: 'var(--border)' }}
              tick={<HourTick />}
              interval={2}
              height={20}
            />
            <YAxis
              domain={[floor, 'auto']}
              allowDataOverflow
              width={40}
              tickCount={3}
              tickLine={false}
              axisLine={false}
              tick={axisText}
              tickFormatter={(amount: number) => shortMoney(amount, currency)}
            />
            <Area
              dataKey="band"
              fill="url(#hatch)"
              stroke="none"
              isAnimationActive={false}
              activeDot={false}
              connectNulls
            />
            <Line
              dataKey="compared"
              stroke="var(--accent)"
              strokeWidth={1.5}
              strokeDasharray="5 4"
              opacity={0.55}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
            <Line
              dataKey="today"
              stroke="var(--accent)"
              strokeWidth={2}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
              name={t('Today')}
            />
            {last ? <ReferenceLine x={last.hour} stroke="var(--text-2)" /> : null}
            {last ? (
              <ReferenceDot
                x={last.hour}
                y={last.today ?? 0}
                r={4}
                fill="var(--accent)"
                stroke="var(--bg)"
                strokeWidth={2}
              />
            ) : null}
          </ComposedChart>
        </ResponsiveContainer>
      ) : null}
    </figure>
  );
}

/** The page around it is drawn again with every sale; a chart takes longer than all the rest and has its own reasons. */
export default memo(DayChart);
