import type { ListTerms } from '@tillhouse/shared/domains/pricing/list-terms.ts';
import { rateText } from '@tillhouse/shared/domains/pricing/explain.ts';
import { whenText } from '../../ui/instants.ts';
import type { Tone } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';

/** Whether a list counts now. */
export function stateOf({ status, startsAt, endsAt }: ListTerms, now: number): readonly [Tone, string] {
  if (status === 'paused') return ['open', t('Paused')];
  if (startsAt != null && now < startsAt) return ['waiting', t('Upcoming')];
  if (endsAt != null && now >= endsAt) return ['open', t('Over')];
  return ['ok', t('Counts')];
}

const channelNames = { till: 'Tills', online: 'Online' } as const;

/** For whom and where, in a line. */
export function whoText({ groups, channels, locations }: ListTerms, placeName: (id: string) => string): string {
  const parts = [
    groups?.join(', ') ?? t('Everybody'),
    ...(channels ? [channels.map((channel) => t(channelNames[channel])).join(', ')] : []),
    ...(locations ? [locations.map(placeName).join(', ')] : []),
  ];
  return parts.join(' · ');
}

export function datesText({ startsAt, endsAt }: ListTerms, now: number): string {
  const from = startsAt == null ? null : whenText(startsAt, now);
  const until = endsAt == null ? null : whenText(endsAt, now);
  if (from && until) return t('{from} – {until}', { from, until });
  if (from) return t('from {from}', { from });
  if (until) return t('until {until}', { until });
  return t('Always');
}

const stepText = ({ minQuantity, rate }: NonNullable<ListTerms['percentOff']>[number]) =>
  minQuantity === 1 ? rateText(rate) : t('from {n} {rate}', { n: minQuantity, rate: rateText(rate) });

/** What it does to prices. */
export function doesText({ kind, percentOff }: ListTerms, items: number): string {
  const own = items === 0 ? null : t('{n, plural, one {# price} other {# prices}} of its own', { n: items });
  const off = percentOff
    ? t('{percents} off everything else', { percents: percentOff.map(stepText).join(', ') })
    : null;
  const what = [own, off].filter(Boolean).join(', ') || t('nothing yet');
  return kind === 'override' ? t('{what}; goes before other prices', { what }) : what;
}
