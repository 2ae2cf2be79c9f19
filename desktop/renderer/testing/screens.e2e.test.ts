import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, noChromium } from '../../../tools/parts/chromium.ts';
import { openDesk } from '../../host/database/open-desk.ts';
import { enrolKey, askKey } from '../../host/session/security-keys.ts';
import { seedIds } from '../../host/testing/seed-ids.ts';
import { seededFolder } from '../../host/testing/test-desk.ts';
import { keyPageWords } from '../features/sign-in/key-words.ts';
import { axeFindings } from './axe.ts';
import { type DemoDesk, openDemoDesk } from './demo-desk.ts';
import { DEMO_BADGE } from './demo/calls.ts';
import { scanCode } from './scan-code.ts';
import { screens } from './screens.ts';

const missing = findChromium() === undefined;
if (missing) console.warn(`screens.e2e: ${noChromium}`);

let desk: DemoDesk;
beforeAll(async () => {
  if (!missing) desk = await openDemoDesk();
}, 120_000);
afterAll(() => desk?.close());

async function till(query: Record<string, string> = {}): Promise<Page> {
  const page = await desk.open({ route: '/till', query: { sync: 'calm', ...query } });
  await page.getByRole('tab', { name: 'Counter' }).waitFor();
  return page;
}

const lines = (page: Page) => page.locator('[data-line]');

// Each has a window of its own and nobody types in it, so two are looked at side by side.
describe.skipIf(missing)('every screen', { concurrent: true }, () => {
  it.each(screens.map((screen) => [screen.name, screen] as const))(
    '%s: axe finds nothing, in light and in dark',
    async (_name, screen) => {
      const found = await desk.look(screen, async (page) => {
        await screen.act?.(page);
        await page.waitForTimeout(250);
        const light = await axeFindings(page, { within: screen.within });
        await page.evaluate(() => {
          document.documentElement.dataset.theme = 'dark';
          document.documentElement.dataset.mantineColorScheme = 'dark';
        });
        await page.waitForTimeout(150);
        const dark = await axeFindings(page, { within: screen.within, contrastOnly: true });
        return { light, dark };
      });
      expect(found).toEqual({ light: [], dark: [] });
    },
  );
});

describe.skipIf(missing)('the till', () => {
  it('takes a scan from any focus and leaves nothing of it in the field', async () => {
    const page = await till();
    const field = page.getByRole('textbox', { name: 'Name, SKU or barcode' });
    await field.focus();
    await page.keyboard.type('mo', { delay: 160 });
    await page.waitForTimeout(300);
    await scanCode(page, '5060912440320');
    await lines(page).first().waitFor();
    expect(await lines(page).count()).toBe(1);
    expect(await field.inputValue()).toBe('mo');
    await page.context().close();
  });

  it('raises the quantity when the same item is scanned again, also with a button focused', async () => {
    const page = await till();
    await page.getByRole('button', { name: 'Custom item' }).focus();
    await scanCode(page, '5060912440320');
    await page.waitForTimeout(200);
    await scanCode(page, '5060912440320');
    await page.getByText('2 ×').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.context().close();
  });

  it('says that it does not know a code and leaves the basket as it was', async () => {
    const page = await till({ basket: 'full' });
    await scanCode(page, '4006381333931');
    await page.getByRole('dialog', { name: 'Unknown code' }).waitFor();
    expect(await page.getByText('The basket is unchanged.').isVisible()).toBe(true);
    expect(await lines(page).count()).toBe(7);
    await page.context().close();
  });

  it('sells for cash by keys alone and shows the change', async () => {
    const page = await till();
    await scanCode(page, '5060912440405');
    await lines(page).first().waitFor();
    await page.keyboard.press('+');
    await page.getByText('2 ×').waitFor();
    await page.keyboard.press('F9');
    await page.keyboard.type('100', { delay: 130 });
    await page.getByRole('button', { name: 'Finish, give £8.00 change' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Give change').waitFor();
    expect(await page.getByText('Sold and saved on this till').isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByText('Scan the first item').waitFor();
    await page.context().close();
  });

  it('adds nothing that is scanned while paying, and keeps the amount that was typed', async () => {
    const page = await till({ basket: 'full' });
    await page.keyboard.press('F9');
    await page.keyboard.type('180', { delay: 130 });
    await page.waitForTimeout(300);
    await scanCode(page, '5060912440320');
    await page.getByText('Scanned while paying, not added').waitFor();
    expect(await page.getByRole('button', { name: 'Finish, give £7.15 change' }).isVisible()).toBe(true);
    expect(await lines(page).count()).toBe(7);
    await page.context().close();
  });

  it('takes part in cash and the rest by card', async () => {
    const page = await till({ basket: 'full' });
    await page.keyboard.press('F9');
    await page.keyboard.type('100');
    await page.getByRole('button', { name: 'The rest by card' }).click();
    const sheet = page.getByRole('region', { name: 'Take payment' });
    await sheet.getByRole('list', { name: 'Taken so far' }).getByText('Cash').waitFor();
    await page.getByRole('tab', { name: /Card/, selected: true }).waitFor();
    expect(await sheet.innerText()).toMatch(/To take by card\s+£72\.8\d/);
    // A way that was pressed with a finger keeps no focus: Enter is the till's, as its bar says.
    await page.getByRole('tab', { name: /Card/ }).click();
    await page.getByRole('button', { name: 'Finish, card approved' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Sold and saved on this till').waitFor();
    await page.context().close();
  });

  it('is done with a bill that is split by item once its last part is paid', async () => {
    const page = await till({ basket: 'full' });
    await page.keyboard.press('F9');
    await page.keyboard.press('F7');
    for (const part of [' ', 'a']) {
      await page.getByText('what does this person pay?').waitFor();
      await page.keyboard.press(part);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /paid, exact cash/ }).waitFor();
      await page.keyboard.press('Enter');
    }
    await page.getByText('Sold and saved on this till').waitFor();
    await page.context().close();
  });

  it('puts a customer on the sale by keys alone', async () => {
    const page = await till({ basket: 'full' });
    await page.keyboard.press('F4');
    await page.getByLabel('Name or e-mail').waitFor();
    await page.keyboard.type('ha', { delay: 120 });
    const first = page.getByRole('option').first();
    await first.waitFor();
    const name = (await first.locator('b').innerText()).trim();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: new RegExp(`${name}.*Change`, 's') }).waitFor();
    await page.context().close();
  });

  it('prints the receipt and nothing around it', async () => {
    const page = await till({ basket: 'full' });
    await page.keyboard.press('F9');
    await page.keyboard.press('Enter');
    await page.getByText('Sold and saved on this till').waitFor();
    expect(await page.getByRole('button', { name: /Next sale/ }).isVisible()).toBe(true);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText('TOTAL GBP').isVisible()).toBe(true);
    expect(await page.getByRole('img', { name: 'Receipt number as bars' }).isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: /Next sale/ }).isVisible()).toBe(false);
    expect(await page.getByText('Sold and saved on this till').isVisible()).toBe(false);
    await page.context().close();
  });

  it('keeps selling offline and says how many sales wait', async () => {
    const page = await till({ offline: '7' });
    expect(await page.getByText('7 sales waiting.').isVisible()).toBe(true);
    await scanCode(page, '5060912440320');
    await lines(page).first().waitFor();
    await page.context().close();
  });
});

describe.skipIf(missing)('lists and pages by keys', () => {
  it('walks 100,000 products, ticks with x and opens with Enter', async () => {
    const page = await desk.open({ route: '/products', query: { sync: 'calm' } });
    await page.getByText('Stoneware mug').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('1 selected').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('End');
    await page.locator('#row-99999').waitFor();
    await page.keyboard.press('Home');
    await page.locator('#row-0').getByText('Stoneware mug').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Stoneware mug' }).waitFor();
    await page.context().close();
  });

  it('saves what was edited with Ctrl S as commands that carry what was seen', async () => {
    const page = await desk.open({ route: '/products/p-0', query: { sync: 'calm' } });
    await page
      .getByLabel(/^Price of/)
      .first()
      .fill('12.50');
    await page.getByText('Unsaved changes').waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText('Saved on this desk').waitFor();
    const record = await page.evaluate(
      () => (globalThis as unknown as { demo: { record: { name: string }[] } }).demo.record,
    );
    // The page asks the cloud who waits for it, which changes nothing.
    expect(record.filter(({ name }) => name !== 'stock.waitedFor')).toEqual([
      {
        name: 'pricing.setPrice',
        args: { priceListId: 'retail', changes: [{ variantId: 'mug-0-0', base: 1200, value: 1250 }] },
      },
    ]);
    await page.context().close();
  });

  it('closes a dialog with Esc and stays on the page below it', async () => {
    const page = await desk.open({ route: '/orders/o-12', query: { sync: 'calm' } });
    const number = page.getByRole('heading', { level: 1 });
    await number.waitFor();
    await page.keyboard.press('r');
    await page.getByRole('dialog').getByRole('checkbox').first().focus();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => location.hash)).toContain('/orders/o-12');
    await page.keyboard.press('Escape');
    await page.waitForURL(/#\/orders(\?|$)/);
    await page.context().close();
  });

  it('finds a place in the palette and goes there', async () => {
    const page = await desk.open({ query: { sync: 'calm' } });
    await page.getByRole('heading', { name: /Priya/ }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.type('go to receiving', { delay: 20 });
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Receiving' }).waitFor();
    await page.context().close();
  });
});

describe.skipIf(missing)('receiving', () => {
  it('adds what is right, refuses what is wrong or unknown, and undoes', async () => {
    const page = await desk.open({ route: '/receiving/po-1184', query: { sync: 'calm' } });
    await page.getByText('Scan an item').waitFor();
    for (const [code, words] of [
      ['5060912440320', 'Right item, added'],
      ['5060912440474', 'Wrong item, not added'],
      ['4006381333931', 'Unknown code, not added'],
    ] as const) {
      await scanCode(page, code);
      await page.getByText(words).waitFor();
    }
    await page.getByText('31 of 48').waitFor();
    await page.getByRole('button', { name: 'Undo last scan' }).click();
    await page.getByText('Taken back').waitFor();
    await page.context().close();
  });
});

describe.skipIf(missing)('signing in', () => {
  it('takes six digits from the keyboard, says a wrong PIN in words, and opens the desk', async () => {
    const page = await desk.open({ query: { session: 'locked', sync: 'calm' } });
    await page.getByRole('button', { name: /Ewa Nowak/ }).click();
    await page.keyboard.type('654321');
    await page.getByText('That PIN is not right.').waitFor();
    await page.keyboard.type('123456');
    await page.getByRole('heading', { name: /Ewa/ }).waitFor();
    await page.context().close();
  });

  it('takes a scanned badge, whose digits are none of a PIN', async () => {
    const page = await desk.open({ query: { session: 'locked', sync: 'calm' } });
    await page.getByRole('button', { name: /Ewa Nowak/ }).click();
    await scanCode(page, DEMO_BADGE);
    await page.getByRole('heading', { name: /Joanna/ }).waitFor();
    const record = await page.evaluate(() => (globalThis as unknown as { demo: { record: unknown[] } }).demo.record);
    expect(record).toEqual([{ name: 'session.signInWithBadge', args: { badge: DEMO_BADGE } }]);
    await page.context().close();
  });
});

describe.skipIf(missing)('a security key', () => {
  it('is added and signs in on the desk’s own page, by the browser’s WebAuthn and without a cloud', async () => {
    const folder = await seededFolder();
    const file = openDesk(join(folder.dataDir, 'desk.sqlite'), () => {});
    const host = { desk: file, now: Date.now };
    const page = await desk.open({ query: { session: 'locked', sync: 'calm' } });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    const key = { protocol: 'ctap2', transport: 'usb', hasUserVerification: true, isUserVerified: true } as const;
    await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { ...key, automaticPresenceSimulation: true } });
    const words = keyPageWords({ for: 'add', name: 'Blue key' });
    const use = async <T>({ url, done }: { url: string; done: Promise<T> }): Promise<T> => {
      await page.goto(url);
      await page.getByRole('button', { name: words.button }).click();
      return done;
    };
    const adding = await enrolKey(host, { id: seedIds.owner, name: 'Priya Nair', label: 'Blue key' }, words);
    const kept = JSON.stringify([{ ...(await use(adding)), addedAt: 0 }]);
    await file.transaction('foreground', async (connection) => {
      connection.runNow('UPDATE staff SET security_keys = ? WHERE id = ?', [kept, seedIds.owner]);
    });
    const signingIn = await askKey(host, words, 'who is it');
    expect((await use(signingIn)).staffId).toBe(seedIds.owner);
    await page.context().close();
    await file.close();
    folder.remove();
  });
});

describe.skipIf(missing)('roles and people', () => {
  const recorded = (page: Page) =>
    page.evaluate(() => (globalThis as unknown as { demo: { record: { name: string; args: unknown }[] } }).demo.record);

  it('turns cells by keys, says for how many, and saves the whole role with Ctrl Enter', async () => {
    const page = await desk.open({ route: '/roles', query: { sync: 'calm' } });
    await page.getByRole('button', { name: 'Shop lead: Open and close a drawer' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByText('Shop lead may no more put cash into a drawer and take it out, for 3 people.').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Space');
    await page.getByText('2 changes').waitFor();
    await page.keyboard.press('Space');
    await page.getByText('1 change', { exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Saved on this desk').waitFor();
    const [saved, ...more] = await recorded(page);
    expect([saved?.name, more]).toEqual(['access.saveRole', []]);
    const { role } = (saved as { args: { role: { name: string; permissions: string[] } } }).args;
    expect(role.name).toBe('Shop lead');
    expect(role.permissions).toContain('till.session');
    expect(role.permissions).not.toContain('till.cash');
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('goes on with what wanted somebody’s yes when their badge is scanned, and not when it is cancelled', async () => {
    const page = await desk.open({ route: '/roles', query: { yes: 'access.saveRole', sync: 'calm' } });
    await page.getByRole('button', { name: 'Shop lead: Pay back more than the limit' }).click();
    await page.getByRole('radio', { name: 'Yes' }).check();
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: 'Somebody else has to say yes' });
    await dialog.getByText('Shop lead may pay back more than the limit').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('In this store nobody does this alone.').waitFor();
    await page.getByText('1 change', { exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    await dialog.getByText('Or scan their badge now.').waitFor();
    await scanCode(page, DEMO_BADGE);
    await page.getByText('Saved on this desk').waitFor();
    await dialog.waitFor({ state: 'detached' });
    expect((await recorded(page)).map(({ name }) => name)).toEqual(Array(3).fill('access.saveRole'));
    await page.context().close();
  });

  it('goes on with what is grave once the PIN was typed again, and not when that is cancelled', async () => {
    const page = await desk.open({ route: '/roles', query: { prove: 'access.saveRole', sync: 'calm' } });
    await page.getByRole('button', { name: 'Shop lead: Pay back more than the limit' }).click();
    await page.getByRole('radio', { name: 'Yes' }).check();
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: 'Show that it is you' });
    await dialog.getByText('Or scan your badge now.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Changing who may do what asks that you show again').waitFor();
    await page.getByText('1 change', { exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    // It stands in its field: nobody has to tap there first.
    await dialog.getByLabel('Your PIN').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('123456', { delay: 80 });
    await page.keyboard.press('Enter');
    await page.getByText('Saved on this desk').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('adds a person, says a PIN that anybody would try in words, and sets another', async () => {
    const page = await desk.open({ route: '/roles?tab=people', query: { sync: 'calm' } });
    await page.getByRole('button', { name: 'Add person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Nell Avery');
    await dialog.getByLabel('E-mail').fill('nell@larkhall.example');
    await dialog.getByLabel('Role').selectOption('Till');
    await dialog.getByRole('button', { name: 'Add person' }).click();
    await page.getByRole('heading', { name: 'Nell Avery' }).waitFor();
    await page.getByRole('button', { name: 'Set PIN' }).click();
    const type = async (pin: string) => {
      await dialog.getByLabel('Six digits').fill(pin);
      await dialog.getByLabel('Once more').fill(pin);
      await page.keyboard.press('Enter');
    };
    await type('111111');
    await dialog.getByText('The first who tries would try this PIN.').waitFor();
    await type('804213');
    await page.getByText('PIN of Nell Avery set').waitFor();
    await page.getByRole('button', { name: 'Change PIN' }).waitFor();
    const saved = (await recorded(page)).find(({ name }) => name === 'access.saveStaff');
    expect(saved?.args).toMatchObject({
      person: { name: 'Nell Avery', initials: 'NA', email: 'nell@larkhall.example', homeLocationId: 'bath' },
    });
    await page.context().close();
  });

  it('shows all to who may not change it, with the reason, and lets them set their own PIN', async () => {
    const page = await desk.open({ route: '/roles', query: { session: 'locked', sync: 'calm' } });
    await page.getByRole('button', { name: /Ellie Roberts/ }).click();
    await page.keyboard.type('123456');
    await page.getByText('You may look and not change: that needs the right “Change what roles allow”.').waitFor();
    expect(await page.getByRole('button', { name: /^Shop lead: / }).count()).toBe(0);
    expect(await page.getByRole('button', { name: /Copy role/ }).isDisabled()).toBe(true);
    await page
      .getByRole('link', { name: /People/ })
      .first()
      .click();
    expect(await page.getByRole('button', { name: 'Add person' }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Edit' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Your PIN' }).click();
    await page.getByRole('dialog').getByLabel('Six digits').waitFor();
    await page.context().close();
  });
});

describe.skipIf(missing)('promotions', () => {
  const record = (page: Page) =>
    page.evaluate(() => (globalThis as unknown as { demo: { record: unknown[] } }).demo.record);

  it('begins with a starting point, tries it on a basket and saves it with Ctrl S', async () => {
    const page = await desk.open({ route: '/promotions', query: { promotions: 'none', sync: 'calm' } });
    await page.getByRole('button', { name: /Ten per cent off/ }).click();
    await page.getByText('To pay').waitFor();
    await page.getByText('−£16.50').first().waitFor();
    await page.getByLabel('Per cent off').fill('120');
    await page.getByText('Write a percentage of more than 0, at most 100').first().waitFor();
    expect(await page.getByRole('button', { name: /Save and start/ }).isDisabled()).toBe(true);
    await page.getByLabel('Per cent off').fill('20');
    await page.getByText('−£33.00').first().waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText('Saved on this desk').waitFor();
    expect(await record(page)).toMatchObject([
      {
        name: 'pricing.savePromotion',
        args: { status: 'live', promotion: { name: '10% off', action: { kind: 'percent', rate: '20/100' } } },
      },
    ]);
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.context().close();
  });

  it('is paused from the list, and only looked at by somebody who may not change prices', async () => {
    const page = await desk.open({ route: '/promotions', query: { sync: 'calm' } });
    await page.getByRole('button', { name: 'Commands for Winter 20' }).click();
    await page.getByRole('menuitem', { name: 'Pause' }).click();
    await page.getByText('Saved on this desk').waitFor();
    expect(await record(page)).toEqual([
      { name: 'pricing.setPromotionStatus', args: { promotionId: 'pr-winter', status: 'paused' } },
    ]);
    await page.context().close();
    const looking = await desk.open({ route: '/promotions/pr-winter', query: { person: 'ellie', sync: 'calm' } });
    const reason = 'This needs the right “Change prices and price lists”. Ask an owner for it.';
    await looking.locator('p', { hasText: reason }).waitFor();
    expect(await looking.getByLabel('Per cent off').isDisabled()).toBe(true);
    const pause = looking.getByRole('button', { name: 'Pause', exact: true });
    expect(await pause.getAttribute('title')).toBe(reason);
    const described = await pause.evaluate((button) => button.getAttribute('aria-describedby') ?? '');
    expect(await looking.evaluate((id) => document.getElementById(id)?.textContent, described)).toBe(reason);
    await pause.click({ force: true });
    expect(await record(looking)).toEqual([]);
    await looking.context().close();
  });
});
