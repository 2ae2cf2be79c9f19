import { ask, type Tenant, type Visit } from './cloud.js';
import { act, tell } from './told.js';
import { el, field, value, when } from './elements.js';

/** What may be looked at on a visit: addresses of the tenant's own API. */
const looks: Readonly<Record<string, string>> = {
  Settings: '/v1/settings',
  Locations: '/v1/locations',
  Orders: '/v1/orders?limit=20',
  Products: '/v1/products?limit=20',
  'Stock tasks': '/v1/stock-tasks?limit=20',
  Audit: '/v1/audit?limit=20',
};

export function visitsPart(tenant: Tenant, visits: readonly Visit[], again: () => Promise<void>): HTMLElement {
  const open = visits.filter(({ state }) => state !== 'over');
  return el(
    'div',
    {},
    ...open.map((visit) => one(tenant, visit, again)),
    open.length === 0 ? askForm(tenant, again) : null,
  );
}

function one(tenant: Tenant, visit: Visit, again: () => Promise<void>): HTMLElement {
  const end = (): Promise<void> =>
    act('The visit is over.', async () => {
      await ask('DELETE', `/operator/v1/visits/${visit.id}`);
      banner(null);
      await again();
    });
  const enter = (): Promise<void> =>
    act('', async () => {
      const { token } = await ask<{ token: string }>('POST', `/operator/v1/visits/${visit.id}/token`);
      enterVisit(tenant, visit, token, end);
    });
  const waits = visit.state === 'asked';
  return el(
    'div',
    { class: 'visit' },
    el('p', {}, visit.reason),
    el(
      'small',
      {},
      waits
        ? `Asked ${when(visit.askedAt)}. No owner has answered yet.`
        : `${visit.answeredByName} agreed, until ${when(visit.endsAt)}, ${visit.mayWrite ? 'to change things too' : 'to look only'}.`,
    ),
    el(
      'div',
      { class: 'bar' },
      waits ? el('button', { type: 'button', on: { click: again } }, 'Look again') : null,
      waits ? null : el('button', { type: 'button', class: 'primary', on: { click: enter } }, 'Enter'),
      el('button', { type: 'button', on: { click: end } }, waits ? 'Take it back' : 'End'),
    ),
  );
}

function askForm(tenant: Tenant, again: () => Promise<void>): HTMLElement {
  const form = el(
    'form',
    {
      on: {
        submit: (event) => {
          event.preventDefault();
          const body = {
            reason: value(form, 'reason'),
            minutes: Number(value(form, 'minutes')),
            mayWrite: new FormData(form).has('write'),
          };
          void act('Asked. The owners have a letter, see it under Security and decide.', async () => {
            await ask('POST', `/operator/v1/tenants/${tenant.id}/visits`, body);
            await again();
          });
        },
      },
    },
    field('Why', el('input', { name: 'reason', required: true, maxlength: 300 }), 'The owner reads this and decides.'),
    field('Minutes', el('input', { name: 'minutes', type: 'number', min: 1, max: 480, value: 60, required: true })),
    el('label', { class: 'check' }, el('input', { type: 'checkbox', name: 'write' }), 'To change things too'),
    el('button', {}, 'Ask to visit'),
  );
  return form;
}

function banner(content: HTMLElement | null): void {
  const place = document.querySelector('#visit') as HTMLElement;
  place.replaceChildren(...(content ? [content] : []));
  place.hidden = content === null;
}

/** From here until the end stands over the page, what is looked at below it. */
function enterVisit(tenant: Tenant, visit: Visit, token: string, end: () => Promise<void>): void {
  tell('');
  const shown = el('div', { class: 'looked' });
  const look = (path: string): Promise<void> =>
    act('', async () => {
      const answer = await ask<{ rows: Record<string, unknown>[] }>('GET', path, undefined, token);
      shown.replaceChildren(rowsTable(answer.rows));
    });
  const left = Math.max(0, (visit.endsAt ?? 0) - Date.now());
  setTimeout(() => {
    banner(null);
    tell(`The visit to ${tenant.name} is over: its time ran out.`);
  }, left);
  banner(
    el(
      'div',
      {},
      el(
        'div',
        { class: 'bar' },
        el(
          'strong',
          {},
          `You are visiting ${tenant.name} until ${when(visit.endsAt)}, ${visit.mayWrite ? 'and may change things' : 'to look only'}. Each thing you ask for is written down there with your name.`,
        ),
        el('button', { type: 'button', on: { click: end } }, 'End visit'),
      ),
      el(
        'div',
        { class: 'tabs' },
        ...Object.entries(looks).map(([words, path]) =>
          el('button', { type: 'button', on: { click: () => look(path) } }, words),
        ),
      ),
      shown,
    ),
  );
}

const MOST_COLUMNS = 7;

function rowsTable(rows: readonly Record<string, unknown>[]): HTMLElement {
  if (rows.length === 0) return el('p', {}, 'There are none.');
  const columns = Object.keys(rows[0] ?? {})
    .filter((name) => !/Id$|^id$/.test(name))
    .slice(0, MOST_COLUMNS);
  const text = (cell: unknown): string =>
    typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : String(cell ?? '');
  return el(
    'table',
    {},
    el('thead', {}, el('tr', {}, ...columns.map((name) => el('th', { scope: 'col' }, name)))),
    el(
      'tbody',
      {},
      ...rows.map((row) => el('tr', {}, ...columns.map((name) => el('td', {}, text(row[name]).slice(0, 60))))),
    ),
  );
}
