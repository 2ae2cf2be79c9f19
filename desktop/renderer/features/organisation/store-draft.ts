import { contrastsOf } from '@tillhouse/shared/domains/access/store-look.ts';
import { plainLayaway } from '@tillhouse/shared/domains/register/layaway.ts';
import { type ForeignTaken, type StoreTheme, tillOf } from '@tillhouse/shared/domains/access/store-parts.ts';
import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';
import type { Organisation, StoreView } from '../../../bridge/store-queries.ts';
import { decimalText, parseMoney } from '../../ui/money.tsx';
import { foreignOfText, foreignText } from './foreign-draft.ts';
import { hostedProblem } from './hosted-draft.ts';
import { lettersWrong } from './letters-draft.ts';
import { receiptProblem } from './receipt-draft.ts';
import { exactPercent, percentText } from '../../data/percent.ts';

/** What is being written: amounts and rates as they are typed. */
export interface StoreDraft extends Omit<StoreView, 'taxes' | 'cashRoundingIncrement' | 'returnLimit' | 'till'> {
  /** Percent by tax class; empty: as everywhere */
  readonly taxes: Readonly<Record<string, string>>;
  readonly coin: string;
  readonly returnLimit: string;
  /** Of its tills: cash without a receipt, days that prices are looked back, minutes until a till locks itself */
  readonly till: { readonly cash: string; readonly priceDays: string; readonly lockAfter: string } & TipDraft & {
      /** Currencies taken in cash: `EUR, USD 0.78` */
      readonly foreign: string;
      /** Of what is put aside: the first part in percent, days for the rest, what is kept where it is given up */
      readonly leastPercent: string;
      readonly days: string;
      readonly layawayFee: string;
    };
  /** Ids of the places that are to belong to it */
  readonly places: readonly string[];
}

/** Whether customers are asked for a tip, which percentages are offered (`5, 10, 15`), and whether the terminal asks. */
export interface TipDraft {
  readonly tips: boolean;
  readonly percents: string;
  readonly onTerminal: boolean;
}

/** Percentages as they are typed; null where one is none. */
function percentsOf(text: string): number[] | null {
  const all = text.split(/[\s,;]+/).filter(Boolean);
  const wrong = all.length > 4 || all.some((one) => !/^\d{1,3}$/.test(one) || Number(one) < 1 || Number(one) > 100);
  return wrong ? null : all.map(Number);
}

export const plainTheme: StoreTheme = {
  ...{ accent: '#1f3d36', text: '#1b2624', background: '#ffffff', corners: 'soft', logo: null },
};

const amountText = (amount: number, currency: string) => decimalText(amount, decimalsOf(currency) ?? 2);

export function draftOf(store: StoreView, { places }: Pick<Organisation, 'places'>): StoreDraft {
  const { taxes, cashRoundingIncrement, returnLimit, till, ...rest } = store;
  const { cashWithoutReceipt, priceDays, lockAfter, tips, foreign, layaway = plainLayaway } = tillOf({ till });
  return {
    ...rest,
    taxes: Object.fromEntries(taxes.map(({ taxClass, rate }) => [taxClass, percentText(rate)])),
    coin: amountText(cashRoundingIncrement, store.currency),
    returnLimit: amountText(returnLimit, store.currency),
    till: {
      cash: amountText(cashWithoutReceipt, store.currency),
      priceDays: String(priceDays),
      lockAfter: String(lockAfter),
      leastPercent: String(layaway.leastPercent),
      days: String(layaway.days),
      layawayFee: amountText(layaway.fee, store.currency),
      tips: tips !== undefined,
      foreign: foreignText(foreign),
      percents: (tips?.percents ?? [5, 10, 15]).join(', '),
      onTerminal: tips?.onTerminal ?? false,
    },
    places: places.filter(({ storeId }) => storeId === store.id).map(({ id }) => id),
  };
}

/** A new store, as the main one has it. */
export function newDraft(id: string, main: StoreView): StoreDraft {
  const draft = draftOf(main, { places: [] });
  const own = { name: '', main: false, domains: [], priceListId: null, currencies: [], taxes: {}, theme: null };
  const notShown = { slug: null, hosted: null, cartLetters: null };
  return { ...draft, ...own, ...notShown, id, revision: 0, closedAt: null };
}

/** Null where it is no rate. */
export function rateOf(percent: string): string | null {
  const exact = exactPercent(percent);
  if (exact) return `${exact.top}/${exact.bottom}`;
  return /^\d{1,9}\/[1-9]\d{0,8}$/.test(percent.trim()) ? percent.trim() : null;
}

const domainShape = /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+$/;

/** `https://Shop.Example/x` as `shop.example`; null where it is no web address. */
export function domainOf(text: string): string | null {
  const clean = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/:?#].*$/, '');
  return domainShape.test(clean) ? clean : null;
}

export type Problems = Partial<
  Record<
    | 'name'
    | 'coin'
    | 'returnLimit'
    | 'tillCash'
    | 'priceDays'
    | 'lockAfter'
    | 'leastPercent'
    | 'days'
    | 'layawayFee'
    | 'percents'
    | 'foreign'
    | 'taxes'
    | 'currencies'
    | 'logo'
    | 'slug'
    | 'letters'
    | 'link'
    | 'theme',
    string
  >
>;

const foreignRead = ({ till, currency }: StoreDraft, before: readonly ForeignTaken[], today: string) =>
  foreignOfText(till.foreign, { own: currency, before, today });

const between = (text: string, least: number, most: number) =>
  /^\d{1,3}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;

/** What keeps a look from being saved. */
export function themeProblems(theme: StoreTheme | null): Pick<Problems, 'logo' | 'theme'> {
  if (!theme) return {};
  const unread = contrastsOf(theme).some(({ name, ratio, least }) => name === 'text' && ratio < least);
  const noAddress = theme.logo !== null && theme.logo !== '' && !/^https:\/\/[^\s"'<>]+$/.test(theme.logo);
  return {
    ...(noAddress && { logo: 'Write an address that begins with https://.' }),
    ...(unread && { theme: 'Nobody can read this text on this background.' }),
  };
}

/** What keeps it from being saved, by the field it is in; in words that `t` knows. */
export function problemsOf(draft: StoreDraft): Problems {
  const money = (text: string) => parseMoney(text, draft.currency);
  const rates = Object.values(draft.taxes).filter((text) => text.trim() !== '');
  const unlisted = draft.currencies.some(({ priceListId }) => priceListId === '');
  const { theme } = draft;
  const unshown = hostedProblem(draft);
  const unwritten = lettersWrong(draft.cartLetters);
  const unlinked = receiptProblem(draft);
  return {
    ...(draft.name.trim() === '' && { name: 'Give the store a name.' }),
    ...((money(draft.coin) ?? 0) < 1 && { coin: 'Write the smallest coin, such as 0.05.' }),
    ...((money(draft.returnLimit) ?? -1) < 0 && { returnLimit: 'Write an amount, such as 50.00.' }),
    ...((money(draft.till.cash) ?? -1) < 0 && { tillCash: 'Write an amount, such as 20.00, or 0.' }),
    ...(!between(draft.till.priceDays, 1, 400) && { priceDays: 'Write a number of days, 1 to 400.' }),
    ...(!between(draft.till.lockAfter, 0, 240) && { lockAfter: 'Write a number of minutes, 0 to 240.' }),
    ...(!between(draft.till.leastPercent, 0, 100) && { leastPercent: 'Write a percentage, 0 to 100.' }),
    ...(!between(draft.till.days, 1, 730) && { days: 'Write a number of days, 1 to 730.' }),
    ...((money(draft.till.layawayFee) ?? -1) < 0 && { layawayFee: 'Write an amount, such as 5.00, or 0.' }),
    ...(percentsOf(draft.till.percents) === null && { percents: 'Write up to four percentages, such as 5, 10, 15.' }),
    ...(foreignRead(draft, [], '') === null && { foreign: 'Write currencies, such as EUR, USD 0.78.' }),
    ...(rates.some((text) => rateOf(text) === null) && { taxes: 'Write a rate in percent, such as 7.7.' }),
    ...(unshown !== null && { slug: unshown }),
    ...(unwritten !== null && { letters: unwritten }),
    ...(unlinked !== null && { link: unlinked }),
    ...(unlisted && { currencies: 'Choose a price list for each currency.' }),
    ...themeProblems(theme),
  };
}

/** What is as it comes is not said, so that a store that says nothing of it follows. */
function layawaySaid({ leastPercent, days, layawayFee }: StoreDraft['till'], currency: string) {
  const fee = parseMoney(layawayFee, currency) ?? 0;
  const layaway = { leastPercent: Number(leastPercent), days: Number(days), fee };
  const plain = layaway.leastPercent === plainLayaway.leastPercent && layaway.days === plainLayaway.days;
  return plain && fee === plainLayaway.fee ? {} : { layaway };
}

/** Arguments of the commands that make it so; the store first, since a place can only go to one that is there. */
export function draftCommands(
  draft: StoreDraft,
  { stores, places }: Organisation,
  /** Of rates that are typed now */
  today: string,
): { readonly name: string; readonly args: unknown }[] {
  const { main: _main, closedAt: _closed, coin, returnLimit, till, taxes, places: wanted, theme, ...rest } = draft;
  const known = stores.find(({ id }) => id === draft.id);
  const before = known && draftOf(known, { places });
  const own = Object.entries(taxes).flatMap(([taxClass, text]) => {
    const rate = text.trim() === '' ? null : rateOf(text);
    return rate === null ? [] : [{ taxClass, rate }];
  });
  const foreign = foreignRead(draft, tillOf({ till: known?.till ?? null }).foreign ?? [], today) ?? [];
  const store = {
    ...rest,
    name: draft.name.trim(),
    theme: theme && { ...theme, logo: theme.logo === '' ? null : theme.logo },
    taxes: own,
    cashRoundingIncrement: parseMoney(coin, draft.currency) ?? 1,
    returnLimit: parseMoney(returnLimit, draft.currency) ?? 0,
    till: {
      cashWithoutReceipt: parseMoney(till.cash, draft.currency) ?? 0,
      priceDays: Number(till.priceDays),
      lockAfter: Number(till.lockAfter),
      ...layawaySaid(till, draft.currency),
      ...(foreign.length > 0 && { foreign }),
      ...(till.tips && { tips: { percents: percentsOf(till.percents) ?? [], onTerminal: till.onTerminal } }),
    },
  };
  const same = before && sameDraft({ ...before, places: [] }, { ...draft, places: [] });
  const main = stores.find((one) => one.main)?.id ?? draft.id;
  const moved = places.flatMap(({ id, storeId }) => {
    const here = wanted.includes(id);
    if (here === (storeId === draft.id)) return [];
    return [{ name: 'inventory.assignLocation', args: { locationId: id, storeId: here ? draft.id : main } }];
  });
  return [...(same ? [] : [{ name: 'access.saveStore', args: { store } }]), ...moved];
}

export function sameDraft(a: StoreDraft, b: StoreDraft): boolean {
  const plain = (draft: StoreDraft) => {
    const taxes = Object.entries(draft.taxes).filter(([, text]) => text.trim() !== '');
    return JSON.stringify({
      ...draft,
      taxes: taxes.sort(([x], [y]) => (x < y ? -1 : 1)),
      ...{ domains: [...draft.domains].sort(), places: [...draft.places].sort(), revision: 0 },
    });
  };
  return plain(a) === plain(b);
}
