import type { AppRow } from '../../../bridge/key-views.ts';
import { recentText, whenText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';

export function usedText(at: number | null, now: number): string {
  return at === null ? t('Never used') : recentText(at, now, t('Yesterday'));
}

export function endsText(at: number, now: number): string {
  return t('ends {when}', { when: whenText(at, now) });
}

/** How an app shows that it is the one that was registered. */
export function kindText({ grants }: Pick<AppRow, 'grants'>): string {
  const forPeople = grants.includes('authorization_code');
  if (forPeople && grants.includes('client_credentials')) return t('For people and by itself');
  return forPeople ? t('For people who sign in to it') : t('By itself');
}

/** `https://shop.example` of what somebody wrote; null where it is no page’s origin. `*` is any page. */
export function originOf(text: string): string | null {
  const given = text.trim().toLowerCase();
  if (given === '*') return given;
  const url = URL.parse(/^https?:\/\//.test(given) ? given : `https://${given}`);
  if (url?.username !== '' || !/^[a-z0-9.-]+$/.test(url.hostname)) return null;
  return url.hostname.includes('.') || url.hostname === 'localhost' ? url.origin : null;
}

/** A first question with a secret key. */
export const askSnippet = (key: string, cloudUrl: string): string =>
  `curl -H "Authorization: Bearer ${key}" "${cloudUrl}/v1/products?limit=5"`;

/** How an app gets a token of its own. */
export const tokenSnippet = (id: string, secret: string, cloudUrl: string, scope: string): string =>
  [
    `curl -u "${id}:${secret}" "${cloudUrl}/auth/oauth/token" \\`,
    `  -d grant_type=client_credentials -d "scope=${scope}"`,
  ].join('\n');
