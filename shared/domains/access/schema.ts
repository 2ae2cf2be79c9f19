import * as z from 'zod/mini';
import {
  boolean,
  instant,
  integer,
  json,
  money,
  nullable,
  oneOf,
  personal,
  secret,
  text,
  uuid,
} from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { storeCartLetters } from '../checkout/cart-letters.ts';
import { storeParcelLetters } from '../orders/parcel-letters.ts';
import { carrierNames } from '../shipping/carriers.ts';
import { deliveryRules } from '../pricing/delivery-tax-law.ts';
import { furtherCurrencies, storeHosted, storeTaxes, storeTheme, storeTill } from './store-parts.ts';
import { storeReceipt } from './store-receipt.ts';
import { terms } from './terms.ts';

export const storeSettings = defineTable('access.store_settings', {
  doc: 'A row a store: what it is and how it counts. A tenant has any number; a location belongs to one.',
  columns: {
    id: uuid(),
    name: text(),
    /** One a tenant: where a location belongs that names no store, and in whose time the tenant's months run */
    main: boolean(),
    /** BCP 47, `de-AT`: how its web pages write amounts and dates */
    locale: text(),
    currency: text(),
    /** What its web pages can also be read and paid in, each with the price list that says for how much */
    currencies: json(furtherCurrencies),
    /** What it sells from; null: the default list. A list in another currency sells nothing here */
    priceListId: nullable(uuid()),
    timeZone: text(),
    pricesIncludeTax: boolean(),
    taxRounding: oneOf(['line', 'document']),
    /** How delivery is taxed; null: as the law of its country has it (pricing/delivery-tax-law.ts) */
    deliveryTax: nullable(json(z.enum(deliveryRules))),
    /** Rates of this store in place of the tenant's, by tax class */
    taxes: json(storeTaxes),
    /** Minor units a cash amount is rounded to: 5 for 0.05; 1 leaves it alone */
    cashRoundingIncrement: money(),
    cashRoundingMode: oneOf(['half-up', 'up', 'down']),
    /** Minor units one return may pay back without `till.return-over-limit` */
    returnLimit: money(),
    /** Its number for value added tax, with the country in front: beside its name on invoices; empty where it has none */
    vatNumber: text(),
    /** Under the name on receipts: a number for taxes, a telephone */
    receiptHeader: text(),
    receiptFooter: text(),
    /** How its receipts are made up, with the logo; null: as `receiptOf` says */
    receipt: nullable(json(storeReceipt)),
    /** How its widgets look; null: as they come */
    theme: nullable(json(storeTheme)),
    /** Whether its pages name the lowest price of 30 days beside a reduction; null: where the law of its country asks for it */
    namesPriorPrice: nullable(boolean()),
    /** How its tills behave; null: as `tillOf` says */
    till: nullable(json(storeTill)),
    /** Where the cloud shows it as a shop of its own, `/s/{slug}`; null: nowhere. Of one store of one tenant */
    slug: nullable(text()),
    /** That shop; null: it was never set up */
    hosted: nullable(json(storeHosted)),
    /** Its letters about baskets that were left; null: it writes none */
    cartLetters: nullable(json(storeCartLetters)),
    /** Which letters about parcels its buyers get; null: as `parcelLettersOf` says */
    parcelLetters: nullable(json(storeParcelLetters)),
    /** Carriers that are connected to it, written by the cloud where they are; null: none ever was, so that no desk asks for labels */
    sendsWith: nullable(json(z.array(z.enum(carrierNames)))),
    /** Since when nothing is sold there any more; null: it is open */
    closedAt: nullable(instant()),
    /** Goes up with each change, so that two who change it at once are told */
    revision: integer(),
    updatedAt: instant(),
  },
  key: ['id'],
  uniqueEverywhere: [['slug']],
  group: 'catalogue',
});
export type StoreSettings = Row<typeof storeSettings>;

export const storeDomains = defineTable('access.store_domains', {
  doc: 'Web addresses of stores: a page there is answered as its store. The cloud gives each to one store of one tenant.',
  columns: {
    /** Lower case, `shop.example` */
    domain: text(),
    storeId: uuid(),
    createdAt: instant(),
  },
  key: ['domain'],
  uniqueEverywhere: [['domain']],
  group: 'catalogue',
});

export const roles = defineTable('access.roles', {
  doc: 'Named sets of permissions; the permission names come from permissions.ts.',
  columns: {
    id: uuid(),
    name: text(),
    permissions: json(z.array(z.string())),
    /** How far each goes: limits, own location, asks */
    terms: json(terms),
    /** Goes up with each change, so that two who change it at once are told */
    revision: integer(),
    builtIn: boolean(),
    updatedAt: instant(),
  },
  key: ['id'],
  unique: [['name']],
  group: 'catalogue',
});
export type Role = Row<typeof roles>;

/** A FIDO key (WebAuthn) that signs a person in at desks of the shop, with or without a line. */
export const securityKey = z.strictObject({
  /** Of the credential, base64url */
  id: z.string().check(z.regex(/^[A-Za-z0-9_-]{16,1400}$/, 'not the id of a security key')),
  /** COSE_Key, base64url */
  publicKey: z.string().check(z.regex(/^[A-Za-z0-9_-]{40,1400}$/, 'not the public key of a security key')),
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
  addedAt: z.number().check(z.int()),
});
export type SecurityKey = z.infer<typeof securityKey>;

export const staff = defineTable('access.staff', {
  doc: 'People who work here. Their sign-in with password lives in the identity service; the PIN is for enrolled devices only.',
  columns: {
    id: uuid(),
    name: personal('to show who did what', text()),
    initials: personal('to show who did what', text()),
    email: personal('to sign in', nullable(text())),
    roleId: uuid(),
    homeLocationId: nullable(uuid()),
    /** argon2id, encoded; null until a PIN is set */
    pinHash: secret(nullable(text())),
    pinSetAt: nullable(instant()),
    /** Ed25519 public key of the badge that approves, base64url; its private half is on the badge alone */
    badgeKey: nullable(text()),
    /** At most five; what signs with them is on the keys alone */
    securityKeys: json(z.array(securityKey)),
    status: oneOf(['active', 'away', 'left']),
    statusNote: personal('why somebody is away', nullable(text())),
    updatedAt: instant(),
  },
  key: ['id'],
  group: 'catalogue',
});
export type StaffMember = Row<typeof staff>;

export const signInPolicies = defineTable('access.sign_in_policies', {
  doc: 'Roles that must sign in with a second factor. A role without a row may do without one.',
  columns: {
    roleId: uuid(),
    secondFactor: oneOf(['optional', 'required']),
    updatedAt: instant(),
  },
  key: ['roleId'],
  group: 'catalogue',
});
export type SignInPolicy = Row<typeof signInPolicies>;

export const devices = defineTable('access.devices', {
  doc: 'Desks and tills enrolled by a code; each pushes with its own key.',
  columns: {
    id: uuid(),
    name: text(),
    kind: oneOf(['desk', 'till', 'scanner']),
    /** Locations whose stock the device holds. */
    locationIds: json(z.array(z.string())),
    registerId: nullable(uuid()),
    /** Ed25519 public key, base64url */
    publicKey: text(),
    status: oneOf(['enrolled', 'revoked']),
    enrolledAt: instant(),
    enrolledBy: nullable(uuid()),
    /** How many months of orders and movements it holds; null: as its kind has it */
    months: nullable(integer()),
  },
  key: ['id'],
  group: 'catalogue',
});
export type Device = Row<typeof devices>;

export const auditHeads = defineTable('access.audit_heads', {
  doc: 'The end of the audit chain at some moments, signed by the cloud. Kept at every desk, where the owner of the cloud’s database cannot change it.',
  columns: {
    /** Entries up to here */
    position: integer(),
    /** SHA-256 of the entry at `position`, hexadecimal */
    hash: text(),
    /** Ed25519 public key, base64url */
    signedBy: text(),
    /** Of the text in cloud-api/platform/audit/signed-heads.ts, base64url */
    signature: text(),
    signedAt: instant(),
  },
  key: ['position'],
  appendOnly: true,
  group: 'people',
});
export type AuditHead = Row<typeof auditHeads>;

export const delegations = defineTable('access.delegations', {
  doc: 'Rights lent by one person to another until a date. What they are worth is worked out anew from what the giver holds.',
  columns: {
    id: uuid(),
    fromId: uuid(),
    toId: uuid(),
    permissions: json(z.array(z.string())),
    /** Null: wherever the giver may */
    locationId: nullable(uuid()),
    startsAt: instant(),
    endsAt: instant(),
    reason: personal('may name people', text()),
    createdAt: instant(),
  },
  key: ['id'],
  indexes: [['toId']],
  group: 'catalogue',
});
export type Delegation = Row<typeof delegations>;

export const approvalPolicies = defineTable('access.approval_policies', {
  doc: 'What a store asks of approvals, by permission.',
  columns: {
    permission: text(),
    /** Nobody uses it alone, not even an owner */
    secondPerson: boolean(),
    /** Up to this a PIN at the till approves; beyond it takes a badge or another device. Null: always enough */
    pinUpTo: nullable(money()),
    updatedAt: instant(),
  },
  key: ['permission'],
  group: 'catalogue',
});
export type ApprovalPolicy = Row<typeof approvalPolicies>;

export const approvals = defineTable('access.approvals', {
  doc: 'A command that somebody asked another person to approve, with its exact arguments. Good once and for a time.',
  columns: {
    id: uuid(),
    command: text(),
    args: json(z.unknown()),
    /** Of name and arguments, what the approval holds for */
    bound: text(),
    permission: text(),
    value: nullable(integer()),
    locationId: nullable(uuid()),
    summary: personal('may name people', text()),
    askedById: uuid(),
    askedByName: personal('to show who did what', text()),
    askedAt: instant(),
    expiresAt: instant(),
    status: oneOf(['asked', 'approved', 'declined']),
    decidedById: nullable(uuid()),
    decidedByName: personal('to show who did what', nullable(text())),
    decidedAt: nullable(instant()),
    note: personal('may name people', text()),
  },
  key: ['id'],
  indexes: [['status']],
  group: 'people',
});
export type ApprovalAsked = Row<typeof approvals>;

export const approvalUses = defineTable('access.approval_uses', {
  doc: 'Each approval that was used, with the one mutation that used it.',
  columns: {
    approvalId: uuid(),
    mutationId: uuid(),
    command: text(),
    how: oneOf(['asked', 'pin', 'badge', 'key']),
    actorId: uuid(),
    approverId: uuid(),
    approverName: personal('to show who did what', text()),
    usedAt: instant(),
  },
  key: ['approvalId'],
  appendOnly: true,
  group: 'people',
});
