import { bundleCircular, bundleTooLarge, bundleUnknown } from './errors-calculation.ts';
import type { Promotion } from './promotion-args.ts';
import type { Component } from './promotion-sets.ts';

const LARGEST = 200;

/**
 * The goods of each bundle with the bundles in it opened.
 * @throws DomainError `pricing.bundle-circular` with the way round, `pricing.bundle-unknown`, `pricing.bundle-too-large`
 */
export function openBundles(promotions: readonly Promotion[]): Map<string, readonly Component[]> {
  const bundles = new Map(
    promotions.flatMap(({ id, action, target }) =>
      action.kind === 'bundle' ? [[id, { components: action.components, target }] as const] : [],
    ),
  );
  const opened = new Map<string, readonly Component[]>();
  const open = (id: string, path: readonly string[]): readonly Component[] => {
    const known = opened.get(id);
    if (known) return known;
    const found = bundles.get(id);
    if (!found) throw bundleUnknown({ bundle: id, in: path.at(-1) ?? '' });
    if (path.includes(id)) throw bundleCircular({ path: [...path.slice(path.indexOf(id)), id] });
    const parts = found.components.flatMap(({ of, bundle, quantity }): Component[] =>
      bundle === undefined
        ? [{ of: of ?? found.target, quantity }]
        : open(bundle, [...path, id]).map((part) => ({ ...part, quantity: part.quantity * quantity })),
    );
    if (parts.length > LARGEST) throw bundleTooLarge({ bundle: id, largest: LARGEST });
    opened.set(id, parts);
    return parts;
  };
  for (const id of bundles.keys()) open(id, []);
  return opened;
}
