// Who may import whom: one rule per line of the design, each with its reason, each proven by a fixture that fails it
// (tools/check/fixtures/boundaries/<rule>, run by tools/check/boundaries.test.ts).

const tests = '\\.test\\.tsx?$|(^|/)testing/|(^|/)fixtures/';
const npm = (...names) => names.map((name) => `node_modules/${name}/`).join('|');

const invariants = '^shared/domains/[^/]*/?invariant[-a-z]*\\.ts$';

/** From these files only these may be imported. */
function only(name, comment, path, allowed, pathNot = tests) {
  return { name, comment, severity: 'error', from: { path, pathNot }, to: { pathNot: allowed } };
}

/** From these files these must not be imported. */
function never(name, comment, path, forbidden, pathNot = tests) {
  return { name, comment, severity: 'error', from: { path, pathNot }, to: { path: forbidden } };
}

module.exports = {
  forbidden: [
    only(
      'domain-is-pure',
      'The same mutator runs at the desk and in the cloud: whatever reads a clock, a file or a page would differ there.',
      '^shared/(kernel|domains)/',
      `^shared/(kernel|domains)/|${npm('zod', '@casl/ability', 'jsvat', '@noble/hashes')}`,
      `${tests}|${invariants}`,
    ),
    only(
      'invariant-asks-by-sql',
      'The invariants of a domain are SQL over a connection that verify gives them, on either engine.',
      invariants,
      `^shared/(kernel|domains)/|^shared/data/connection\\.ts$|${npm('zod')}`,
    ),
    never('kernel-below-domains', 'The kernel is what all domains stand on.', '^shared/kernel/', '^shared/domains/'),
    never(
      'reaction-sees-events-only',
      'A domain reacts to what another says happened, not to how it works, so that either can change alone.',
      '^shared/domains/([^/]+)/reactions\\.ts$',
      '^shared/domains/(?!$1/)[^/]+/(?!events\\.ts$|schema\\.ts$)',
    ),
    only(
      'data-adds-kysely-only',
      'The one implementation of Tx: SQL through Kysely over a connection it is given, on either engine.',
      '^shared/data/',
      `^shared/|${npm('kysely', 'zod')}`,
    ),
    only(
      'sealing-stands-alone',
      'What seals values at rest knows no table and no host: keys and texts go in, texts come out.',
      '^shared/sealing/',
      '^shared/sealing/|^node:crypto$|^crypto$',
    ),
    only(
      'sync-stands-on-shared',
      'Both ends of the protocol run in other hosts: they get their connections and know no desktop and no cloud.',
      '^sync/',
      `^sync/|^shared/|${npm('@electric-sql/client', 'pg', 'pg-copy-streams', 'pg-logical-replication', 'pg-protocol', 'kysely', 'uuid', 'zod', '@types/[^/]+')}|^node:|^(buffer|crypto|events|http|net|stream|timers|util|zlib|fs|path|perf_hooks|worker_threads|assert|async_hooks|string_decoder|url|os)(/|$)`,
    ),
    never(
      'sync-knows-no-domain',
      'Sync moves tables; a rule of a shop in it would be a second place for that rule.',
      '^sync/',
      '^shared/domains/',
    ),
    only(
      'sync-client-is-portable',
      'The desk end runs wherever a host runs: no Node, no Postgres.',
      '^sync/(protocol|client)/',
      `^sync/(protocol|client)/|^shared/(?!sealing/)|${npm('@electric-sql/client', 'uuid', 'zod', 'kysely')}`,
    ),
    never(
      'renderer-over-the-bridge',
      'A screen has the same powers in Electron and in a browser: what crosses the bridge, and nothing behind it.',
      '^desktop/renderer/',
      '^desktop/(host|main|preload)/|^sync/|^cloud-api/|^shared/data/|node_modules/(better-sqlite3|pg|electron|kysely)/',
      `${tests}|\\.config\\.ts$`,
    ),
    never(
      'design-system-knows-no-feature',
      'Parts of the design system serve every screen.',
      '^desktop/renderer/ui/',
      '^desktop/renderer/(features|app)/|^shared/domains/',
    ),
    never(
      'host-without-electron',
      'The host runs and is tested as plain Node.',
      '^desktop/(host|bridge)/',
      'node_modules/electron/',
    ),
    never(
      'main-without-domains',
      'The Electron main process opens windows and starts the host; business code in it would run outside the sandbox.',
      '^desktop/(main|preload)/',
      '^shared/(domains|data)/|^sync/',
    ),
    never(
      'services-apart',
      'Each service can run in a process and on a database of its own; they meet in events.',
      '^cloud-api/services/([^/]+)/',
      '^cloud-api/services/(?!$1/)[^/]+/(?!events\\.ts$)',
    ),
    never(
      'platform-below-services',
      'The platform serves every service.',
      '^cloud-api/platform/',
      '^cloud-api/services/',
    ),
    only(
      'widget-is-light',
      "It loads on other people's pages: nothing but lit and the types of money.",
      '^storefront-widget/',
      `^storefront-widget/|^shared/kernel/|${npm('lit', 'lit-html', 'lit-element', '@lit/[^/]+', '@lit-labs/[^/]+')}`,
      `${tests}|^storefront-widget/[^/]+\\.ts$`,
    ),
    never(
      'product-without-tools',
      'What ships does not depend on what builds and tests it.',
      '^(shared|sync|desktop|cloud-api|storefront-widget)/',
      '^(tools|bench)/',
      `${tests}|\\.config\\.ts$|build\\.ts$`,
    ),
    {
      name: 'no-circle',
      comment: 'Of two files that need each other at run time neither can be understood or loaded first.',
      severity: 'error',
      from: { pathNot: tests },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'import-exists',
      comment: 'An import that leads nowhere fails only when it runs.',
      severity: 'error',
      from: { pathNot: tests },
      to: { couldNotResolve: true, pathNot: '^virtual:|\\?(url|raw|worker|inline)$|^electron$' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.d\\.m?ts$|(^|/)(dist|\\.tillhouse)/|^tools/check/fixtures/' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
