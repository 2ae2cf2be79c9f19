import type { KeyPageWords } from '../../../bridge/key-sign-in-views.ts';
import { t } from '../../ui/text.ts';

/** What the host's page for a security key says, in the language of these screens. */
export function keyPageWords(adds: boolean): KeyPageWords {
  return {
    lang: globalThis.document?.documentElement.lang || 'en',
    title: adds ? t('Add a security key') : t('Sign in with a security key'),
    what: adds
      ? t('Put the key in and touch it when it blinks. It asks for its own PIN or your finger.')
      : t('Put your key in and touch it when it blinks. Checked on this desk; no connection is needed.'),
    button: t('Use the key'),
    done: t('Done. The desk goes on by itself; you can close this page.'),
    turned: t('No key was used. Nothing was changed. Try again, or close this page.'),
    unable: t('This browser cannot use security keys. Make it newer, or use another.'),
  };
}
