import { parentPort } from 'node:worker_threads';
import { type RenderJob, TemplateFault, ThemeEngine, type ThemeSource } from './theme-engine.ts';

/** Templates of merchants are rendered here, in a thread that can be ended whatever they do. */

export type Ask =
  | { readonly kind: 'load'; readonly id: number; readonly version: string; readonly source: ThemeSource }
  | { readonly kind: 'drop'; readonly id: number; readonly version: string }
  | { readonly kind: 'render'; readonly id: number; readonly version: string; readonly job: RenderJob };

export type Said =
  | { readonly id: number; readonly text: string }
  | {
      readonly id: number;
      readonly fault: {
        readonly template: string;
        readonly line: number;
        readonly message: string;
        readonly limit: boolean;
      };
    };

const engines = new Map<string, ThemeEngine>();

function answer(ask: Ask): string {
  if (ask.kind === 'drop') engines.delete(ask.version);
  if (ask.kind === 'load') engines.set(ask.version, new ThemeEngine(ask.source));
  return ask.kind === 'render' ? (engines.get(ask.version)?.render(ask.job) ?? '') : '';
}

parentPort?.on('message', (ask: Ask) => {
  try {
    parentPort?.postMessage({ id: ask.id, text: answer(ask) } satisfies Said);
  } catch (error) {
    const fault = error instanceof TemplateFault ? error : new TemplateFault('', 0, (error as Error).message);
    const { template, line, message, limit } = fault;
    parentPort?.postMessage({ id: ask.id, fault: { template, line, message, limit } } satisfies Said);
  }
});
