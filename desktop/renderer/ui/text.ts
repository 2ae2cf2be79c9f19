import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';

/** The one message layer. The English text is the id; a catalogue maps it to another language. */
export const messages = setupI18n({ locale: 'en-GB', messages: { 'en-GB': {} } });

/** A list says the same message for each of its rows; it is read once. Messages are texts of the code, so few. */
const compiled = new Map<string, ReturnType<typeof compileMessage>>();
messages.setMessagesCompiler((message) => {
  const known = compiled.get(message);
  if (known) return known;
  const made = compileMessage(message);
  compiled.set(message, made);
  return made;
});

/** Text for people. `values` fill ICU placeholders: `t('{n, plural, one {# sale} other {# sales}}', { n })`. */
export function t(message: string, values?: Record<string, string | number>): string {
  return messages._(message, values);
}
