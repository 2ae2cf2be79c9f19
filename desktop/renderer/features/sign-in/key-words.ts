import type { KeyPageWords } from '../../../bridge/key-sign-in-views.ts';
import { t } from '../../ui/text.ts';

export type KeyFor =
  | { readonly for: 'sign-in' | 'prove' }
  | { readonly for: 'add'; readonly name: string }
  /** `what`: what is approved, in words */
  | { readonly for: 'approve'; readonly command: string; readonly args: unknown; readonly what: string };

const titles: Readonly<Record<KeyFor['for'], () => string>> = {
  'sign-in': () => t('Sign in with a security key'),
  prove: () => t('Show that it is you'),
  add: () => t('Add a security key'),
  approve: () => t('Approve with a security key'),
};

function whatOf(use: KeyFor): string {
  if (use.for === 'add')
    return t('Put the key in and touch it when it blinks. It asks for its own PIN or your finger.');
  const here = t('Put your key in and touch it when it blinks. Checked on this desk; no connection is needed.');
  return use.for === 'approve' ? `${use.what.slice(0, 180)} · ${here}`.slice(0, 300) : here;
}

/** What the host's page for a security key says, in the language of these screens. */
export function keyPageWords(use: KeyFor): KeyPageWords {
  return {
    lang: globalThis.document?.documentElement.lang || 'en',
    title: titles[use.for](),
    what: whatOf(use),
    button: t('Use the key'),
    done: t('Done. The desk goes on by itself; you can close this page.'),
    turned: t('No key was used. Nothing was changed. Try again, or close this page.'),
    unable: t('This browser cannot use security keys. Make it newer, or use another.'),
  };
}
