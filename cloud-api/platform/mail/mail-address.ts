/** Letters and digits of an address, and what may stand between them: nothing that ends a line, a command or a list. */
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/;

export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** @throws where somebody could read more in it than one address */
export function mailAddress(text: string): string {
  if (!ADDRESS.test(text)) throw new Error(`${JSON.stringify(text)} is no address that a letter can be sent to.`);
  return text;
}

/** @param text `Larkhall <shop@larkhall.example>`, or the address alone @throws where it is none */
export function senderOf(text: string): Sender {
  const { name = '', address } = /^(?<name>[^<>]*)<(?<address>[^<>]+)>$/.exec(text.trim())?.groups ?? {
    address: text.trim(),
  };
  return { name: name.trim().replace(/^"(.*)"$/, '$1'), address: mailAddress(address ?? '') };
}
