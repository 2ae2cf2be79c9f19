import type { QueryMap } from '../../../bridge/queries.ts';
import { dayText } from '../../ui/instants.ts';
import { quantityText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import styles from './stock.module.css';

type Days = NonNullable<QueryMap['stock.variant']['result']>['days'];

const WIDTH = 1262;
const BASE = 74;

/** On hand at the end of each of the last 14 days, as steps: a shelf does not slope. */
export function HistoryChart({
  days,
  scale,
  unit,
}: {
  readonly days: Days;
  readonly scale: number;
  readonly unit: string | null;
}) {
  if (days.length < 2) return null;
  const most = Math.max(1, ...days.map((day) => day.onHand));
  const least = Math.min(0, ...days.map((day) => day.onHand));
  const wide = WIDTH / days.length;
  const x = (index: number) => index * wide + wide * 0.375;
  const y = (onHand: number) => BASE - ((onHand - least) / (most - least)) * 62;
  const steps = days.map((day, index) => `${index === 0 ? `M${x(0)} ` : `H${x(index)}V`}${y(day.onHand)}`).join('');
  const end = days.at(-1);
  const text = (amount: number) => quantityText({ amount, scale, unit });
  const label = (date: string) =>
    dayText(Date.parse(`${date}T12:00:00Z`))
      .split(' ')
      .slice(0, 2)
      .join(' ');
  return (
    <svg
      className={styles.history}
      viewBox={`0 0 ${WIDTH} 88`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('On hand over the last {n} days, now {now}', { n: days.length, now: text(end?.onHand ?? 0) })}
    >
      <path className={styles.base} d={`M0 ${y(0)}H${WIDTH}`} />
      <path className={styles.fill} d={`${steps}H${WIDTH - 8}V${y(0)}H${x(0)}Z`} />
      <path className={styles.line} d={`${steps}H${WIDTH - 8}`} vectorEffect="non-scaling-stroke" />
      {days.map((day, index) => (
        <g key={day.date}>
          <path className={styles.tick} d={`M${index * wide} ${BASE}v4`} />
          <text
            x={index * wide + wide / 2}
            y={87}
            textAnchor="middle"
            className={index === days.length - 1 ? styles.today : undefined}
          >
            {label(day.date)}
          </text>
        </g>
      ))}
      <circle className={styles.now} cx={WIDTH - 8} cy={y(end?.onHand ?? 0)} r={3.5} />
      <text className={styles.value} x={x(0)} y={y(days[0]?.onHand ?? 0) + 16}>
        {text(days[0]?.onHand ?? 0)}
      </text>
      <text className={styles.value} x={WIDTH - 10} y={y(end?.onHand ?? 0) - 8} textAnchor="end">
        {t('{n} now', { n: text(end?.onHand ?? 0) })}
      </text>
    </svg>
  );
}
