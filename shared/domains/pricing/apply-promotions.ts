import { allocate, sum } from '../../kernel/money.ts';
import { openBundles } from './bundle-parts.ts';
import { admit, type Candidate } from './combine-promotions.ts';
import type { Money, Reason } from './explain.ts';
import { reason } from './explain.ts';
import { costOf, type Offer, type Open } from './offer.ts';
import { type Promotion, type Stage, stageOf } from './promotion-args.ts';
import { askConditions, type Situation } from './promotion-conditions.ts';
import { finderOf, type Good } from './promotion-goods.ts';
import { offerOf } from './promotion-offers.ts';
import { whyNotUsable } from './promotion-uses.ts';

export interface PromotionOutcome {
  readonly id: string;
  readonly name: string;
  readonly outcome: 'applied' | 'near-miss' | 'not-applied';
  /** Why: `applied`, `condition-unmet`, `nothing-qualifies`, `code-not-entered`, `does-not-combine`, `budget-exceeded`, … */
  readonly code: string;
  /** What it took off, goods and delivery together */
  readonly cost: number;
  /** What it would have taken alone, where it holds but another one counts */
  readonly wouldSave: number;
  readonly lines: readonly { readonly key: string; readonly amount: number }[];
  readonly shipping: number;
  readonly reasons: readonly Reason[];
  /** Units of its gift that may still be taken */
  readonly giftsLeft: number;
}

export interface Applied {
  readonly promotions: readonly PromotionOutcome[];
  /** By line: what each promotion took */
  readonly byLine: readonly (readonly { readonly id: string; readonly name: string; readonly amount: number }[])[];
  readonly shippingOff: readonly { readonly id: string; readonly name: string; readonly amount: number }[];
}

export interface Basket {
  readonly goods: readonly Good[];
  readonly shipping: number;
  readonly coupons: ReadonlySet<string>;
  readonly situation: Situation;
}

const stages: readonly Stage[] = ['goods', 'order', 'shipping'];

/**
 * Every promotion on a basket, with what it took or why it took nothing. Goods first, then the order, then delivery; in each the
 * higher priorities first. Promotions of one priority count on the same amounts, and where together they would take more than a
 * line costs, each gives way in proportion: so the order in which they are listed changes nothing.
 * @throws DomainError `pricing.bundle-circular`, `pricing.bundle-unknown`
 */
export function applyPromotions(promotions: readonly Promotion[], basket: Basket): Applied {
  const components = openBundles(promotions);
  const find = finderOf(basket.goods);
  const shelf = { goods: basket.goods, find };
  const base: Open = {
    ...shelf,
    left: basket.goods.map(({ amount }) => amount),
    shippingLeft: basket.shipping,
    money: basket.situation.money,
  };
  const settled = new Map<string, PromotionOutcome>();
  const candidates: Candidate[] = [];
  for (const promotion of promotions) {
    const refused = whyNotUsable(promotion, basket);
    const answer = refused ? undefined : askConditions(promotion, shelf, basket.situation);
    if (refused) settled.set(promotion.id, { ...untaken(promotion, refused.code), reasons: [refused] });
    else if (answer && !answer.met) {
      const miss = untaken(promotion, 'condition-unmet', answer.near);
      settled.set(promotion.id, { ...miss, reasons: answer.reasons });
    } else {
      const stage = stageOf(promotion);
      const indexes = find(promotion.target);
      const parts = components.get(promotion.id) ?? [];
      const alone = offerOf(promotion, parts, stage === 'shipping', base, indexes);
      const saving = costOf(alone);
      const grounds = answer?.reasons ?? [];
      if (saving > 0 || alone.giftsLeft > 0) {
        candidates.push({ promotion, stage, indexes, components: parts, alone, saving, grounds });
      } else {
        const code = indexes.length === 0 ? 'nothing-qualifies' : 'nothing-to-take';
        const said = alone.reasons.length > 0 ? alone.reasons : [reason(code, 'No goods in the basket qualify')];
        settled.set(promotion.id, { ...untaken(promotion, code, alone.near), reasons: [...grounds, ...said] });
      }
    }
  }
  const taken = takeWithinBudgets(candidates, base, settled);
  return report(promotions, settled, taken, basket.goods);
}

const untaken = ({ id, name }: Promotion, code: string, near = false): PromotionOutcome => ({
  id,
  name,
  code,
  outcome: near ? 'near-miss' : 'not-applied',
  cost: 0,
  wouldSave: 0,
  lines: [],
  shipping: 0,
  reasons: [],
  giftsLeft: 0,
});

interface Taken {
  readonly candidate: Candidate;
  readonly offer: Offer;
}

/** A promotion whose budget would be overdrawn takes nothing at all, and the others are looked at again without it. */
function takeWithinBudgets(
  candidates: readonly Candidate[],
  base: Open,
  settled: Map<string, PromotionOutcome>,
): Taken[] {
  let open = candidates;
  for (;;) {
    const { admitted, refused } = admit(open, base.money);
    const { taken, over } = runStages(admitted, base);
    if (!over) {
      for (const { candidate, why } of refused) {
        const { promotion, saving, grounds } = candidate;
        const outcome = untaken(promotion, 'does-not-combine');
        settled.set(promotion.id, { ...outcome, wouldSave: saving, reasons: [...grounds, why] });
      }
      return taken;
    }
    const { promotion, saving } = over.candidate;
    const outcome = untaken(promotion, 'budget-exceeded');
    settled.set(promotion.id, { ...outcome, wouldSave: saving, reasons: [over.why] });
    open = open.filter((candidate) => candidate !== over.candidate);
  }
}

function runStages(
  admitted: readonly Candidate[],
  base: Open,
): { taken: Taken[]; over?: { candidate: Candidate; why: Reason } } {
  const taken: Taken[] = [];
  const spent = new Map<string, number>();
  let open = base;
  for (const stage of stages) {
    const here = admitted.filter((candidate) => candidate.stage === stage);
    // They come as they were ranked: the highest first.
    const priorities = new Set(here.map(({ promotion }) => promotion.priority ?? 0));
    for (const priority of priorities) {
      const group = here.filter(({ promotion }) => (promotion.priority ?? 0) === priority);
      const offers = group.map((candidate) => {
        const { promotion, components, indexes, alone } = candidate;
        // Nothing was taken yet: it is what was computed to choose by.
        const offer = open === base ? alone : offerOf(promotion, components, stage === 'shipping', open, indexes);
        return { candidate, offer };
      });
      for (const { candidate, offer } of offers) {
        const why = overdrawn(candidate.promotion, costOf(offer), spent, base.money);
        if (why) return { taken, over: { candidate, why } };
      }
      const fitted = fit(offers, open);
      taken.push(...fitted);
      open = after(open, fitted);
    }
  }
  return { taken };
}

function overdrawn(
  { id, budget }: Promotion,
  cost: number,
  spent: Map<string, number>,
  money: Money,
): Reason | undefined {
  if (!budget) return undefined;
  const name = budget.id ?? id;
  const more = (spent.get(name) ?? 0) + (budget.kind === 'uses' ? 1 : cost);
  const left = budget.limit - budget.used;
  if (more <= left) {
    spent.set(name, more);
    return undefined;
  }
  const text =
    budget.kind === 'uses'
      ? `Budget exceeded: ${budget.used} of ${budget.limit} uses are taken`
      : `Budget exceeded: it would cost ${money(cost)}, and ${money(Math.max(0, left))} of ${money(budget.limit)} is left`;
  return reason('budget-exceeded', text, { ...budget, cost });
}

/** Offers on the same amounts, cut in proportion where together they exceed a line or the delivery. */
function fit(offers: readonly Taken[], open: Open): Taken[] {
  if (offers.length === 1) return [...offers];
  const byId = [...offers].sort((a, b) => (a.candidate.promotion.id < b.candidate.promotion.id ? -1 : 1));
  const amounts = byId.map(({ offer }) => offer.amounts);
  const asked: number[] = open.left.map(() => 0);
  // By forEach here and below: an iterator makes an object an entry, and there are thousands of entries in a big basket.
  for (const each of amounts)
    each.forEach((amount, index) => {
      asked[index] = (asked[index] ?? 0) + amount;
    });
  const exceeded = [...open.left.keys()].filter((index) => (asked[index] ?? 0) > (open.left[index] ?? 0));
  if (exceeded.length > 0) {
    const cut = amounts.map((each) => new Map(each));
    for (const index of exceeded) {
      const parts = allocate(
        open.left[index] ?? 0,
        cut.map((each) => each.get(index) ?? 0),
      );
      cut.forEach((each, at) => {
        each.set(index, parts[at] ?? 0);
      });
    }
    amounts.splice(0, amounts.length, ...cut);
  }
  const shipping = byId.map(({ offer }) => offer.shipping);
  const fitted = sum(shipping) > open.shippingLeft ? allocate(open.shippingLeft, shipping) : shipping;
  return byId.map(({ candidate, offer }, at) => ({
    candidate,
    offer: { ...offer, amounts: amounts[at] ?? offer.amounts, shipping: fitted[at] ?? 0 },
  }));
}

function after(open: Open, taken: readonly Taken[]): Open {
  const left = [...open.left];
  let { shippingLeft } = open;
  for (const { offer } of taken) {
    offer.amounts.forEach((amount, index) => {
      left[index] = (left[index] ?? 0) - amount;
    });
    shippingLeft -= offer.shipping;
  }
  return { ...open, left, shippingLeft };
}

function report(
  promotions: readonly Promotion[],
  settled: Map<string, PromotionOutcome>,
  taken: readonly Taken[],
  goods: readonly Good[],
): Applied {
  const byLine: { id: string; name: string; amount: number }[][] = goods.map(() => []);
  const shippingOff: { id: string; name: string; amount: number }[] = [];
  for (const { candidate, offer } of taken) {
    const { id, name } = candidate.promotion;
    const touched: number[] = [];
    offer.amounts.forEach((amount, index) => {
      if (amount > 0) touched.push(index);
    });
    touched.sort((a, b) => a - b);
    const lines = touched.map((index) => {
      const amount = offer.amounts.get(index) ?? 0;
      byLine[index]?.push({ id, name, amount });
      return { key: goods[index]?.key ?? '', amount };
    });
    if (offer.shipping > 0) shippingOff.push({ id, name, amount: offer.shipping });
    const cost = costOf(offer);
    const only = cost === 0 && offer.giftsLeft === 0;
    settled.set(id, {
      ...{ id, name, cost, shipping: offer.shipping, wouldSave: candidate.saving, giftsLeft: offer.giftsLeft },
      outcome: only ? 'not-applied' : cost === 0 ? 'near-miss' : 'applied',
      code: only ? 'nothing-left' : cost === 0 ? 'gift-not-taken' : 'applied',
      lines,
      reasons: [...candidate.grounds, ...offer.reasons],
    });
  }
  return { promotions: promotions.flatMap(({ id }) => settled.get(id) ?? []), byLine, shippingOff };
}
