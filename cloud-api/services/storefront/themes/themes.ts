import { randomUUID } from 'node:crypto';
import { newestVersion } from '../../../platform/access/store-records.ts';
import { runCommand } from '../../../platform/commands/run-command.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import type { Log } from '../../../platform/http/log.ts';
import { TtlMap } from '../../../platform/ttl-map.ts';
import type { Page } from '../hosted/layout.ts';
import type { PageView } from '../hosted/page-view.ts';
import { type KeptTheme, KeptThemes } from './kept-themes.ts';
import { ownParts } from './own-parts.ts';
import { pageData } from './page-data.ts';
import type { PageFacts } from './page-facts.ts';
import type { PageTheme } from './page-theme.ts';
import { RenderBusy, RenderThread } from './render-thread.ts';
import { faultOf, type TemplateFault } from './theme-engine.ts';

/** A page of a template that took more than it may is the built-in one for so long, so that it costs no more. */
const RESTS_MS = 60_000;
/** So often a fault of one template is written down; those between are counted with the next. */
const NOTED_MS = 30_000;
const MOST = 2_000;

export interface ThemeAt {
  readonly theme: KeptTheme;
  /** Looked at by who is no shopper */
  readonly preview: boolean;
}

interface Context {
  readonly pool: Pool;
  readonly now: () => number;
  readonly log: Log;
  readonly onCommitted: () => void;
}

/** Writes pages of hosted shops with themes of merchants. What a theme does wrong costs it the page and nobody anything else. */
export class Themes {
  readonly kept: KeptThemes;
  readonly #thread = new RenderThread();
  readonly #context: Context;
  readonly #resting = new TtlMap<string, true>(RESTS_MS, MOST);
  readonly #counted = new Map<string, { times: number; notedAt: number }>();

  constructor(context: Context) {
    this.#context = context;
    this.kept = new KeptThemes(context.pool);
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  /** A theme as what writes pages. */
  pageTheme(at: ThemeAt): PageTheme {
    return { colours: at.theme.colours, write: (view, page, facts) => this.write(at, view, page, facts) };
  }

  /**
   * The page as the theme writes it; null: the built-in page is to be shown.
   * @throws TemplateFault in a preview alone, for whoever writes the theme to see
   */
  async write({ theme, preview }: ThemeAt, view: PageView, page: Page, facts: PageFacts): Promise<string | null> {
    const { tenantId } = view.shop;
    const name = `${theme.id} ${facts.kind}`;
    if (!preview && this.#resting.get(name)) return null;
    try {
      const data = pageData({ view, page, facts, settings: theme.settings, preview });
      return await this.#thread.render({
        version: `${tenantId} ${theme.id} ${view.base}`,
        source: () => theme.source(view.base, view.base === ''),
        job: { page: facts.kind, data, parts: ownParts(view, page, facts, preview) },
      });
    } catch (error) {
      if (error instanceof RenderBusy) return null;
      const fault = faultOf(error, `templates/${facts.kind}.liquid`);
      if (preview) throw fault;
      if (fault.limit) this.#resting.set(name, true);
      void this.#note(tenantId, theme.id, fault);
      return null;
    }
  }

  /** Once at once, then now and then. What is not written down when the process ends is told by the log. */
  async #note(tenantId: string, versionId: string, { template, line, message }: TemplateFault): Promise<void> {
    const { now, log, pool, onCommitted } = this.#context;
    log.warn({ tenantId, versionId, template, line, message }, 'a theme could not write a page');
    const key = `${versionId} ${template}`;
    const counted = this.#counted.get(key) ?? { times: 0, notedAt: 0 };
    if (this.#counted.size < MOST) this.#counted.set(key, counted);
    counted.times += 1;
    if (now() - counted.notedAt < NOTED_MS) return;
    const { times } = counted;
    Object.assign(counted, { times: 0, notedAt: now() });
    const command = 'content.noteThemeFault';
    const args = { id: randomUUID(), versionId, template, line, message: message.slice(0, 500) || 'unknown', times };
    try {
      await withTenant(pool, tenantId, (db) =>
        runCommand(db, tenantId, systemActor, {
          ...{ id: randomUUID(), name: command, version: newestVersion(command), occurredAt: now(), args },
        }),
      );
      onCommitted();
    } catch (error) {
      log.error({ err: error }, 'a fault of a theme could not be written down');
    }
  }
}

/** @param closing what ends with the process */
export function openThemes(context: Context, closing: (() => Promise<void>)[]): Themes {
  const themes = new Themes(context);
  closing.push(() => themes.close());
  return themes;
}
