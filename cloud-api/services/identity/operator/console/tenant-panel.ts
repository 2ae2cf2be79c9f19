import { ask, type Health, type Plan, type Quotas, type Tenant, type Visit } from './cloud.js';
import { act } from './told.js';
import { el, field, value, when } from './elements.js';
import { visitsPart } from './visits-part.js';

const healthWords: Readonly<Record<string, string>> = {
  devices: 'Devices enrolled',
  lastSeen: 'Last heard from a desk',
  desksSilent: 'Silent for a day',
  quarantined: 'Put aside for a person',
  waitingEvents: 'Events not published',
  unsealed: 'Audit entries not sealed',
  outcomesDay: 'Commands in a day',
  refusedDay: 'of them refused',
  products: 'Products',
  customers: 'Customers',
  orders: 'Orders',
  storageBytes: 'Storage of rows',
  exportBytes: 'Storage of exports',
};
const quotaWords: Readonly<Record<keyof Quotas, string>> = {
  requestsPerSecond: 'Requests a second',
  products: 'Products',
  customers: 'Customers',
  devices: 'Devices',
  people: 'People',
  shapes: 'Shapes at once',
  storageMegabytes: 'Storage, MB',
};

/**
 * Everything about one tenant, and what can be done.
 * @param changed shows it anew; what was done is told after that, so that nothing is typed into a form that goes away
 */
export async function tenantPanel(
  tenant: Tenant,
  plans: readonly Plan[],
  changed: (tenant: Tenant) => Promise<void>,
): Promise<Node[]> {
  const path = `/operator/v1/tenants/${tenant.id}`;
  const [health, { visits }] = await Promise.all([
    ask<Health>('GET', `${path}/health`),
    ask<{ visits: Visit[] }>('GET', '/operator/v1/visits'),
  ]);
  const again = (): Promise<void> => act('', async () => changed(await ask<Tenant>('GET', path)));
  return [
    el('h2', { class: 'title' }, tenant.name, el('span', { class: `badge ${tenant.status}` }, tenant.status)),
    el('code', {}, tenant.id),
    ...(tenant.reason ? [el('p', { class: 'note' }, `${tenant.reason}, since ${when(tenant.since)}`)] : []),
    ...(tenant.eraseAfter
      ? [el('p', { class: 'note' }, `Its owner asked for everything to be erased on ${when(tenant.eraseAfter)}.`)]
      : []),
    el('h3', {}, 'How it does'),
    el('dl', {}, ...Object.entries(healthWords).flatMap(([name, words]) => fact(words, name, health[name] ?? null))),
    el('h3', {}, 'Plan and limits'),
    planForm(tenant, plans, path, changed),
    el('h3', {}, tenant.status === 'suspended' ? 'Suspended' : 'Suspend'),
    tenant.status === 'suspended' ? restoreForm(path, changed) : suspendForm(path, changed),
    el('h3', {}, 'Visit'),
    visitsPart(
      tenant,
      visits.filter(({ tenantId }) => tenantId === tenant.id),
      again,
    ),
  ];
}

function fact(words: string, name: string, shown: number | string | null): HTMLElement[] {
  const text =
    name === 'lastSeen'
      ? when(shown as string | null)
      : name.endsWith('Bytes')
        ? `${(Number(shown) / 1_000_000).toFixed(1)} MB`
        : String(shown);
  const worth = (name === 'quarantined' || name === 'desksSilent') && Number(shown) > 0;
  return [el('dt', {}, words), el('dd', { class: worth ? 'look' : '' }, text)];
}

function suspendForm(path: string, changed: (tenant: Tenant) => Promise<void>): HTMLElement {
  const form = el(
    'form',
    {
      on: {
        submit: (event) => {
          event.preventDefault();
          void act('Suspended. Its tills keep what they sell until it is restored.', async () =>
            changed(await ask<Tenant>('POST', `${path}/suspend`, { reason: value(form, 'reason') })),
          );
        },
      },
    },
    field(
      'Reason',
      el('input', { name: 'reason', required: true, maxlength: 200 }),
      'Its people read this. The owner still reads and takes out; the shop closes; tills go on within their lease.',
    ),
    el('button', { class: 'danger' }, 'Suspend'),
  );
  return form;
}

function restoreForm(path: string, changed: (tenant: Tenant) => Promise<void>): HTMLElement {
  const click = (): Promise<void> =>
    act('Restored. What tills sold meanwhile goes up by itself.', async () =>
      changed(await ask<Tenant>('POST', `${path}/restore`)),
    );
  return el('button', { type: 'button', on: { click } }, 'Restore');
}

function planForm(
  tenant: Tenant,
  plans: readonly Plan[],
  path: string,
  changed: (tenant: Tenant) => Promise<void>,
): HTMLElement {
  const names = Object.keys(quotaWords) as (keyof Quotas)[];
  const plan = plans.find(({ id }) => id === tenant.planId);
  const select = el(
    'select',
    { name: 'plan' },
    ...plans.map(({ id, name }) => el('option', { value: id, selected: id === tenant.planId }, name)),
  );
  const limits = names.map((name) =>
    field(
      quotaWords[name],
      el('input', {
        name,
        type: 'number',
        min: 0,
        value: tenant.quotas[name] ?? undefined,
        placeholder: plan?.quotas[name] ?? 'no limit',
      }),
    ),
  );
  const form = el(
    'form',
    {
      on: {
        submit: (event) => {
          event.preventDefault();
          const own = names.filter((name) => value(form, name) !== '').map((name) => [name, Number(value(form, name))]);
          const body = { planId: value(form, 'plan'), quotas: Object.fromEntries(own) };
          void act('Saved. It acts within seconds.', async () =>
            changed(await ask<Tenant>('PUT', `${path}/plan`, body)),
          );
        },
      },
    },
    field('Plan', select),
    el('details', {}, el('summary', {}, 'Limits of its own'), el('div', { class: 'grid' }, ...limits)),
    el('button', {}, 'Save plan'),
  );
  return form;
}
