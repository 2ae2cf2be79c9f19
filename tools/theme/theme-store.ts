import type { RenderJob } from '@tillhouse/cloud-api/services/storefront/themes/theme-engine.ts';
import type { ThemeFile } from '@tillhouse/cloud-api/services/storefront/themes/theme-files.ts';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { CloudClient } from '../cli/cloud-client.ts';
import { Plain } from '../cli/plain.ts';
import type { ShopBehind } from './dev-server.ts';
import { asSent } from './theme-folder.ts';

const storeRow = z.object({
  ...{ id: z.string(), name: z.string(), main: z.boolean(), slug: z.string().nullable() },
  themeId: z.string().nullable(),
});
const storeRows = z.object({ rows: z.array(storeRow) });
export type ThemeStore = z.infer<typeof storeRow>;

const finding = z.object({
  file: z.string(),
  line: z.number(),
  level: z.enum(['error', 'warning']),
  code: z.string(),
  message: z.string(),
});
const sent = z.object({
  id: z.string(),
  number: z.number(),
  preview: z.string().nullable(),
  findings: z.array(finding),
});
const refused = z.object({ detail: z.string(), details: z.object({ findings: z.array(finding) }).optional() });
const got = z.object({
  name: z.string(),
  number: z.number(),
  files: z.array(z.object({ path: z.string(), text: z.string().optional(), base64: z.string().optional() })),
});
const page = z.object({
  page: z.string(),
  data: z.record(z.string(), z.unknown()),
  parts: z.record(z.string(), z.unknown()),
});

/** @param wanted name or last part of its address; left out: the main store. @throws Plain where there is none */
export async function storeNamed(client: CloudClient, wanted: string | undefined): Promise<ThemeStore> {
  const { rows: stores } = storeRows.parse(await client.get('/v1/theme-stores'));
  const found = stores.find(({ main, name, slug }) =>
    wanted === undefined ? main : slug === wanted || name === wanted,
  );
  if (found) return found;
  const names = stores.map(({ name, slug }) => slug ?? name).join(', ');
  throw new Plain(`There is no store ${wanted ?? ''}. These are there: ${names}. Nothing was changed.`);
}

export interface Sent {
  readonly refused?: string;
  readonly sent?: z.infer<typeof sent>;
  readonly findings: readonly z.infer<typeof finding>[];
}

export async function sendTheme(client: CloudClient, store: ThemeStore, files: readonly ThemeFile[]): Promise<Sent> {
  const body = { id: randomUUID(), storeId: store.id, files: files.map(asSent) };
  const answer = await client.ask('POST', '/v1/themes', body);
  if (answer.status === 200) {
    const done = sent.parse(answer.body);
    return { sent: done, findings: done.findings };
  }
  const { detail, details } = refused.parse(answer.body);
  return { refused: detail, findings: details?.findings ?? [] };
}

/** @throws Plain where there is none */
export async function fetchTheme(
  client: CloudClient,
  id: string,
): Promise<{ name: string; number: number; files: ThemeFile[] }> {
  const answer = await client.get(`/v1/themes/${id}`);
  if (answer === undefined) throw new Plain(`There is no theme ${id} in this shop. Nothing was written.`);
  const { name, number, files } = got.parse(answer);
  return {
    ...{ name, number },
    files: files.map(({ path, text, base64 }) => ({
      path,
      body: text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text, 'utf8'),
    })),
  };
}

/** A shop of a running cloud, for its data alone: nothing is sent there. */
export const shopBehind = (client: CloudClient, store: ThemeStore): ShopBehind => ({
  url: client.url,
  page: async (address, { settings }) => {
    const answer = await client.ask('POST', '/v1/theme-data', { storeId: store.id, address, settings });
    if (answer.status !== 200) throw new Plain(refused.safeParse(answer.body).data?.detail ?? `HTTP ${answer.status}`);
    // What the cloud says of its own data is what its declaration says.
    return page.parse(answer.body) as unknown as RenderJob;
  },
});
