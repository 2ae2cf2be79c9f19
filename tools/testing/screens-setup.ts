import { buildScreens } from '../launcher/house/build-screens.ts';
import { findChromium } from '../parts/chromium.ts';
import { installStripeMock } from '../parts/stripe-mock.ts';

/**
 * Bundles the screens and the widget once, before files that go side by side would each write them under the other, and has the
 * simulator of a provider built meanwhile.
 */
export default async function setup(): Promise<void> {
  await Promise.all([findChromium() && buildScreens(), installStripeMock()]);
}
