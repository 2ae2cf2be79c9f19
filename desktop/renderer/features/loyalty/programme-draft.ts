import type { ProgrammeView } from '../../../bridge/loyalty-views.ts';
import { decimalText, minorDigits, parseMoney } from '../../ui/money.tsx';

export interface TierDraft {
  readonly key: string;
  readonly name: string;
  readonly from: string;
  readonly pointsPerUnit: string;
}

/** A programme as it is typed. */
export interface ProgrammeDraft {
  readonly running: boolean;
  readonly pointValue: string;
  readonly pointsPerUnit: string;
  readonly redeemFrom: string;
  readonly offlinePoints: string;
  readonly monthsGood: string;
  readonly tiers: readonly TierDraft[];
}

/** Where nobody wrote one: a point a unit, each worth a hundredth of it. */
const suggested: Omit<ProgrammeView, 'currency' | 'updatedAt'> = {
  ...{ status: 'stopped', pointValue: 1, pointsPerUnit: 1, redeemFrom: 100, offlinePoints: 2_000, monthsGood: 24 },
  tiers: [],
};

export function draftOf(programme: ProgrammeView | null, currency: string): ProgrammeDraft {
  const { status, pointValue, tiers, ...counts } = programme ?? suggested;
  return {
    running: status === 'running',
    pointValue: decimalText(pointValue, minorDigits(currency)),
    pointsPerUnit: String(counts.pointsPerUnit),
    redeemFrom: String(counts.redeemFrom),
    offlinePoints: String(counts.offlinePoints),
    monthsGood: String(counts.monthsGood),
    tiers: tiers.map(({ name, from, pointsPerUnit }, index) => ({
      ...{ key: String(index), name, from: String(from), pointsPerUnit: String(pointsPerUnit) },
    })),
  };
}

const whole = (text: string, least: number, most: number): number | null => {
  const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : -1;
  return value >= least && value <= most ? value : null;
};

export type ProgrammeProblems = Partial<Record<keyof ProgrammeDraft, string>>;

/** What the command takes, and what is wrong with it in words. */
export function programmeOf(draft: ProgrammeDraft, currency: string) {
  const pointValue = parseMoney(draft.pointValue, currency);
  const pointsPerUnit = whole(draft.pointsPerUnit, 0, 10_000);
  const redeemFrom = whole(draft.redeemFrom, 1, 1_000_000);
  const offlinePoints = whole(draft.offlinePoints, 0, 1_000_000_000);
  const monthsGood = whole(draft.monthsGood, 0, 1_200);
  const tiers = draft.tiers.map(({ name, from, pointsPerUnit: rate }) => ({
    ...{ name: name.trim(), from: whole(from, 1, 1_000_000) ?? 0, pointsPerUnit: whole(rate, 0, 10_000) ?? -1 },
  }));
  const tiersWrong = tiers.some(
    ({ name, from, pointsPerUnit: rate }, index) =>
      !name || from < 1 || rate < 0 || tiers.slice(0, index).some((one) => one.name === name || one.from >= from),
  );
  const problems: ProgrammeProblems = {
    ...((pointValue === null || pointValue < 1) && { pointValue: 'Write an amount such as 0.01' }),
    ...(pointsPerUnit === null && { pointsPerUnit: 'Write whole points, 0 to 10000' }),
    ...(redeemFrom === null && { redeemFrom: 'Write whole points, 1 or more' }),
    ...(offlinePoints === null && { offlinePoints: 'Write whole points, 0 or more' }),
    ...(monthsGood === null && { monthsGood: 'Write whole months, 0 to 1200' }),
    ...(tiersWrong && { tiers: 'Each tier has a name of its own, and begins above the one before it.' }),
  };
  const programme = {
    status: draft.running ? ('running' as const) : ('stopped' as const),
    ...{ currency, pointValue: pointValue ?? 0, pointsPerUnit: pointsPerUnit ?? 0, redeemFrom: redeemFrom ?? 1 },
    ...{ offlinePoints: offlinePoints ?? 0, monthsGood: monthsGood ?? 0, tiers },
  };
  return { programme, problems };
}
