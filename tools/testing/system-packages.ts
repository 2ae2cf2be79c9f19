import { spawnSync } from 'node:child_process';
import { findChromium } from '../parts/chromium.ts';
import { findJava } from '../parts/java.ts';

const wanted = [
  { what: 'a browser', there: () => findChromium() !== undefined, packages: ['chromium'] },
  { what: 'Java for Kafka', there: () => findJava() !== undefined, packages: ['openjdk-17-jre-headless'] },
  { what: 'Maven to fetch Kafka', there: () => spawnSync('mvn', ['-version']).status === 0, packages: ['maven'] },
];

function apt(args: string[]): boolean {
  process.stdout.write(`apt-get ${args.join(' ')}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return (
    spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: 600_000 }).status ===
    0
  );
}

/** Installs what the tests use and this system lacks. Called only with CI=true or --install; what fails is skipped later, by name. */
export function installSystemPackages(): void {
  const missing = wanted.filter((each) => !each.there());
  if (missing.length === 0) return;
  const what = missing.map((each) => each.what).join(', ');
  if (spawnSync('apt-get', ['--version']).status !== 0) {
    process.stdout.write(
      `Missing: ${what}. There is no apt-get here; install it yourself to run the tests that need it.\n`,
    );
    return;
  }
  process.stdout.write(`Missing: ${what}. Installing.\n`);
  apt(['update']);
  for (const each of missing) {
    if (!apt(['install', '-y', '--no-install-recommends', ...each.packages])) {
      process.stdout.write(`${each.what} could not be installed; what needs it is skipped by name.\n`);
    }
  }
}
