import type { ApiKeyRow } from '../../../bridge/key-views.ts';
import { t } from '../../ui/text.ts';
import { askSnippet, tokenSnippet } from './key-words.ts';
import type { Made } from './made-dialog.tsx';

/** What is shown of a key that was made, and what to do with it. */
export function madeKey(kind: ApiKeyRow['kind'], name: string, key: string, cloudUrl: string): Made {
  return kind === 'publishable'
    ? {
        title: t('Key for {name}', { name }),
        text: t('Choose what the page is to show, and put the text where it is to stand.'),
        pageKey: key,
        parts: [{ name: t('The key alone'), text: key }],
      }
    : {
        title: t('Key for {name}', { name }),
        text: t('It is shown this once. Keep it where your passwords are; if it is lost, make a new one.'),
        parts: [
          { name: t('The key'), text: key },
          { name: t('A first question with it'), text: askSnippet(key, cloudUrl) },
        ],
      };
}

export function madeApp(name: string, id: string, secret: string | null, cloudUrl: string, scope: string | null): Made {
  return {
    title: t('{name} is let in', { name }),
    text:
      secret === null
        ? t('Give its maker this name. It has no secret: people say yes to it when they sign in.')
        : t('Give its maker both, on a safe way. The secret is shown this once; a new one can be made.'),
    parts: [
      { name: 'client_id', text: id },
      ...(secret === null ? [] : [{ name: 'client_secret', text: secret }]),
      { name: t('Where it finds the rest'), text: `${cloudUrl}/auth/.well-known/openid-configuration` },
      ...(secret === null || scope === null
        ? []
        : [{ name: t('A first token'), text: tokenSnippet(id, secret, cloudUrl, scope) }]),
    ],
  };
}

/** The scope of a first token, of an app that works by itself. */
export const firstScope = (grants: readonly string[], permissions: readonly string[]): string | null =>
  grants.includes('client_credentials') ? permissions.join(' ') : null;
