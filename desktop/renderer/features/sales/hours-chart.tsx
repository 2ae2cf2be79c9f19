import { memo } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { useTurn } from '../../ui/in-turn.ts';
import { axisText, HourTick } from './chart-parts.tsx';
import { axisFloor, openHours, shortMoney } from './chart-words.ts';

export interface HoursChartProps {
  readonly currency: string;
  readonly hours: readonly { readonly hour: number; readonly today: number; readonly compared: number }[];
  readonly label: string;
  readonly onHour?: (hour: number | null) => void;
}

/** Takings hour by hour: today filled, the compared day as an outline beside it. */
function HoursChart({ currency, hours, label, onHour }: HoursChartProps) {
  const come = useTurn();
  const { from, to } = openHours(
    hours.map(({ hour, today, compared }) => ({ hour, used: today !== 0 || compared !== 0 })),
  );
  const data = hours.filter(({ hour }) => hour >= from && hour <= to);
  const sums = data.flatMap(({ today, compared }) => [today, compared]);
  const floor = axisFloor([Math.min(...sums), Math.max(...sums)]);
  return (
    <figure style={{ height: '100%' }} aria-label={label}>
      {come ? (
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={data}
            margin={{ top: 6, right: 16, bottom: 0, left: 4 }}
            barGap={1}
            barCategoryGap="22%"
            accessibilityLayer={false}
            onMouseMove={(state) => onHour?.(state.activeLabel === undefined ? null : Number(state.activeLabel))}
            onMouseLeave={() => onHour?.(null)}
          >
            <CartesianGrid vertical={false} stroke="var(--border)" />
            <XAxis
              dataKey="hour"
              tickLine={false}
              axisLine={{ stroke: 'var(--border-control)' }}
              tick={<HourTick />}
              height={20}
              interval={data.length > 12 ? 2 : 1}
            />
            <YAxis
              domain={[floor, 'auto']}
              allowDataOverflow
              width={40}
              tickCount={4}
              tickLine={false}
              axisLine={false}
              tick={axisText}
              tickFormatter={(amount: number) => shortMoney(amount, currency)}
            />
            <Bar
              dataKey="compared"
              fill="color-mix(in srgb, var(--accent) 14%, var(--surface))"
              stroke="var(--accent)"
              strokeDasharray="3 2"
              strokeOpacity={0.6}
              isAnimationActive={false}
            />
            <Bar dataKey="today" fill="var(--accent)" isAnimationActive={false} />
          </BarChart>
        </ResponsiveContainer>
      ) : null}
    </figure>
  );
}

export default memo(HoursChart);
