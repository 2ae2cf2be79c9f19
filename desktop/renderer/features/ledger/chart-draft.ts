import type { ChartAccount } from '@tillhouse/shared/domains/ledger/chart-schema.ts';
import { type ChartName, presetOf } from '@tillhouse/shared/domains/ledger/chart-presets.ts';
import type { ChartShown } from '../../../bridge/ledger-views.ts';

/** Numbers of accounts as their fields hold them. */
export interface ChartDraft {
  readonly adviser: string;
  readonly client: string;
  readonly yearStart: string;
  readonly digits: string;
  readonly clearing: string;
  readonly accounts: readonly ChartAccount[];
}

export const draftOfChart = (chart: ChartShown | null): ChartDraft => ({
  adviser: chart ? String(chart.adviser) : '',
  client: chart ? String(chart.client) : '',
  yearStart: chart?.yearStart ?? '01-01',
  digits: String(chart?.digits ?? 4),
  ...(chart ? { clearing: chart.clearing, accounts: chart.accounts } : presetOf('SKR03')),
});

/** The numbers of a chart to begin from; who it is for stays. */
export const withPreset = (draft: ChartDraft, name: ChartName): ChartDraft => ({ ...draft, ...presetOf(name) });

export type ChartField = 'adviser' | 'client' | 'yearStart' | 'digits' | 'clearing' | 'accounts';

const whole = (text: string, least: number, most: number): number | null => {
  const value = /^\d{1,8}$/.test(text.trim()) ? Number(text) : -1;
  return value >= least && value <= most ? value : null;
};

/** Arguments of `ledger.saveChart`, or the first field that is wrong. */
export function chartOf(draft: ChartDraft): { readonly wrong: ChartField } | Omit<ChartShown, 'id' | 'updatedAt'> {
  const adviser = whole(draft.adviser, 1_001, 9_999_999);
  if (adviser === null) return { wrong: 'adviser' };
  const client = whole(draft.client, 1, 99_999);
  if (client === null) return { wrong: 'client' };
  const yearStart = draft.yearStart.trim();
  if (!/^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/.test(yearStart)) return { wrong: 'yearStart' };
  const digits = whole(draft.digits, 4, 8);
  if (digits === null) return { wrong: 'digits' };
  const isNumber = (text: string) => /^\d{4,9}$/.test(text) && text.length <= digits;
  if (!isNumber(draft.clearing)) return { wrong: 'clearing' };
  const named = new Set(draft.accounts.map(({ account, detail }) => `${account} ${detail}`));
  const right = draft.accounts.every(({ number, key }) => isNumber(number) && /^\d{0,4}$/.test(key));
  if (!right || named.size < draft.accounts.length) return { wrong: 'accounts' };
  return { adviser, client, yearStart, digits, clearing: draft.clearing, accounts: [...draft.accounts] };
}
