import type { Connection } from '../../../platform/db/connection.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import * as z from 'zod';
import { newestVersion } from '../../../platform/access/store-records.ts';
import type { StaffCaller } from '../../../platform/auth/caller.ts';
import { actorOf, refusal } from '../../../platform/commands/asked-by-staff.ts';
import { runCommand } from '../../../platform/commands/run-command.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { StorefrontContext } from '../context.ts';
import { addressOf } from '../hosted/hosted-shops.ts';
import type { Checked } from './check-theme.ts';
import { checkTheme } from './check-theme.ts';
import { KEPT_DAYS, KEPT_VERSIONS } from './clear-old-themes.ts';
import { readFiles, readVersion } from './kept-themes.ts';
import { hashOf, isText, LIMITS, type ThemeFile } from './theme-files.ts';

/** Of all files of all versions of a tenant; the same file counts once. */
const MOST_BYTES = 128 * 1024 * 1024;

const finding = z.object({
  file: z.string(),
  line: z.int().describe('0: of the whole file'),
  level: z.enum(['error', 'warning']),
  code: z.string(),
  message: z.string(),
});

const sentFile = z.strictObject({
  path: z.string().min(1).max(100).describe('`templates/home.liquid`'),
  text: z.string().max(LIMITS.asset).optional().describe('What is text, as it is'),
  base64: z
    .string()
    .max(Math.ceil((LIMITS.asset * 4) / 3) + 4)
    .optional()
    .describe('Pictures and letters (`png`, `jpg`, `webp`, `woff2`)'),
});

const sent = z.strictObject({
  id: z.uuid().describe('Of the version, a new one; sent again it is kept once'),
  storeId: z.uuid(),
  files: z.array(sentFile).min(1).max(LIMITS.files),
});

const kept = z.object({
  id: z.uuid(),
  number: z.int(),
  preview: z
    .string()
    .nullable()
    .describe('The shop with it, for who has this address; null while the shop is not open'),
  findings: z.array(finding).describe('What is no error'),
});

const read = z.object({
  ...{ id: z.uuid(), storeId: z.uuid(), number: z.int(), name: z.string(), release: z.string() },
  files: z.array(z.object({ path: z.string(), text: z.string().optional(), base64: z.string().optional() })),
});

const storeList = z.object({
  rows: z.array(
    z.object({
      ...{ id: z.uuid(), name: z.string(), main: z.boolean() },
      slug: z.string().nullable().describe('The last part of its address below the cloud'),
      themeId: z.uuid().nullable().describe('The version that shoppers see; null: the built-in pages'),
    }),
  ),
});

export function themeRoutes(context: StorefrontContext): Route[] {
  return [
    route(
      {
        method: 'POST',
        path: '/v1/themes',
        summary: 'Send a theme for a shop on the web; shoppers see none of it before it is published',
        description:
          'Checks it as `tillhouse theme check` does and keeps it as a version that never changes. 422 `theme.errors` with `findings` where something in it is wrong; nothing is kept then. Publish it with `content.publishTheme`.',
        tag: 'Themes',
        access: { as: 'staff', permission: 'content.themes' },
        bodyLimit: 4 * 1024 * 1024,
        perMinute: 60,
        body: sent,
        answers: { 200: { description: 'It is kept', schema: kept } },
      },
      async ({ body, caller }) => {
        const files = body.files.map(fileOf);
        const checked = checkTheme(files);
        const staff = caller as StaffCaller;
        const { tenantId } = staff;
        const { outcome, number, shop } = await withTenant(context.pool, tenantId, async (db) => {
          refuseErrors(checked);
          await waitAtStore(db, tenantId, body.storeId);
          await keepFiles(db, tenantId, files);
          const done = await runCommand(db, tenantId, actorOf(staff), keeping(body, files, checked, context.now()));
          const row = await readVersion(db, tenantId, body.id);
          return { outcome: done, number: row?.number ?? 0, shop: await shopOf(db, tenantId, body.storeId) };
        });
        context.onCommitted();
        if (outcome.status === 'refused') throw refusal(outcome);
        const preview = shop && `${addressOf(shop, context.publicOrigin())}?theme=${body.id}`;
        return { id: body.id, number, preview, findings: checked.findings };
      },
    ),
    route(
      {
        method: 'GET',
        path: '/v1/theme-stores',
        summary: 'The stores that themes can be written for, and which version each shows',
        tag: 'Themes',
        access: { as: 'staff', permission: 'content.themes' },
        answers: { 200: { description: 'All that are not closed, the main one first', schema: storeList } },
      },
      async ({ caller }) => {
        const { tenantId } = caller as StaffCaller;
        const rows = await withTenant(context.pool, tenantId, (db) =>
          db.rows<z.infer<typeof storeList>['rows'][number]>(
            `SELECT id, name, main, slug, hosted->>'themeId' AS "themeId" FROM store_settings
              WHERE tenant_id = $1 AND closed_at IS NULL ORDER BY main DESC, name, id`,
            [tenantId],
          ),
        );
        return { rows };
      },
    ),
    route(
      {
        method: 'GET',
        path: '/v1/themes/:id',
        summary: 'A version of a theme with its files',
        tag: 'Themes',
        access: { as: 'staff', permission: 'content.themes' },
        params: z.object({ id: z.uuid() }),
        answers: { 200: { description: 'Its files, as they were sent', schema: read } },
      },
      async ({ params, caller }) => {
        const { tenantId } = caller as StaffCaller;
        return withTenant(context.pool, tenantId, async (db) => {
          const version = await readVersion(db, tenantId, params.id);
          if (!version) throw notFound('theme');
          const files = await readFiles(db, tenantId, version);
          const { id, storeId, number, name, release } = version;
          return { ...{ id, storeId, number, name, release }, files: files.map(asSent) };
        });
      },
    ),
  ];
}

const fileOf = ({ path, text, base64 }: z.infer<typeof sentFile>): ThemeFile => ({
  path,
  body: text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text, 'utf8'),
});

const asSent = ({ path, body }: ThemeFile) =>
  isText(path) ? { path, text: body.toString('utf8') } : { path, base64: body.toString('base64') };

/** @throws HttpProblem 422 where something in it is wrong */
function refuseErrors({ findings, manifest }: Checked): void {
  const errors = findings.filter(({ level }) => level === 'error');
  const [first] = errors;
  if (!first && manifest) return;
  const where = first
    ? `${first.file}${first.line > 0 ? `:${first.line}` : ''}: ${first.message}`
    : 'theme.json is missing.';
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : '';
  throw new HttpProblem(422, 'theme.errors', `${where}${more} Nothing was kept; correct it and send the theme again.`, {
    findings: findings.slice(0, 200),
  });
}

/** Files that are there already are counted on: nobody clears them while this goes on. */
async function waitAtStore(db: Connection, tenantId: string, storeId: string): Promise<void> {
  await db.rows('SELECT id FROM store_settings WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, storeId]);
}

/** @throws HttpProblem 422 where a shop has too much of it */
async function keepFiles(db: Connection, tenantId: string, files: readonly ThemeFile[]): Promise<void> {
  const rows = new Map(files.map(({ body }) => [hashOf(body), body]));
  await db.rows(
    `INSERT INTO theme_files (tenant_id, hash, size, body)
     SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::text[]) ON CONFLICT DO NOTHING`,
    [
      tenantId,
      [...rows.keys()],
      [...rows.values()].map((body) => body.length),
      [...rows.values()].map((body) => body.toString('base64')),
    ],
  );
  const [sum] = await db.rows<{ bytes: number }>(
    'SELECT sum(size)::bigint AS bytes FROM theme_files WHERE tenant_id = $1',
    [tenantId],
  );
  if (Number(sum?.bytes ?? 0) <= MOST_BYTES) return;
  throw new HttpProblem(
    422,
    'theme.no-room',
    `All files of all themes of this shop may be ${MOST_BYTES / 1024 / 1024} MiB together. Nothing was kept; make pictures and letters smaller, or leave them as they were, since the same file counts once. Versions that nobody uses go by themselves after ${KEPT_DAYS} days, but for the newest ${KEPT_VERSIONS}.`,
  );
}

function keeping(
  { id, storeId }: z.infer<typeof sent>,
  files: readonly ThemeFile[],
  { manifest }: Checked,
  now: number,
) {
  const name = 'content.keepTheme';
  const listed = files.map(({ path, body }) => ({ path, hash: hashOf(body), size: body.length }));
  const version = {
    ...{
      id: id.toLowerCase(),
      storeId: storeId.toLowerCase(),
      name: manifest?.name ?? '',
      release: manifest?.version ?? '',
    },
    ...{ files: listed, settings: manifest?.settings ?? [], choices: {} },
  };
  const mutation = idFor(version.id, `keep-theme:${hashOf(Buffer.from(JSON.stringify(listed)))}`);
  return { id: mutation, name, version: newestVersion(name), occurredAt: now, args: { version } };
}

async function shopOf(db: Connection, tenantId: string, storeId: string) {
  const [row] = await db.rows<Parameters<typeof addressOf>[0]>(
    `SELECT s.slug, s.hosted, ARRAY(SELECT d.domain FROM store_domains d WHERE d.tenant_id = s.tenant_id AND d.store_id = s.id) AS domains
       FROM store_settings s WHERE s.tenant_id = $1 AND s.id = $2 AND s.slug IS NOT NULL AND s.hosted @> '{"open": true}'`,
    [tenantId, storeId],
  );
  return row ?? null;
}
