import { mkdirSync } from 'node:fs';
import { axeFindings } from './axe.ts';
import { openDemoDesk } from './demo-desk.ts';
import { screens } from './screens.ts';

/** node desktop/renderer/testing/screenshots.ts FOLDER [--no-build] [--light] [--axe] [--rtl] [--size=1024x600] [NAME …] */
const [folder = 'test-results/screens', ...rest] = process.argv.slice(2);
const names = rest.filter((word) => !word.startsWith('--'));
const [width, height] =
  rest
    .find((word) => word.startsWith('--size='))
    ?.slice(7)
    .split('x')
    .map(Number) ?? [];
const rtl = rest.includes('--rtl');
mkdirSync(folder, { recursive: true });
const desk = await openDemoDesk({ build: !rest.includes('--no-build') });
for (const screen of screens) {
  if (names.length > 0 && !names.includes(screen.name)) continue;
  for (const dark of rest.includes('--light') ? [false] : [false, true]) {
    const page = await desk.open({
      ...screen,
      dark,
      query: { ...screen.query, ...(rtl && { dir: 'rtl' }) },
      ...(width && height && { width, height }),
    });
    try {
      await page.waitForTimeout(250);
      await screen.act?.(page);
      await page.waitForTimeout(350);
      if (rest.includes('--axe'))
        for (const finding of await axeFindings(page)) console.log(screen.name, dark ? 'dark' : 'light', finding);
    } catch (problem) {
      console.error(screen.name, String(problem).slice(0, 300));
    }
    await page.screenshot({ path: `${folder}/${screen.name}${dark ? '-dark' : ''}.png` });
    await page.context().close();
  }
}
await desk.close();
