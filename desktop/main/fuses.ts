import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

/** Checklist item 19. RunAsNode off also closes child_process.fork: the host is a utility process. */
export const FUSES = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
} as const;

/** Flips the fuses of a packaged binary; must happen before it is signed. */
export async function lockDown(binary: string): Promise<void> {
  await flipFuses(binary, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: true,
    strictlyRequireAllFuses: false,
    ...FUSES,
  });
}
