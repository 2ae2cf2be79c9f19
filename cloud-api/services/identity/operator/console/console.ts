import { ask, type Plan, Refused, setToken, type Tenant } from './cloud.js';
import { el, field, value, when } from './elements.js';
import { factorPart } from './factor-part.js';
import { tenantPanel } from './tenant-panel.js';
import { act, onSignedOut, tell } from './told.js';

const main = document.querySelector('main') as HTMLElement;
const who = document.querySelector('#who') as HTMLElement;
function signIn(): void {
  setToken('');
  who.replaceChildren();
  const codeField = field(
    'Code of your authenticator app',
    el('input', { name: 'code', inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: 20 }),
  );
  codeField.hidden = true;
  const form = el(
    'form',
    {
      class: 'card narrow',
      on: {
        submit: (event) => {
          event.preventDefault();
          void act('', async () => {
            const code = value(form, 'code');
            const body = { email: value(form, 'email'), password: String(new FormData(form).get('password')) };
            const asked = ask<Session>('POST', '/operator/v1/session', { ...body, ...(code ? { code } : {}) });
            const session = await asked.catch((refused) => {
              if (!(refused instanceof Refused) || refused.code !== 'operator.code-needed') throw refused;
              codeField.hidden = false;
              codeField.querySelector('input')?.focus();
              tell(refused.message);
            });
            if (!session) return;
            setToken(session.token);
            tell('');
            signedIn(session);
          });
        },
      },
    },
    el('h1', {}, 'Platform'),
    el('p', { class: 'lead' }, 'For the people who run Tillhouse. Shops sign in elsewhere.'),
    field('E-mail', el('input', { name: 'email', type: 'email', autocomplete: 'username', required: true })),
    field(
      'Password',
      el('input', { name: 'password', type: 'password', autocomplete: 'current-password', required: true }),
    ),
    codeField,
    el('button', { class: 'primary' }, 'Sign in'),
  );
  main.replaceChildren(form);
  form.querySelector('input')?.focus();
}

interface Session {
  readonly token: string;
  readonly name: string;
  readonly secondFactor: boolean;
}

function signedIn({ name, secondFactor }: Session): void {
  const out = (): Promise<void> =>
    act('You are signed out.', async () => {
      await ask('DELETE', '/operator/v1/session');
      signIn();
    });
  const again = (has: boolean): void => signedIn({ token: '', name, secondFactor: has });
  const factor = (): void => {
    tell('');
    main.replaceChildren(factorPart(secondFactor, again));
  };
  who.replaceChildren(
    name,
    el(
      'button',
      { class: 'quiet', type: 'button', on: { click: factor } },
      secondFactor ? 'Second factor' : 'Set up a second factor',
    ),
    el('button', { class: 'quiet', type: 'button', on: { click: out } }, 'Sign out'),
  );
  void tenants();
}

async function tenants(): Promise<void> {
  const list = el('tbody', {});
  const panel = el('section', { class: 'panel', 'aria-label': 'The tenant chosen' });
  const more = el('button', { type: 'button', hidden: true }, 'Show more');
  const search = el('input', { type: 'search', placeholder: 'Name or id', 'aria-label': 'Search tenants' });
  let next: string | null = null;
  const { plans } = await ask<{ plans: Plan[] }>('GET', '/operator/v1/plans');
  const nameOf = new Map(plans.map((plan) => [plan.id, plan.name]));
  const open = (tenant: Tenant): Promise<void> =>
    act('', async () =>
      panel.replaceChildren(...(await tenantPanel(tenant, plans, (changed) => open(changed).then(() => load(false))))),
    );
  const load = (further: boolean): Promise<void> =>
    act('', async () => {
      const cursor = further && next ? `&cursor=${next}` : '';
      const page = await ask<{ tenants: Tenant[]; next: string | null }>(
        'GET',
        `/operator/v1/tenants?limit=50&search=${encodeURIComponent(search.value)}${cursor}`,
      );
      next = page.next;
      more.hidden = next === null;
      const rows = page.tenants.map((tenant) => row(tenant, nameOf.get(tenant.planId) ?? tenant.planId, open));
      if (further) list.append(...rows);
      else list.replaceChildren(...rows);
      if (!further && rows.length === 0)
        list.append(el('tr', {}, el('td', { colspan: 3 }, 'No tenant has this name.')));
    });
  search.addEventListener('input', () => void load(false));
  more.addEventListener('click', () => void load(true));
  main.replaceChildren(
    el(
      'div',
      { class: 'split' },
      el(
        'section',
        { 'aria-label': 'Tenants' },
        el('div', { class: 'bar' }, el('h1', {}, 'Tenants'), search),
        el(
          'table',
          {},
          el('thead', {}, el('tr', {}, ...['Name', 'Plan', 'Stands'].map((text) => el('th', { scope: 'col' }, text)))),
          list,
        ),
        more,
        newTenant(plans, (made) => void load(false).then(() => open(made))),
      ),
      panel,
    ),
  );
  panel.append(el('p', { class: 'lead' }, 'Choose a tenant to see how it does and what can be done.'));
  await load(false);
}

function row(tenant: Tenant, plan: string, open: (tenant: Tenant) => void): HTMLElement {
  const since = tenant.status === 'active' ? '' : ` since ${when(tenant.since)}`;
  return el(
    'tr',
    {},
    el('td', {}, el('button', { class: 'link', type: 'button', on: { click: () => open(tenant) } }, tenant.name)),
    el('td', {}, plan),
    el('td', {}, el('span', { class: `badge ${tenant.status}` }, tenant.status), el('small', {}, since)),
  );
}

function newTenant(plans: readonly Plan[], made: (tenant: Tenant) => void): HTMLElement {
  const form = el(
    'form',
    {
      on: {
        submit: (event) => {
          event.preventDefault();
          void act('Created. Its owner has a letter with a first password.', async () => {
            const owner = {
              name: value(form, 'owner'),
              initials: value(form, 'initials'),
              email: value(form, 'email'),
            };
            const body = { name: value(form, 'name'), planId: value(form, 'plan'), owner };
            made(await ask<Tenant>('POST', '/operator/v1/tenants', body));
            form.reset();
          });
        },
      },
    },
    field('Organisation', el('input', { name: 'name', required: true, maxlength: 120 })),
    field('Plan', el('select', { name: 'plan' }, ...plans.map(({ id, name }) => el('option', { value: id }, name)))),
    field('Owner', el('input', { name: 'owner', required: true, maxlength: 120 })),
    field('Initials', el('input', { name: 'initials', required: true, maxlength: 4 })),
    field('E-mail', el('input', { name: 'email', type: 'email', required: true })),
    el('button', {}, 'Create'),
  );
  return el('details', { class: 'card' }, el('summary', {}, 'New tenant'), form);
}

onSignedOut(signIn);
signIn();
