/** Somebody whose password fitted, on the way into a program. */
export interface SignInStep {
  /** Of this interaction; the page posts to it. */
  readonly uid: string;
  readonly accountId: string;
  /** RFC 8176, what was shown so far: `['pwd']` */
  readonly amr: readonly string[];
  /** What the program asked for: `aal2` when it needs a second factor whatever the policy says. */
  readonly wanted: readonly string[];
  readonly clientId: string;
  readonly lang: string;
}

/** A page of the second factor: what stands between the head and the foot of the sign-in page, already escaped. */
export interface FactorPage {
  readonly title: string;
  /** A form that posts `step=factor` and whatever the factor needs */
  readonly html: string;
  /** Paths of our own scripts that the page loads (`script-src 'self'`); left out, none run. */
  readonly scripts?: readonly string[];
}

export type FactorAnswer =
  | { readonly fits: true; readonly amr: readonly string[] }
  | { readonly fits: false; readonly page: FactorPage };

/**
 * Where a second factor is asked for, between the password and the consent. Whoever implements it keeps its own throttle.
 * What it returns becomes `amr`, `acr` (`aal2` as soon as a second kind of factor is in it) and `auth_time` of every token.
 */
export interface SecondFactors {
  /** What this person has to show now; undefined when what they showed is enough. */
  ask(step: SignInStep): Promise<FactorPage | undefined>;
  /** Checks what its page sent. */
  check(step: SignInStep, form: URLSearchParams): Promise<FactorAnswer>;
  /** What stands below the form of the password: a way in that needs none. It posts `step=passkey`. */
  alone(uid: string, lang: string): Promise<FactorPage>;
  /** @throws HttpProblem when it does not fit */
  checkAlone(form: URLSearchParams): Promise<{ readonly accountId: string; readonly amr: readonly string[] }>;
}

/** NIST SP 800-63B in one word: `aal2` when something besides the password was shown, or a passkey that asked for the user. */
export function acrOf(amr: readonly string[]): 'aal1' | 'aal2' {
  const second = ['otp', 'hwk', 'swk', 'mfa', 'rec'];
  return amr.some((each) => second.includes(each)) ? 'aal2' : 'aal1';
}
