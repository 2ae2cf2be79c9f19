/** Importing this declares every command and reaction that the cloud runs. */
import '@tillhouse/shared/domains/commands.ts';
