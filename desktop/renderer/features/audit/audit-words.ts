import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';

/** What people call a command, told as something that was done. */
const did: Readonly<Record<string, string>> = {
  'access.askApproval': 'Asked for a yes',
  'access.decideApproval': 'Said yes or no',
  'access.endLending': 'Ended a lending',
  'access.lendRights': 'Lent rights',
  'access.openStore': 'Opened the store',
  'access.registerDevice': 'Changed a device',
  'access.saveApprovalPolicy': 'Changed a policy',
  'access.saveRole': 'Changed a role',
  'access.addSecurityKey': 'Added a security key',
  'access.removeSecurityKey': 'Removed a security key',
  'access.setBadge': 'Enrolled a badge',
  'access.saveStaff': 'Changed a person',
  'access.setPin': 'Set a PIN',
  'access.updateStoreSettings': 'Changed store settings',
  'access.saveStore': 'Changed a store',
  'access.closeStore': 'Closed a store',
  'access.reopenStore': 'Opened a store again',
  'inventory.assignLocation': 'Gave a place to a store',
  'catalog.addBarcode': 'Added a barcode',
  'catalog.addVariants': 'Added variants',
  'catalog.archiveProduct': 'Archived a product',
  'catalog.createProduct': 'Added a product',
  'catalog.editProduct': 'Edited a product',
  'catalog.editVariant': 'Edited a variant',
  'catalog.importProducts': 'Imported products',
  'catalog.removeBarcode': 'Removed a barcode',
  'catalog.setStatus': 'Set product status',
  'content.savePage': 'Wrote a page of the shop on the web',
  'content.saveMenu': 'Changed a menu of the shop on the web',
  'content.saveLook': 'Kept a version of the look of the shop on the web',
  'content.publishLook': 'Published a look of the shop on the web',
  'content.scheduleLook': 'Set when a look of the shop on the web goes live',
  'content.keepTheme': 'Sent a version of a theme for the shop on the web',
  'content.setThemeChoices': 'Chose settings of a theme for the shop on the web',
  'content.clearThemes': 'Cleared versions of themes that nobody used any more',
  'content.scheduleTheme': 'Set when a theme of the shop on the web goes live',
  'content.publishTheme': 'Published a theme of the shop on the web, or went back to the built-in pages',
  'content.noteThemeFault': 'Counted pages that a theme could not write',
  'content.removePage': 'Took out a page of the shop on the web',
  'reviews.write': 'A shopper said something of a product',
  'reviews.withdraw': 'A shopper took back what they said',
  'reviews.show': 'Showed a review',
  'reviews.hide': 'Hid a review',
  'reviews.putBack': 'Let a review wait again',
  'reviews.answer': 'Answered a review',
  'reviews.saveSettings': 'Changed how reviews are taken',
  'recommendations.suggest': 'Chose what goes with a product',
  'commissions.saveRates': 'Changed what people get of what they sell',
  'credit.adjust': 'Added to a gift card or store credit, or took off it',
  'credit.expire': 'Expired a gift card',
  'credit.issue': 'Issued a gift card',
  'credit.release': 'Gave back what was set aside of a gift card',
  'credit.savePolicy': 'Changed how gift cards are given',
  'credit.setStatus': 'Blocked a gift card, or let it pay again',
  'credit.take': 'Set aside of a gift card for a basket',
  'customers.edit': 'Edited a customer',
  'customers.forget': 'Forgot a customer who asked for it',
  'customers.save': 'Saved customers',
  'identity.addAccount': 'Gave somebody a sign-in',
  'identity.makeApiKey': 'Made an API key',
  'identity.makeDeviceCode': 'Made a device code',
  'identity.changeApiKey': 'Changed an API key',
  'identity.consentToVisit': 'Let an operator in',
  'identity.endVisit': 'Ended a visit',
  'identity.operatorAsked': 'Looked, as an operator',
  'identity.operatorAsksVisit': 'Asked to visit, as an operator',
  'identity.operatorEnters': 'Came in, as an operator',
  'identity.registerApp': 'Let an app in',
  'identity.revokeApiKey': 'Revoked an API key',
  'identity.revokeApp': 'Revoked an app',
  'identity.rotateApiKey': 'Rotated an API key',
  'identity.rotateAppSecret': 'Gave an app a new secret',
  'inventory.adjust': 'Adjusted stock',
  'inventory.closePurchaseOrder': 'Closed a purchase order',
  'inventory.count': 'Counted stock',
  'inventory.finishStockTask': 'Finished a task',
  'inventory.receive': 'Received goods',
  'inventory.reserve': 'Held stock',
  'inventory.saveLocation': 'Changed a location',
  'inventory.savePurchaseOrder': 'Wrote a purchase order',
  'inventory.setSafety': 'Set safety stock',
  'inventory.undoReceive': 'Took a scan back',
  'orders.addNote': 'Wrote a note on an order',
  'orders.correctNote': 'Corrected a note of an order',
  'orders.cancel': 'Cancelled an order',
  'ledger.saveExchangeRates': 'Set exchange rates',
  'ledger.removeExchangeRate': 'Took an exchange rate away',
  'ledger.saveChart': 'Set the numbers of accounts',
  'catalog.setCustoms': 'Set weight, size and customs of a product',
  'claims.record': 'Settled a claim',
  'claims.receiveGoods': 'Took goods of a claim in',
  'orders.setOff': 'Set a return against what is open',
  'orders.recordAccountPayment': 'Noted a payment on account',
  'customers.saveAccount': 'Set by what a customer buys on account',
  'orders.collect': 'Took what was due on an order',
  'orders.recordPayment': 'Noted a bank transfer for an order',
  'orders.edit': 'Changed an order',
  'orders.saveDraft': 'Saved a draft',
  'orders.discardDraft': 'Gave a draft up',
  'orders.mailDraft': 'Mailed a quote',
  'orders.mailReceipt': 'Mailed a receipt',
  'orders.askToPay': 'Gave out a link to pay an order',
  'orders.recordDuePayment': 'What was due was paid through a provider',
  'orders.sellDraft': 'Sold a quote at a till',
  'orders.placeDraft': 'Made an order of a draft',
  'orders.fulfil': 'Sent goods of an order',
  'loyalty.adjust': 'Gave or took points',
  'loyalty.earnOnline': 'Points for an online order',
  'loyalty.turnIntoCredit': 'Made store credit of points',
  'loyalty.expire': 'Points expired',
  'loyalty.saveProgramme': 'Changed how points are earned',
  'hours.correct': 'Corrected hours',
  'hours.punch': 'Came or went',
  'orders.hold': 'Held an order',
  'orders.importHistory': 'Imported past orders',
  'orders.placeOnline': 'Placed an online order',
  'orders.refund': 'Paid back a return',
  'orders.release': 'Released an order',
  'orders.track': 'Noted a tracking number',
  'orders.trackParcel': 'Noted what happened to a parcel',
  'orders.readyToCollect': 'Put an order ready to collect',
  'pricing.savePriceList': 'Changed a price list',
  'pricing.savePromotion': 'Changed a promotion',
  'pricing.saveTaxRate': 'Changed a tax rate',
  'pricing.setPromotionStatus': 'Started, paused or ended a promotion',
  'pricing.setPrice': 'Changed prices',
  'register.closeSession': 'Closed a drawer',
  'register.giveTipBack': 'Gave a tip back',
  'register.moveCash': 'Moved cash',
  'register.claim': 'Chose a register',
  'register.endParked': 'Ended a parked sale',
  'register.openSession': 'Opened a drawer',
  'register.parkBasket': 'Parked a sale',
  'register.payTips': 'Paid out tips',
  'register.recordReturn': 'Took goods back',
  'register.recordReturnWithoutReceipt': 'Took goods back without a receipt',
  'register.recordSale': 'Sold',
  'register.saveFavourites': 'Arranged till tiles',
  'register.saveRegister': 'Changed a register',
  'register.takeOver': 'Took over a register',
};

/** `pricing.savePromotion@1` → “Save promotion”, where no better words are known. */
function plain(command: string): string {
  const words = (command.split('.')[1] ?? command).replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function didText(action: string): string {
  const command = action.split('@')[0] ?? action;
  const words = did[command];
  return words ? t(words) : plain(command);
}

/** `stock_movements` → “Stock movements”; `taxClass` → “Tax class”. */
export function nameText(name: string): string {
  const words = name.replaceAll('_', ' ').replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value as it stood in a column. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? t('yes') : t('no');
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(valueText).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** An amount in minor units as people read it: “£12.50”. */
export function amountText(value: unknown, currency: string): string {
  return Number.isSafeInteger(value) ? moneyText({ amount: value as number, currency }) : valueText(value);
}

/** "Joanna, PIN": who said yes, and how. */
export function approvalText({ by, how }: { readonly by: string; readonly how: string }): string {
  const ways: Readonly<Record<string, string>> = {
    ...{ pin: t('PIN'), badge: t('badge'), key: t('security key'), asked: t('asked') },
  };
  return `${by.split(' ')[0]}, ${ways[how] ?? how}`;
}
