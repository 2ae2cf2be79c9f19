import { buildScreens } from '../launcher/house/build-screens.ts';
import { findChromium } from '../parts/chromium.ts';

/** Bundles the screens and the widget once, before files that go side by side would each write them under the other. */
export default async function setup(): Promise<void> {
  if (findChromium()) await buildScreens();
}
