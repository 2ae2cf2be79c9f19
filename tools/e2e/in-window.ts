import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { DemoShop } from '../cli/seed-demo.ts';

/** @throws where it does not come to hold */
export async function until(what: string, holds: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(150)) if (await holds()) return;
  throw new Error(`waited in vain until ${what}`);
}

/** A fresh desk becomes one of the shop, with its owner signed in. */
export async function enrol(page: Page, address: string, shop: DemoShop, device: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: 'E-mail and password' }).click();
  await page.getByLabel('E-mail').fill(shop.email);
  await page.getByLabel('Password').fill(shop.password);
  await page.getByLabel('Name of this device').fill(device);
  await page.getByRole('button', { name: 'Enrol this device' }).click();
}

export const goTo = (page: Page, path: string): Promise<void> =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, path);
