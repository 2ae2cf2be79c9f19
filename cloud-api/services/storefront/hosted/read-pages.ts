import { inLanguage, isShown, type PageText } from '@tillhouse/shared/domains/content/page-parts.ts';
import type { ContentPage } from '@tillhouse/shared/domains/content/schema.ts';
import type { Connection } from '../../../platform/db/connection.ts';

/** A page as one store shows it. */
export interface ShownPage {
  readonly id: string;
  readonly text: PageText;
  readonly publishAt: number | null;
  /** `2026-11-26` */
  readonly changed: string;
  /** In every language, to name the others */
  readonly texts: readonly PageText[];
  readonly storeIds: readonly string[];
}

type Stored = Pick<ContentPage, 'id' | 'texts' | 'storeIds'> & { readonly at: number | null; readonly changed: string };

const columns = `p.id, p.texts, p.store_ids AS "storeIds", (extract(epoch FROM p.publish_at) * 1000)::bigint AS at,
  to_char(greatest(p.updated_at, p.publish_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS changed`;

export interface Reader {
  readonly storeId: string;
  /** BCP 47 */
  readonly locale: string;
  /** Epoch milliseconds */
  readonly now: number;
}

function shownAs({ at, ...row }: Stored, { locale }: Reader): ShownPage | undefined {
  const text = inLanguage(row.texts, locale);
  return text && { ...row, text, publishAt: at === null ? null : Number(at) };
}

/** The page at an address, in whichever of its languages the address is; undefined where this store shows none. */
export async function readPage(
  db: Connection,
  tenantId: string,
  slug: string,
  reader: Reader,
): Promise<ShownPage | undefined> {
  const rows = await db.rows<Stored>(
    `SELECT ${columns} FROM content_pages p JOIN page_addresses a ON a.tenant_id = p.tenant_id AND a.page_id = p.id
      WHERE p.tenant_id = $1 AND a.slug = $2 ORDER BY a.lang = $3 DESC, a.lang = split_part($3, '-', 1) DESC, a.lang`,
    [tenantId, slug, reader.locale],
  );
  const shown = rows.flatMap((row) => shownAs(row, reader) ?? []);
  return shown.find((page) => isShown(page, reader.storeId, reader.now));
}

/** A page by its id, which only its writers know: also one that is not published. */
export async function readPageToCome(
  db: Connection,
  tenantId: string,
  pageId: string,
  reader: Reader,
): Promise<ShownPage | undefined> {
  const [row] = await db.rows<Stored>(`SELECT ${columns} FROM content_pages p WHERE p.tenant_id = $1 AND p.id = $2`, [
    tenantId,
    pageId,
  ]);
  // In another language rather than not at all: it is only looked at.
  return row && (shownAs(row, reader) ?? shownAs(row, { ...reader, locale: row.texts[0]?.lang ?? '' }));
}

/** All that a store shows, by title. There are few (`content.savePage`). */
export async function readPages(db: Connection, tenantId: string, reader: Reader): Promise<ShownPage[]> {
  const rows = await db.rows<Stored>(
    `SELECT ${columns} FROM content_pages p WHERE p.tenant_id = $1 AND p.publish_at <= $2`,
    [tenantId, new Date(reader.now).toISOString()],
  );
  return rows
    .flatMap((row) => shownAs(row, reader) ?? [])
    .filter((page) => isShown(page, reader.storeId, reader.now))
    .sort((a, b) => (a.text.title < b.text.title ? -1 : 1));
}
