import type { StoreHosted } from '@tillhouse/shared/domains/access/store-parts.ts';
import type { StoreDraft } from './store-draft.ts';

export const plainHosted: StoreHosted = { open: false, domain: null, fonts: 'classic', headline: '', intro: '' };

/** `Café Larkhall & Sons` as `cafe-larkhall-sons`: a first proposal. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const parts = plain.match(/[a-z0-9]+/g) ?? [];
  return parts.join('-').slice(0, 40).replace(/-$/, '');
}

/** Every address at which the shop answers: below the cloud's, then the store's own. */
export function addressesOf({ slug, domains }: Pick<StoreDraft, 'slug' | 'domains'>, cloudUrl: string): string[] {
  const below = slug ? [`${cloudUrl.replace(/\/+$/, '')}/s/${slug}`] : [];
  return [...below, ...domains.map((domain) => `https://${domain}`)];
}

/** What keeps the shop from being shown; in words that `t` knows. */
export function hostedProblem({ slug, hosted }: Pick<StoreDraft, 'slug' | 'hosted'>): string | null {
  if (slug === null) return hosted?.open ? 'Give the shop an address, such as larkhall.' : null;
  return /^[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])$/.test(slug) ? null : 'Write 3 to 40 small letters, digits or hyphens.';
}
