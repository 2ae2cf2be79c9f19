/** Loaded before a program (`node --import`): the program runs with the rule named in BROKEN_RULE broken, its files as they are. */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { brokenRules } from './broken-rules.ts';

const rule = brokenRules.find(({ name }) => name === process.env.BROKEN_RULE);
if (!rule) throw new Error(`no such rule: ${process.env.BROKEN_RULE}`);
const url = pathToFileURL(join(import.meta.dirname, '../..', rule.file)).href;

registerHooks({
  load: (asked, context, nextLoad) => {
    const loaded = nextLoad(asked, context);
    if (asked !== url) return loaded;
    const parts = String(loaded.source).split(rule.find);
    // The program changed: the rule has to be broken in its new words.
    if (parts.length !== 2) throw new Error(`${rule.file} has "${rule.find}" ${parts.length - 1} times, not once`);
    return { ...loaded, source: parts.join(rule.replace) };
  },
});
