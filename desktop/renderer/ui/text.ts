import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';

/** The one message layer. The English text is the id; a catalogue maps it to another language. */
export const messages = setupI18n({ locale: 'en-GB', messages: { 'en-GB': {} } });
messages.setMessagesCompiler(compileMessage);

/** Text for people. `values` fill ICU placeholders: `t('{n, plural, one {# sale} other {# sales}}', { n })`. */
export function t(message: string, values?: Record<string, string | number>): string {
  return messages._(message, values);
}
