import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longer than a quarter of a minute, the longest first. `npm test` names the longest of each part. */
export const longest: readonly string[] = [
  'desktop/renderer/testing/screens.e2e.test.ts',
  'sync/testing/simulation.db.test.ts',
  'sync/testing/broken-rules.db.test.ts',
  'cloud-api/testing/cross/tenant-cross.db.test.ts',
  'sync/testing/drain.db.test.ts',
  'cloud-api/services/identity/operator/operator.db.test.ts',
  'desktop/host/database/database.db.test.ts',
  'cloud-api/testing/cross/role-matrix.db.test.ts',
  'sync/shapes/shape-oracle.db.test.ts',
];

/** Where a file ranks: by its place in the list, and behind it where it is in none. */
export const rankOf = (path: string): number => {
  const at = longest.findIndex((file) => path.endsWith(file));
  return at < 0 ? longest.length : at;
};

/** On two workers a long file that comes last leaves one of them idle for as long as it takes. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rankOf(a.moduleId) - rankOf(b.moduleId));
  }
}
