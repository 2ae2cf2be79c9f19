import type Provider from 'oidc-provider';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { accountById, checkPassword, membershipsOf } from '../accounts.ts';
import type { IdentityContext } from '../context.ts';
import { allow, type Asked, askedIn } from './consent.ts';
import { consentPage } from './pages/consent-page.ts';
import { factorPage, type SignInFacts, signInPage } from './pages/sign-in-page.ts';
import { filled, type Lang, langOf, wordsOf } from './pages/words.ts';
import { tenantOf } from './provider.ts';
import { acrOf, type SignInStep } from './second-factors.ts';
import { forgetStep, keepStep, readStep } from './sign-in-steps.ts';

export type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** What the browser gets: a page, or the way back into the library with what came of this one. */
export type Outcome =
  | { readonly page: string; readonly status: number }
  | { readonly result: Record<string, unknown>; readonly merge: boolean };

export interface Visit {
  readonly context: IdentityContext;
  readonly provider: Provider;
  readonly interaction: Interaction;
  readonly acceptLanguage: string | undefined;
  /** Of the browser */
  readonly address: string;
}

const denied: Outcome = {
  result: { error: 'access_denied', error_description: 'the person said no' },
  merge: false,
};

/** The page of an interaction as it stands: sign-in, second factor or consent. */
export async function show(visit: Visit): Promise<Outcome> {
  const { context, interaction } = visit;
  const facts = await factsOf(visit);
  if (interaction.prompt.name === 'consent') return consent(visit, facts);
  const kept = await readStep(context, interaction.uid);
  const page = kept && (await context.secondFactors?.ask(stepOf(visit, facts.lang, kept.accountId, kept.amr)));
  const hint = String(interaction.params['login_hint'] ?? '');
  return { status: 200, page: page ? factorPage(facts, page) : await begin(visit, facts, hint ? { email: hint } : {}) };
}

/** Takes what a page sent. */
export async function answer(visit: Visit, form: URLSearchParams): Promise<Outcome> {
  const { context, interaction } = visit;
  const said = form.get('step');
  if (said === 'deny') {
    await forgetStep(context, interaction.uid);
    return denied;
  }
  if (interaction.prompt.name === 'consent') {
    if (said === 'switch') return switchAccount(visit);
    if (said === 'allow') return allowed(visit, form.get('store') ?? '');
    return show(visit);
  }
  if (said === 'password') return password(visit, form);
  if (said === 'factor') return factor(visit, form);
  if (said === 'passkey') return passkey(visit, form);
  return show(visit);
}

async function factsOf({ provider, interaction, acceptLanguage }: Visit): Promise<SignInFacts> {
  const { client_id: clientId, ui_locales: asked, device_name: deviceName } = interaction.params;
  const client = await provider.Client.find(String(clientId));
  return {
    lang: langOf(asked, acceptLanguage),
    uid: interaction.uid,
    program: client?.clientName ?? String(clientId),
    deviceName: typeof deviceName === 'string' ? deviceName.slice(0, 80) : undefined,
  };
}

function stepOf({ interaction }: Visit, lang: Lang, accountId: string, amr: readonly string[]): SignInStep {
  const { acr_values: wanted = '', client_id: clientId } = interaction.params;
  return { uid: interaction.uid, accountId, amr, wanted: String(wanted).split(' '), clientId: String(clientId), lang };
}

async function password(visit: Visit, form: URLSearchParams): Promise<Outcome> {
  const facts = await factsOf(visit);
  const email = (form.get('email') ?? '').slice(0, 254);
  try {
    const given = { email, password: (form.get('password') ?? '').slice(0, 1_000) };
    const { accountId } = await checkPassword(visit.context, given, { address: visit.address, deviceId: null });
    return await shown(visit, accountId, ['pwd']);
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    const words = wordsOf(facts.lang);
    const seconds = String(error.details['retryAfterSeconds'] ?? '');
    const problem = error.status === 429 ? filled(words.tooMany, { seconds }) : words.wrongPassword;
    return { status: error.status, page: await begin(visit, facts, { email, problem }) };
  }
}

/** The first page: password, or a passkey alone. */
async function begin(visit: Visit, facts: SignInFacts, given: { email?: string; problem?: string }): Promise<string> {
  return signInPage(facts, given, await visit.context.secondFactors?.alone(facts.uid, facts.lang));
}

async function passkey(visit: Visit, form: URLSearchParams): Promise<Outcome> {
  try {
    const found = await visit.context.secondFactors?.checkAlone(form);
    if (found) return await shown(visit, found.accountId, found.amr);
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
  }
  const facts = await factsOf(visit);
  return { status: 401, page: await begin(visit, facts, { problem: wordsOf(facts.lang).wrongFactor }) };
}

async function factor(visit: Visit, form: URLSearchParams): Promise<Outcome> {
  const { context, interaction } = visit;
  const facts = await factsOf(visit);
  const kept = await readStep(context, interaction.uid);
  if (!kept || !context.secondFactors)
    return { status: 400, page: await begin(visit, facts, { problem: wordsOf(facts.lang).signInStale }) };
  const checked = await context.secondFactors.check(stepOf(visit, facts.lang, kept.accountId, kept.amr), form);
  if (!checked.fits) return { status: 401, page: factorPage(facts, checked.page) };
  return shown(visit, kept.accountId, [...new Set([...kept.amr, ...checked.amr])]);
}

/** The one place where it is decided whether what a person showed is enough: every token's `acr`, `amr` and `auth_time` come from here. */
async function shown(visit: Visit, accountId: string, amr: readonly string[]): Promise<Outcome> {
  const { context, interaction } = visit;
  const facts = await factsOf(visit);
  const page = await context.secondFactors?.ask(stepOf(visit, facts.lang, accountId, amr));
  if (page) {
    await keepStep(context, interaction.uid, { accountId, amr });
    return { status: 200, page: factorPage(facts, page) };
  }
  await forgetStep(context, interaction.uid);
  const ts = Math.floor(context.now() / 1_000);
  return { result: { login: { accountId, amr: [...amr], acr: acrOf(amr), ts, remember: true } }, merge: false };
}

async function choices(visit: Visit): Promise<Asked & { accountId: string }> {
  const { context, provider, interaction } = visit;
  const client = await provider.Client.find(String(interaction.params['client_id']));
  const accountId = interaction.session?.accountId ?? '';
  if (!client) throw new Error('the program of an interaction is gone');
  const memberships = await withTransaction(context.pool, (db) => membershipsOf(db, accountId));
  const home = tenantOf(client);
  return {
    ...askedIn(interaction.params, client),
    accountId,
    client,
    stores: memberships.filter(({ tenantId }) => home === undefined || tenantId === home),
  };
}

async function consent(visit: Visit, facts: SignInFacts): Promise<Outcome> {
  const { accountId, stores, permissions, oidcScopes } = await choices(visit);
  const account = await accountById(visit.context, accountId);
  const page = consentPage({
    ...facts,
    email: account?.email ?? '',
    accountAddress: `${visit.context.issuer}/account`,
    stores: stores.map(({ tenantId, tenantName }) => ({ id: tenantId, name: tenantName })),
    permissions,
    offline: oidcScopes.includes('offline_access'),
  });
  return { status: 200, page };
}

async function allowed(visit: Visit, storeId: string): Promise<Outcome> {
  const asked = await choices(visit);
  const store = asked.stores.find(({ tenantId }) => tenantId === storeId);
  if (!store) return consent(visit, await factsOf(visit));
  const { context, provider, interaction } = visit;
  const name = interaction.params['device_name'];
  const deviceName = typeof name === 'string' ? name.slice(0, 80) : '';
  const grantId = await allow(context, provider, { asked, store, deviceName });
  return { result: { consent: { grantId } }, merge: true };
}

/** Forgets who is signed in at this browser and begins again with the password. */
async function switchAccount({ provider, interaction }: Visit): Promise<Outcome> {
  const session = interaction.session?.uid ? await provider.Session.findByUid(interaction.session.uid) : undefined;
  await session?.destroy();
  // It would be refused as somebody else's otherwise.
  delete (interaction as { session?: unknown }).session;
  await interaction.persist();
  return { result: {}, merge: false };
}
