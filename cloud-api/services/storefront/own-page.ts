/** Whether an address is a page that a key may be used on: nobody is led anywhere else by us. @param url a whole address */
export function isOwnPage(url: string, origins: readonly string[]): boolean {
  const { origin, protocol } = new URL(url);
  return (protocol === 'https:' || protocol === 'http:') && (origins.includes('*') || origins.includes(origin));
}
