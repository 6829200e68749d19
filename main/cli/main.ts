#!/usr/bin/env node
/** The command line: does what was asked, and says in one line why it could not. */
import { CommanderError } from 'commander';
import { ShareError } from '../../contract/errors.ts';
import { fail } from './output.ts';
import { program } from './program.ts';

try {
  await program.parseAsync();
} catch (error) {
  const wantsJson = process.argv.includes('--json');
  if (!(error instanceof CommanderError)) process.exitCode = fail(error, wantsJson);
  else if (error.exitCode !== 0)
    process.exitCode = fail(new ShareError('usage', { reason: error.message.replace(/^error: /, '') }), wantsJson, 2);
}
