/** The verbs about accounts and groups: what they are called and what they take. */
import { Option, type Command } from 'commander';
import { roles } from '../../contract/session.ts';
import { whenAsked } from './when-asked.ts';

const home = () =>
  new Option('--home <folder>', 'where everything is kept (default: the app-data folder, or ANNOTATE_SHARE_HOME)');
const json = () => new Option('--json', 'answer in JSON, for programs');

/** @param examples adds lines to a verb's help */
export function addGroupVerbs(program: Command, examples: (command: Command, ...lines: string[]) => Command): void {
  examples(
    program
      .command('groups')
      .description('Show groups, their members and datasets')
      .addOption(home())
      .addOption(json())
      .action(whenAsked(async () => (await import('./groups.ts')).runGroups)),
    'annotate-share groups',
  );

  examples(
    program
      .command('group')
      .argument('<name>', 'the group; made if there is none of this name')
      .option('--add-member <name...>', 'who belongs to it from now on, by user name')
      .addOption(new Option('--role <role>', 'what those added may do').choices(roles).default('annotator'))
      .option('--remove-member <name...>', 'who does not any more')
      .option('--add-dataset <path...>', 'an .h5ad file, or the address of one, that its members may open')
      .option('--remove-dataset <path...>', 'one that they may not any more')
      .option('--remove', 'remove the group itself; datasets and accounts stay')
      .description('Change who belongs to a group and which datasets are its own')
      .addOption(home())
      .addOption(json())
      .action(whenAsked(async () => (await import('./groups.ts')).runGroup)),
    'annotate-share group lung --add-dataset /data/lung.h5ad --add-member maria --role annotator',
    'annotate-share group lung --add-dataset s3://atlas/lung.h5ad',
    'annotate-share group lung --remove-member jonas',
  );

  examples(
    program
      .command('user')
      .argument('<name>', 'a user name')
      .option('--password-file <file>', 'file whose first line is their password from now on')
      .option('--sign-out', 'in every browser')
      .option('--remove', 'the account; annotations stay')
      .description('Change how somebody with an account signs in')
      .addOption(home())
      .addOption(json())
      .action(whenAsked(async () => (await import('./groups.ts')).runUser)),
    'annotate-share user maria --password-file maria.txt --sign-out',
  );

  examples(
    program
      .command('import-users')
      .argument('<htpasswd>', 'a password file of Apache or nginx')
      .option('--groups <file>', 'a group file of Apache')
      .addOption(new Option('--role <role>', 'what new members may do (default: annotator)').choices(roles))
      .option('--remove-missing', 'take away accounts of an earlier import that the file does not name any more')
      .option('--dry-run', 'only say what would change')
      .description('Take over people and groups; again whenever the files have changed')
      .addOption(home())
      .addOption(json())
      .action(whenAsked(async () => (await import('./import-users.ts')).runImportUsers)),
    'annotate-share import-users /etc/apache2/lab.htpasswd --groups /etc/apache2/lab.groups --dry-run',
    'annotate-share import-users /etc/apache2/lab.htpasswd --groups /etc/apache2/lab.groups',
  );
}
