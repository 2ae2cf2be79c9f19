import { layawayScreens } from './layaway-screens.ts';
import type { Screen } from './screens.ts';

const calm = { sync: 'calm' };

/** What is done with the drawer of a till, as it is photographed. */
export const drawerScreens: readonly Screen[] = [
  ...layawayScreens,
  {
    name: 'till-clock',
    within: '[role="dialog"]',
    route: '/till',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: /drawer and end of day/ }).click();
      await page.getByRole('menuitem', { name: 'Clock in and out' }).click();
      await page.getByRole('radio', { name: /Ellie Roberts/ }).check();
      await page.keyboard.type('246810', { delay: 60 });
      await page.getByRole('button', { name: 'End the break' }).waitFor();
    },
  },
  {
    name: 'till-arrange',
    route: '/till',
    within: '[role="dialog"]',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: /Bath · Till 2/ }).click();
      await page.getByRole('menuitem', { name: 'Arrange the tiles' }).click();
      await page.getByRole('list', { name: 'Tiles of the page' }).waitFor();
      await page.getByRole('button', { name: 'Move Stoneware mug, Chalk up' }).click();
      await page.getByRole('button', { name: 'Take Ash serving bowl, 28 cm off the page' }).click();
      await page.getByLabel('Add an item').fill('bowl');
      await page.getByRole('list', { name: 'Items found' }).waitFor();
    },
  },
  {
    name: 'till-age',
    route: '/till',
    query: calm,
    within: '[role="dialog"]',
    act: async (page) => {
      const tile = page.getByRole('button', { name: /^Crackers, box of 6/ });
      await tile.click();
      // No takes it off; asked again, yes lets it in, and is not asked a second time.
      await page.getByText('Born on or before').waitFor();
      await page.keyboard.press('n');
      await page.getByText('Scan the first item').waitFor();
      await tile.click();
      await page.getByRole('textbox', { name: /Date of birth/ }).fill('31022014');
      await page.getByText('There is no such day').waitFor();
    },
  },
  { name: 'hours', route: '/hours', query: calm },
  { name: 'commissions', route: '/commissions', query: calm },
  {
    name: 'till-find-sale',
    within: '[role="dialog"]',
    route: '/till',
    query: { sync: 'calm', basket: 'full' },
    act: async (page) => {
      await page.keyboard.press('F5');
      await page.getByRole('listbox', { name: 'Sales found' }).getByRole('option').first().waitFor();
      await page.keyboard.type('4417', { delay: 120 });
      await page.getByText('or number 4417').waitFor();
    },
  },
  {
    name: 'till-no-receipt',
    within: '[role="dialog"]',
    route: '/till',
    query: calm,
    act: async (page) => {
      await page.keyboard.press('F5');
      await page.getByRole('button', { name: 'No receipt' }).click();
      const find = page.getByRole('combobox', { name: /Scan what comes back/ });
      for (const words of ['Ribbed glass', 'Linen napkins']) {
        await find.fill(words);
        await page
          .getByRole('option', { name: new RegExp(words) })
          .first()
          .waitFor();
        await page.keyboard.press('Enter');
        await page.getByRole('combobox', { name: new RegExp(`Condition of ${words}`) }).waitFor();
      }
      await page.getByText('lowest of late').waitFor();
    },
  },
  {
    name: 'till-training',
    route: '/till',
    query: { ...calm, basket: 'full' },
    act: async (page) => {
      await page.getByRole('button', { name: /drawer and end of day/ }).click();
      await page.getByRole('menuitem', { name: 'Begin training' }).click();
      await page.getByText('Nothing is sold').waitFor();
    },
  },
  {
    name: 'till-parked',
    route: '/till',
    query: { ...calm, basket: 'full' },
    within: '[role="dialog"]',
    act: async (page) => {
      await page.keyboard.press('F6');
      await page.getByLabel('Whose is it?').fill('Lady with the dog');
      await page.keyboard.press('F6');
      await page.getByText('Scan the first item').waitFor();
      await page.keyboard.press('F6');
      await page.getByRole('button', { name: 'Throw Green coat away' }).click();
      await page.getByText('It is gone at every till.').waitFor();
    },
  },
  {
    name: 'till-serials',
    route: '/till',
    query: calm,
    within: '[role="dialog"]',
    act: async (page) => {
      await page.getByRole('button', { name: /^Dome table lamp/ }).click();
      await page.getByText('1 serial number to ask for').waitFor();
      await page.keyboard.press('F9');
      await page.getByLabel('Number 1 of 1').fill('LD-20411');
      await page.keyboard.press('Enter');
      await page.getByText('sold before as B2-1042').waitFor();
    },
  },
  {
    name: 'till-pay-foreign',
    route: '/till',
    query: { ...calm, basket: 'full' },
    act: async (page) => {
      await page.keyboard.press('F9');
      await page.getByText('To take in cash').waitFor();
      await page.keyboard.press('F10');
      await page.getByText('The least').waitFor();
      await page.keyboard.type('220', { delay: 120 });
    },
  },
  {
    name: 'till-close',
    route: '/till',
    query: { ...calm, basket: 'full' },
    act: async (page) => {
      await page.keyboard.press('F6');
      await page.getByRole('dialog', { name: 'Park this sale' }).waitFor();
      await page.keyboard.press('F6');
      await page.getByText('Scan the first item').waitFor();
      await page.getByRole('button', { name: /drawer and end of day/ }).click();
      await page.getByRole('menuitem', { name: 'Close the day' }).click();
      const pieces = ['', '8', '9', '8', '9', '17', '10', '14', '10', '10'];
      const fields = page.getByRole('region', { name: 'Count the drawer' }).getByRole('textbox');
      for (const [index, typed] of pieces.entries()) if (typed) await fields.nth(index).fill(typed);
      await page.getByRole('button', { name: 'That is all' }).click();
      await page.getByText('Short by').waitFor();
    },
  },
  {
    name: 'till-z-reports',
    route: '/till',
    query: calm,
    within: '[role="dialog"]',
    act: async (page) => {
      await page.getByRole('button', { name: /drawer and end of day/ }).click();
      await page.getByRole('menuitem', { name: 'Z reports' }).click();
      await page.getByRole('button', { name: /Z 140/ }).click();
    },
  },
];
