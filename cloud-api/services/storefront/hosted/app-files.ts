import { html, textOf } from '../../../platform/http/markup.ts';
import { lookOf } from '@tillhouse/shared/domains/access/store-look.ts';
import type { StoreRow } from '../../../platform/access/stores.ts';
import { usualTheme } from './look-style.ts';

/** What lets a phone keep the shop among its programs. @param base before its pages, as in `PageView` */
export function manifest(store: StoreRow | undefined, base: string): object {
  const { ground, action } = lookOf(store?.theme ?? usualTheme);
  return {
    id: base || '/',
    name: store?.name ?? '',
    lang: store?.locale ?? 'en-GB',
    start_url: base || '/',
    scope: base || '/',
    display: 'standalone',
    background_color: ground,
    theme_color: action,
    icons: [{ src: `${base}/icon.svg`, sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  };
}

/** The first letter of its name on its accent: what stands for the shop where a whole logo has no place. */
export function icon(store: StoreRow | undefined): string {
  const { action, onAction } = lookOf(store?.theme ?? usualTheme);
  const [letter = ''] = (store?.name ?? '').match(/[\p{L}\p{N}]/u) ?? [];
  return textOf(
    html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" rx="96" fill="${action}"/><text x="256" y="352" text-anchor="middle" font-family="Georgia, serif" font-size="288" fill="${onAction}">${letter.toUpperCase()}</text></svg>`,
  );
}
