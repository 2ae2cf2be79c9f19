import type { KoaContextWithOIDC } from 'oidc-provider';
import { pageText } from './pages/layout.ts';
import { html } from '../../../platform/http/markup.ts';
import { problemOf } from './pages/sign-in-page.ts';
import { type Lang, langOf, type Words, wordsOf } from './pages/words.ts';

export function langOfContext(ctx: KoaContextWithOIDC): Lang {
  const { ui_locales: asked } = (ctx.oidc?.params ?? {}) as Record<string, unknown>;
  return langOf(asked, ctx.get('accept-language'));
}

/** What the person is shown about the device that asks, so that they can tell whether it is the one before them. */
export const describeDevice = (ctx: KoaContextWithOIDC) => ({ ip: ctx.ip });

/** The library's form carries its token against forged posts; what we show is a form of ours around that token. */
const tokenIn = (form: string): string => /name="xsrf" value="([0-9a-f]+)"/.exec(form)?.[1] ?? '';

const wrongs: Readonly<Record<string, keyof Words>> = {
  NoCodeError: 'deviceUnknown',
  NotFoundError: 'deviceUnknown',
  ExpiredError: 'deviceUnknown',
  AlreadyUsedError: 'deviceUsed',
  AbortedError: 'deviceStopped',
};

/** RFC 8628 §3.3: where the code of a device is typed, compared and, at the end, told to be done. */
export const devicePages = {
  userCodeInputSource: async (ctx: KoaContextWithOIDC, form: string, _out?: unknown, error?: Error): Promise<void> => {
    const lang = langOfContext(ctx);
    const words = wordsOf(lang);
    const problem = error && words[wrongs[error.name] ?? 'deviceFailed'];
    ctx.type = 'html';
    ctx.body = pageText({
      lang,
      title: words.deviceTitle,
      body: html`<h1>${words.deviceTitle}</h1><p class="lead">${words.deviceText}</p>${problemOf(problem)}
<form method="post" action="/auth/device">
<input type="hidden" name="xsrf" value="${tokenIn(form)}">
<label for="user_code">${words.deviceCode}</label>
<input class="code" id="user_code" name="user_code" dir="ltr" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="12" required autofocus placeholder="ABCD-EFGH">
<button class="primary">${words.deviceNext}</button>
</form>`,
    });
  },
  userCodeConfirmSource: async (
    ctx: KoaContextWithOIDC,
    form: string,
    _client: unknown,
    device: Record<string, unknown>,
    userCode: string,
  ): Promise<void> => {
    const lang = langOfContext(ctx);
    const words = wordsOf(lang);
    const { device_name: name } = (ctx.oidc.entities.DeviceCode?.params ?? {}) as Record<string, unknown>;
    ctx.type = 'html';
    ctx.body = pageText({
      lang,
      title: words.confirmTitle,
      body: html`<h1>${words.confirmTitle}</h1><p class="lead">${words.confirmText}</p>
<p class="user-code" dir="ltr">${userCode}</p>
<dl>${typeof name === 'string' && html`<dt>${words.confirmDevice}</dt><dd>${name}</dd>`}<dt>${words.confirmFrom}</dt><dd dir="ltr">${String(device['ip'] ?? '')}</dd></dl>
<form method="post" action="/auth/device">
<input type="hidden" name="xsrf" value="${tokenIn(form)}">
<input type="hidden" name="user_code" value="${userCode}">
<button class="primary" name="confirm" value="yes" autofocus>${words.confirmYes}</button>
<button class="second" name="abort" value="yes">${words.confirmNo}</button>
</form>`,
    });
  },
  successSource: async (ctx: KoaContextWithOIDC): Promise<void> => {
    const lang = langOfContext(ctx);
    const words = wordsOf(lang);
    ctx.type = 'html';
    ctx.body = pageText({
      lang,
      title: words.deviceDone,
      body: html`<h1>${words.deviceDone}</h1><p class="lead">${words.deviceDoneText}</p>`,
    });
  },
};
