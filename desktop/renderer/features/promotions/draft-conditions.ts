import type { Condition, Target } from '@tillhouse/shared/domains/pricing/promotion-args.ts';

type ListKind = 'channel' | 'location' | 'customer-group' | 'segment';

/** A condition as its fields hold it; a group is shown in words and kept. */
export type ConditionDraft =
  | { readonly kind: 'spend' | 'quantity'; readonly atLeast: string; readonly of?: Target | undefined }
  | { readonly kind: ListKind; readonly in: readonly string[] }
  | { readonly kind: 'first-order' }
  | { readonly kind: 'time'; readonly days: readonly number[]; readonly from: string; readonly to: string }
  | { readonly kind: 'group'; readonly group: Condition & { readonly kind: 'group' } };

export const everyDay = [1, 2, 3, 4, 5, 6, 7];

export function conditionDraft(condition: Condition, money: (amount: number) => string): ConditionDraft {
  switch (condition.kind) {
    case 'spend':
      return { kind: 'spend', atLeast: money(condition.atLeast), of: condition.of };
    case 'quantity':
      return { kind: 'quantity', atLeast: String(condition.atLeast), of: condition.of };
    case 'time':
      return {
        kind: 'time',
        days: condition.days ?? everyDay,
        from: condition.from ?? '',
        to: condition.to ?? '',
      };
    case 'group':
      return { kind: 'group', group: condition };
    case 'first-order':
      return { kind: 'first-order' };
    default:
      return { kind: condition.kind, in: condition.in };
  }
}

export interface ConditionReaders {
  readonly money: (text: string) => number | null;
  readonly count: (text: string) => number | null;
}

/** The condition, or in words what is missing. */
export function readCondition(draft: ConditionDraft, { money, count }: ConditionReaders): Condition | string {
  switch (draft.kind) {
    case 'spend': {
      const atLeast = money(draft.atLeast);
      if (atLeast === null || atLeast <= 0) return 'Write the least amount, such as 50.00';
      return { kind: 'spend', atLeast, ...(draft.of && { of: draft.of }) };
    }
    case 'quantity': {
      const atLeast = count(draft.atLeast);
      if (atLeast === null) return 'Write how many, a whole number such as 3';
      return { kind: 'quantity', atLeast, ...(draft.of && { of: draft.of }) };
    }
    case 'time': {
      const { days, from, to } = draft;
      if (days.length === 0) return 'Choose at least one day';
      if (from !== '' && from === to) return 'From and to are the same time';
      return {
        kind: 'time',
        ...(days.length < 7 && { days: [...days] }),
        ...(from && { from }),
        ...(to && { to }),
      };
    }
    case 'group':
      return draft.group;
    case 'first-order':
      return { kind: 'first-order' };
    default:
      return draft.in.length === 0 ? 'Choose at least one' : { kind: draft.kind, in: [...draft.in] };
  }
}
