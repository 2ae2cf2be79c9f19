import { countColumns } from '@tillhouse/desktop/renderer/features/till/drawer/count.ts';
import { makeUp, pieceText } from '@tillhouse/desktop/renderer/features/till/cash-notes.ts';
import type { GunTrace } from '@tillhouse/desktop/renderer/testing/gun-traces.ts';
import { MEASURE_CODE, MEASURE_TIMES } from '@tillhouse/desktop/renderer/scanner/measure-gun.ts';
import { scanCode } from '@tillhouse/desktop/renderer/testing/scan-code.ts';
import type { Locator, Page } from 'playwright-core';
import { goTo, until } from './in-window.ts';

const CURRENCY = 'GBP';

/** What a finished sale shows on the screen. */
export interface Sold {
  readonly number: string;
  /** Words of its picture, in their order */
  readonly picture: readonly string[];
}

const arrives = (what: Locator, withinMs: number): Promise<boolean> =>
  what.waitFor({ timeout: withinMs }).then(
    () => true,
    () => false,
  );

/** The words of a paper as the screen pictures it, without what is only bars. */
export async function pictureOf(where: Locator): Promise<string[]> {
  return where
    .locator('article')
    .first()
    .evaluate((paper) => {
      const walk = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
      const words: string[] = [];
      while (walk.nextNode()) {
        const { parentElement, textContent } = walk.currentNode;
        const text = (textContent ?? '').replaceAll(/\s+/g, ' ').trim();
        if (text && !parentElement?.closest('svg')) words.push(text);
      }
      return words;
    });
}

/** What a person does at a till: the gun, the keys, the drawer. It knows what it did and reads what is shown. */
export class Cashier {
  page: Page;
  readonly #gun: GunTrace;
  units = 0;

  constructor(page: Page, gun: GunTrace) {
    this.page = page;
    this.#gun = gun;
  }

  get basket(): Locator {
    return this.page.getByRole('region', { name: 'Basket' });
  }

  /** Scans until it is in the basket: a page that stops in the middle of a burst hears two halves, and people scan again. */
  async scan(...codes: readonly string[]): Promise<void> {
    for (const code of codes) {
      const wanted = this.units + 1;
      const there = this.basket.getByText(new RegExp(`^Subtotal, ${wanted} items?$`));
      await until(`${code} is in the basket as unit ${wanted}`, async () => {
        if (await there.isVisible()) return true;
        if (await this.page.getByRole('dialog', { name: 'Unknown code' }).isVisible())
          await this.page.keyboard.press('Escape');
        await scanCode(this.page, code, this.#gun);
        return arrives(there, 10_000);
      });
      this.units = wanted;
    }
  }

  async #pay(): Promise<void> {
    await this.page.keyboard.press('F9');
    await this.page.getByRole('heading', { name: 'Take payment' }).waitFor();
  }

  /** @param given as it is typed; nothing typed is the exact sum */
  async payCash(given = ''): Promise<Sold> {
    await this.#pay();
    await this.page.keyboard.type(given);
    await this.page.keyboard.press('Enter');
    return this.done();
  }

  /** Sends what remains to the terminal; it says itself what becomes of it. */
  async sendToTerminal(): Promise<void> {
    await this.#pay();
    await this.page.getByRole('tab', { name: /^Card/ }).click();
    await this.page.getByText('The amount goes to the terminal').waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Part in cash, the rest by card. */
  async payCashThenTerminal(cash: string): Promise<void> {
    await this.#pay();
    await this.page.keyboard.type(cash);
    await this.page.getByRole('button', { name: 'The rest by card' }).click();
    await this.page.getByText('The amount goes to the terminal').waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Reads the receipt that is shown and goes on to the next sale. */
  async done(): Promise<Sold> {
    const done = this.page.getByRole('region', { name: 'Sale finished' });
    await done.waitFor();
    const number = /Receipt ([A-Z0-9-]+)/.exec(await done.innerText())?.[1] ?? '';
    const picture = await pictureOf(done);
    await this.page.keyboard.press('Enter');
    await this.page.getByText('Scan the first item').waitFor();
    this.units = 0;
    return { number, picture };
  }

  /** The key, without waiting for what comes of it. */
  async pressPay(): Promise<void> {
    await this.#pay();
    await this.page.keyboard.press('Enter');
  }

  /** A cashier presses again when the till says that its host was away; a basket is sold once however often. */
  async finishAfterKill(): Promise<Sold> {
    const done = this.page.getByRole('region', { name: 'Sale finished' });
    const paying = this.page.getByRole('heading', { name: 'Take payment' });
    await until('the sale under way at the kill is finished', async () => {
      if (await done.isVisible()) return true;
      if (!(await paying.isVisible())) await this.page.keyboard.press('F9');
      await this.page.keyboard.press('Enter');
      return arrives(done, 3_000);
    });
    return this.done();
  }

  /** Takes ten per cent off the line that is marked. */
  async giveOff(why: string): Promise<void> {
    await this.page.keyboard.press('F8');
    const dialog = this.page.getByRole('dialog', { name: 'Discount' });
    await dialog.getByRole('textbox', { name: 'Per cent' }).fill('10');
    await dialog.getByLabel('Why', { exact: true }).fill(why);
    await dialog.getByRole('button', { name: 'Give it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await this.basket.getByText('Discounts').waitFor();
  }

  /** In a window that was never opened here before: the PIN, and which till it is. */
  async signIn(name: string, pin: string, register: string): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(name) }).click();
    await this.page.keyboard.type(pin);
    const choice = this.page.getByRole('button', { name: register, exact: true });
    await choice.or(this.basket).first().waitFor();
    if (await choice.isVisible()) await choice.click();
    await this.basket.waitFor();
  }

  /** Takes one unit of the first line of a sale back, paid out in cash. */
  async takeBack(sale: string): Promise<Sold> {
    await this.page.keyboard.press('F5');
    const find = this.page.getByRole('dialog', { name: 'What comes back?' });
    await find.getByRole('combobox').first().waitFor();
    const found = find.getByRole('option').filter({ hasText: sale });
    // What the other till sold comes when it comes.
    const here = async () => {
      await scanCode(this.page, sale);
      return arrives(found, 5_000);
    };
    await until(`${sale} is found here`, here, 300_000);
    await found.first().click();
    const dialog = this.page.getByRole('dialog', { name: `Return of ${sale}` });
    await dialog
      .getByRole('checkbox', { name: /comes back$/ })
      .first()
      .check();
    await dialog.getByRole('button', { name: /^Take back, refund/ }).click();
    const done = this.page.getByRole('dialog', { name: 'Taken back and saved on this desk' });
    await done.waitFor();
    const number = /Receipt ([A-Z0-9-]+)/.exec(await done.innerText())?.[1] ?? '';
    const picture = await pictureOf(done);
    await done.getByRole('button', { name: 'Done' }).click();
    return { number, picture };
  }

  /** A gun that is slower than what a person types is measured once, by a code on the screen. */
  async measureGun(): Promise<void> {
    await goTo(this.page, '/devices');
    const scanner = this.page.getByRole('region', { name: 'Scanner' });
    await scanner.getByRole('button', { name: 'Measure the scanner' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Measure the scanner' });
    const keep = dialog.getByRole('button', { name: 'Keep for this register' });
    for (let scan = 1; scan <= MEASURE_TIMES; scan += 1) {
      const heard =
        scan < MEASURE_TIMES ? dialog.getByText(`${scan} of ${MEASURE_TIMES} scans`) : dialog.getByText('Measured.');
      await until(`scan ${scan} is measured`, async () => {
        await scanCode(this.page, MEASURE_CODE, this.#gun);
        return arrives(heard, 5_000);
      });
    }
    await keep.click();
    await scanner.getByText('Measured', { exact: true }).waitFor();
    await goTo(this.page, '/till');
  }

  /** Of a device that sold on a register so far. */
  async takeOver(register: string, device: string): Promise<void> {
    await this.page.getByRole('button', { name: `${register}, on ${device}` }).click();
    await this.page.getByRole('button', { name: 'Take it over' }).click();
    await this.page.getByText('Scan the first item').waitFor();
  }

  async menu(item: string): Promise<void> {
    await this.page.getByRole('button', { name: /drawer and end of day/ }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Opens the drawer with so much in it, in whole units. */
  async open(float: number): Promise<void> {
    const pad = this.page.getByRole('region', { name: 'Open the drawer' });
    for (const digit of String(float)) await pad.getByRole('button', { name: digit, exact: true }).click();
    await pad.getByRole('button', { name: 'Open the drawer' }).click();
    await this.page.getByText('Scan the first item').waitFor();
  }

  async moveCash(item: string, action: string, amount: string, why: string): Promise<void> {
    await this.menu(item);
    const dialog = this.page.getByRole('dialog', { name: item });
    await dialog.getByLabel('Amount').fill(amount);
    await dialog.getByLabel('Why').fill(why);
    await dialog.getByRole('button', { name: action, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Counts what lies there before anything says what should; explains a difference; @returns the paper of the Z report */
  async close(counted: number, why = ''): Promise<string[]> {
    await this.menu('Close the day');
    const sheet = this.page.getByRole('region', { name: 'Count the drawer' });
    for (const { value, count } of makeUp(counted, countColumns(CURRENCY).flat()))
      await sheet.getByLabel(new RegExp(`^${pieceText(value, CURRENCY, true)}(?!\\d)`)).fill(String(count));
    if (await this.page.getByText('Expected in the drawer').isVisible()) throw new Error('the count is not blind');
    await sheet.getByRole('button', { name: 'That is all' }).click();
    await this.page.getByText('Expected in the drawer').first().waitFor();
    if (why) await this.page.getByLabel('Why it differs').fill(why);
    await this.page.getByRole('button', { name: /^Close, Z/ }).click();
    const closed = this.page.getByRole('region', { name: 'The day is closed' });
    await closed.locator('article').waitFor();
    const paper = await pictureOf(closed);
    await closed.getByRole('button', { name: 'Done' }).click();
    await this.page.getByRole('region', { name: 'Open the drawer' }).waitFor();
    return paper;
  }

  /** The devices of the register, set up in the back office. */
  async setDevices(printer: string, terminal: string | null): Promise<void> {
    await goTo(this.page, '/devices');
    const paper = this.page.getByRole('region', { name: 'Receipt printer' });
    await paper.getByLabel('Printer').selectOption('network');
    await paper.getByLabel('Address').fill(printer);
    await paper.getByRole('button', { name: 'Save' }).click();
    await paper.getByText('Set up').waitFor();
    if (terminal) {
      const cards = this.page.getByRole('region', { name: 'Card terminal' });
      await cards.getByLabel('Terminal').selectOption('simulated');
      await cards.getByLabel('Address').fill(terminal);
      await cards.getByRole('button', { name: 'Save' }).click();
      await cards.getByText('Set up').waitFor();
    }
    await goTo(this.page, '/till');
  }
}
