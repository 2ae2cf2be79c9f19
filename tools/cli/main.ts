import { Command } from 'commander';
import { addDoctorCommand } from './doctor-command.ts';
import { addImportCommands } from './import-commands.ts';
import { addKeysCommand } from './keys-command.ts';
import { addOperatorCommand } from './operator-command.ts';
import { addExportCommands } from './own-products-command.ts';
import { addSeedCommand } from './seed-command.ts';
import { addShapesCommand } from './shapes-command.ts';
import { addSigningKeysCommand } from './signing-keys-command.ts';
import { fail } from './talk.ts';
import { addThemeCommands } from './theme-commands.ts';
import { addTraceCommand } from './trace-command.ts';
import { addVerifyExportCommand } from './verify-export-command.ts';
import { addVerifyCommand } from './verify-command.ts';

const program = new Command('tillhouse')
  .description('Tillhouse for merchants and operators: the same commands and API as the screens')
  .showHelpAfterError()
  .addHelpText('after', '\nThrough npm: npm run tillhouse -- import products FILE --demo');

addImportCommands(program);
addExportCommands(program);
addVerifyCommand(program);
addVerifyExportCommand(program);
addDoctorCommand(program);
addTraceCommand(program);
addSeedCommand(program);
addShapesCommand(program);
addSigningKeysCommand(program);
addOperatorCommand(program);
addKeysCommand(program);
addThemeCommands(program);

await program.parseAsync().catch(fail);
