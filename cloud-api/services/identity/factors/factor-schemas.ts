import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import * as z from 'zod';

const base64url = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/, 'is not base64url');
const attachment = z.enum(['platform', 'cross-platform']).optional();
const extensions = z.record(z.string(), z.unknown()).describe('What the browser says about extensions');

/** `PublicKeyCredential.toJSON()` of a new passkey; members that are not needed are left aside. */
export const registrationResponse = z.object({
  id: base64url(1_400),
  rawId: base64url(1_400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(8_000),
    attestationObject: base64url(40_000),
    transports: z.array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])).optional(),
  }),
  authenticatorAttachment: attachment,
  clientExtensionResults: extensions,
});

/** `PublicKeyCredential.toJSON()` of what a passkey signed. */
export const authenticationResponse = z.object({
  id: base64url(1_400),
  rawId: base64url(1_400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(8_000),
    authenticatorData: base64url(8_000),
    signature: base64url(4_000),
    userHandle: base64url(100).optional(),
  }),
  authenticatorAttachment: attachment,
  clientExtensionResults: extensions,
});

export const asRegistration = (said: z.infer<typeof registrationResponse>): RegistrationResponseJSON =>
  said as RegistrationResponseJSON;
export const asAuthentication = (said: z.infer<typeof authenticationResponse>): AuthenticationResponseJSON =>
  said as AuthenticationResponseJSON;

/** For `navigator.credentials`, as `PublicKeyCredential.parse…OptionsFromJSON` reads them. */
export const browserOptions = z.record(z.string(), z.unknown()).describe('Options for `navigator.credentials`');

export const instant = z.number().int().describe('Epoch milliseconds');
export const factor = z.enum(['passkey', 'totp', 'recovery-code', 'password']);

export const shownFactors = z.object({
  passkeys: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      createdAt: instant,
      lastUsedAt: instant.nullable(),
      backedUp: z.boolean().describe('Its maker keeps it for several devices'),
      cloned: z.boolean().describe('Its counter went backwards: it is not taken any more'),
    }),
  ),
  totp: z.boolean(),
  recoveryCodes: z.number().int().describe('Unused ones'),
  required: z.boolean().describe('The role asks for a second factor'),
  strong: z.boolean().describe('One was shown in this sign-in'),
  provenAt: instant.nullable(),
  will: z.array(factor).describe('What does as a fresh factor, the best first'),
});

/** A code of six digits or a recovery code; or the password, for who has nothing else. */
export const typed = z.union([
  z.strictObject({ code: z.string().min(6).max(20) }),
  z.strictObject({ password: z.string().min(1).max(1_000) }),
]);
