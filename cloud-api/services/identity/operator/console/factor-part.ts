import { ask } from './cloud.js';
import { el, field, value } from './elements.js';
import { act } from './told.js';

/**
 * An authenticator app beside the password: set up, or removed.
 * @param again shows the page as it is then
 */
export function factorPart(has: boolean, again: (has: boolean) => void): HTMLElement {
  const card = el('section', { class: 'card narrow', 'aria-label': 'Second factor' }, el('h1', {}, 'Second factor'));
  const back = el('button', { type: 'button', on: { click: () => again(has) } }, 'Back');
  if (has) {
    card.append(
      el(
        'p',
        { class: 'lead' },
        'Signing in asks for the code of your authenticator app. To use another one, remove it.',
      ),
      codeForm(
        'Remove it',
        'Removed. Set up another one soon.',
        '/operator/v1/factor/remove',
        () => again(false),
        back,
      ),
    );
    return card;
  }
  const begin = (): Promise<void> =>
    act('', async () => {
      const { secret, uri } = await ask<{ secret: string; uri: string }>('POST', '/operator/v1/factor');
      card.replaceChildren(
        el('h1', {}, 'Second factor'),
        el('p', { class: 'lead' }, 'Type this into the app on your phone, by time and with six digits:'),
        el('p', { class: 'secret' }, secret.replace(/(.{4})(?=.)/g, '$1 ')),
        el('p', {}, el('a', { href: uri }, 'Or open the app of this device')),
        codeForm(
          'It works, use it',
          'From now on signing in asks for it.',
          '/operator/v1/factor/confirm',
          () => again(true),
          back,
        ),
      );
    });
  card.append(
    el('p', { class: 'lead' }, 'With an authenticator app your password alone lets nobody in.'),
    el(
      'div',
      { class: 'bar' },
      el('button', { class: 'primary', type: 'button', on: { click: begin } }, 'Set it up'),
      back,
    ),
  );
  return card;
}

function codeForm(action: string, words: string, path: string, done: () => void, back: HTMLElement): HTMLElement {
  const form = el(
    'form',
    {
      on: {
        submit: (event) => {
          event.preventDefault();
          void act(words, async () => {
            await ask('POST', path, { code: value(form, 'code') });
            done();
          });
        },
      },
    },
    field(
      'Code that the app shows now',
      el('input', { name: 'code', inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: 20, required: true }),
    ),
    el('div', { class: 'bar' }, el('button', { class: 'primary' }, action), back),
  );
  return form;
}
