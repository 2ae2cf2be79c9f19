/** Why no window can be opened here; undefined when there is a display. */
export function whyNoDisplay(
  env: NodeJS.ProcessEnv = process.env,
  platform: string = process.platform,
): string | undefined {
  if (env['CI'] === 'true') return 'this is a CI run';
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'there is no display here';
  if (platform !== 'linux' && env['SSH_CONNECTION']) return 'this is a remote session';
  return undefined;
}
