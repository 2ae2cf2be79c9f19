import { isStrong } from '@tillhouse/shared/domains/access/step-up.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import type { IdentityContext } from '../context.ts';
import { html, type Markup, textOf } from '../../../platform/http/markup.ts';
import type { FactorAnswer, FactorPage, SecondFactors, SignInStep } from '../oauth/second-factors.ts';
import { asAuthentication, authenticationResponse } from './factor-schemas.ts';
import { factorsOf, type Has, needsSecond, passkeyAmr, useTyped } from './factors.ts';
import { factorWords } from './pages/factor-words.ts';
import { authenticationOptions, passkeyRefused, usePasskey } from './passkeys.ts';

const SCRIPT = '/auth/assets/passkey.js';
/** The passkey says who it is: whether that is who typed the password is looked at afterwards. */
const use = { purpose: 'sign-in', accountId: null, sessionId: null } as const;

/** The factors of an account on the pages of the OpenID server: a code or a passkey after the password, or a passkey alone. */
export function signInFactors(context: () => IdentityContext): SecondFactors {
  const hasOf = ({ accountId }: SignInStep): Promise<Has> =>
    withTransaction(context().pool, (db) => factorsOf(db, accountId));

  /** Hidden until the script has seen that the browser can. */
  async function passkeyForm(uid: string, step: 'factor' | 'passkey', label: string): Promise<Markup> {
    const { origins } = context().relyingParty();
    const options = JSON.stringify(await authenticationOptions(context(), use));
    return html`<form method="post" action="/auth/sign-in/${uid}" data-passkey="${options}" data-origin="${origins[0] ?? ''}" hidden>
<input type="hidden" name="response" value=""><button class="${step === 'factor' ? 'primary' : 'quiet'}" name="step" value="${step}">${label}</button>
</form>`;
  }

  async function page(step: SignInStep, has: Has, problem?: string): Promise<FactorPage> {
    const words = factorWords(step.lang);
    const typed = has.totp ? (has.recoveryCodes > 0 ? words.codeOrRecovery : words.code) : words.recovery;
    const wrong = problem ? html` aria-invalid="true" aria-describedby="problem"` : html``;
    const form = html`<form method="post" action="/auth/sign-in/${step.uid}">
<label for="code">${typed}</label>
<input id="code" name="code" dir="ltr" autocomplete="one-time-code" required maxlength="20" autofocus${wrong}>
<button class="primary" name="step" value="factor">${words.next}</button>
</form>`;
    const told = problem ? html`<p class="bad" role="alert" id="problem">${problem}</p>` : html``;
    const passkey = has.passkeys > 0 ? await passkeyForm(step.uid, 'factor', words.passkey) : html``;
    return {
      title: words.title,
      html: textOf(html`${told}${passkey}${has.totp || has.recoveryCodes > 0 ? form : html``}`),
      scripts: [SCRIPT],
    };
  }

  const passkeyIn = (form: URLSearchParams) => {
    const parsed = authenticationResponse.safeParse(jsonOf(form.get('response') ?? ''));
    if (!parsed.success) throw passkeyRefused('the browser said something else');
    return usePasskey(context(), use, asAuthentication(parsed.data));
  };

  return {
    ask: async (step) => {
      const has = await hasOf(step);
      return !needsSecond(has) || isStrong(step.amr) ? undefined : page(step, has);
    },
    check: async (step, form): Promise<FactorAnswer> => {
      try {
        if (!form.get('response')) {
          const code = (form.get('code') ?? '').slice(0, 20);
          return { fits: true, amr: await useTyped(context(), step.accountId, { code }) };
        }
        const passkey = await passkeyIn(form);
        if (passkey.accountId !== step.accountId) throw passkeyRefused('it is not one of yours here');
        return { fits: true, amr: passkeyAmr(passkey) };
      } catch (error) {
        if (!(error instanceof HttpProblem)) throw error;
        const words = factorWords(step.lang);
        return {
          fits: false,
          page: await page(step, await hasOf(step), error.status === 429 ? words.tooMany : words.wrong),
        };
      }
    },
    alone: async (uid, lang) => {
      const form = await passkeyForm(uid, 'passkey', factorWords(lang).alone);
      return { title: '', html: textOf(form), scripts: [SCRIPT] };
    },
    checkAlone: async (form) => {
      const passkey = await passkeyIn(form);
      return { accountId: passkey.accountId, amr: passkeyAmr(passkey) };
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
