import type { Condition, Promotion } from './promotion-args.ts';

const asks = (condition: Condition): boolean =>
  condition.kind === 'group'
    ? condition.of.some(asks)
    : condition.kind === 'segment' || condition.kind === 'first-order';

/** Whether one of them asks what its buyer bought before, which then has to be looked up. */
export const asksOfBuyer = (promotions: readonly Pick<Promotion, 'conditions'>[]): boolean =>
  promotions.some(({ conditions }) => conditions?.of.some(asks) ?? false);
