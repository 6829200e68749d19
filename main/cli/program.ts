/** The command line: what the verbs are called and what they take. Each verb's work is in its own file. */
import { Argument, Command, Option } from 'commander';
import { roles } from '../../contract/session.ts';
import { findResources } from '../resources.ts';
import { addGroupVerbs } from './group-verbs.ts';
import { hostingKinds } from './hosting/kinds.ts';
import { withHidingOptions } from './hiding-options.ts';
import { withMendOptions } from './mend-options.ts';
import {
  accountName,
  amountOf,
  days,
  end,
  headerName,
  howLong,
  minutesOrOff,
  onOff,
  sessionEnd,
  several,
  start,
  wholeNumber,
} from './option-values.ts';
import { withOidcOptions } from './oidc-option.ts';
import { readBasePath, readPublicUrl } from './public-url.ts';
import { withS3Options } from './source-option.ts';
import { withTermsOptions } from './terms-option.ts';
import { withTunnelOptions } from './tunnel-option.ts';
import { whenAsked } from './when-asked.ts';

const home = () =>
  new Option('--home <folder>', 'where everything is kept (default: the app-data folder, or ANNOTATE_SHARE_HOME)');
const json = () => new Option('--json', 'answer in JSON, for programs');

const publicUrl = () =>
  new Option('--public-url <url>', 'address under which a web server of your own passes people on to here').argParser(
    readPublicUrl,
  );
const trustedProxy = () =>
  new Option(
    '--trusted-proxy <address>',
    'address or network of that web server, or loopback; only it may say who is asking (repeatable)',
  ).argParser(several);
const frontSecretFile = () =>
  new Option('--front-secret-file <file>', 'file whose first line that web server must send to be believed');
const trustUserHeader = () =>
  new Option('--trust-user-header <name>', 'header in which that web server names whom it has signed in').argParser(
    headerName,
  );

/** The address and the password: what `share` and `serve` have in common. */
function listening(command: Command): Command {
  return withS3Options(withOidcOptions(command))
    .option('--bind <address>', 'address to listen on; 0.0.0.0 for everybody on the network', '127.0.0.1')
    .addOption(
      new Option('--port <number>', 'port to listen on; 0 for any free one')
        .argParser(wholeNumber)
        .default(0)
        .env('PORT'),
    )
    .option(
      '--base-path <path>',
      'path in front of everything, when a web server of your own passes requests on (default: that of --public-url)',
      readBasePath,
    )
    .addOption(publicUrl())
    .addOption(trustedProxy())
    .addOption(frontSecretFile())
    .addOption(trustUserHeader())
    .option(
      '--host-name <name...>',
      'name under which that web server is called (with :port where it is not the usual one)',
    )
    .addOption(
      new Option(
        '--tls <kind>',
        'encrypt: with a certificate made here, or not at all (default: self-made on the network, unless --host-name or --public-url says that a web server is in front)',
      ).choices(['self-made', 'off']),
    )
    .option(
      '--tls-cert <file>',
      'certificate of your own, with those that vouch for it (PEM); read again when it changes',
    )
    .option('--tls-key <file>', 'its private key (PEM, without a passphrase)')
    .option(
      '--store-limit <GB>',
      'what all matrix stores together may take on disk (default: 50)',
      amountOf('gigabytes'),
    )
    .option(
      '--download-limit <GB>',
      'what all downloaded datasets together may take on disk (default: 50)',
      amountOf('gigabytes'),
    )
    .option(
      '--cache-limit <MB>',
      'what all answers that are kept for the next visitor may take in memory',
      amountOf('megabytes'),
      128,
    )
    .option(
      '--sleep-after <minutes>',
      'put Annotate away after so long without a request, until the next one; off for never (default: 30)',
      minutesOrOff,
    )
    .option('--audit-days <days>', 'how long to keep who did what; 0 keeps nothing (default: 90)', days)
    .option('--password-file <file>', 'file whose first line is the password of the general link')
    .addOption(home())
    .option('--open', 'open the page in a browser')
    .addOption(json());
}

export const program = new Command('annotate-share')
  .description('Share single-cell datasets from this computer. Works with CELLxGENE Annotate.')
  .version(findResources().version)
  .exitOverride()
  .configureOutput({ outputError: () => undefined });

const examples = (command: Command, ...lines: string[]) =>
  command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`);

examples(
  withHidingOptions(
    withTermsOptions(
      withTunnelOptions(
        listening(
          program
            .command('share')
            .argument(
              '[dataset]',
              'an .h5ad file, an https:// or s3:// address of one, or "example" for 700 blood cells (default: DATASET of the environment)',
            )
            .description('Share one dataset until Ctrl+C'),
        ),
        wholeNumber,
      ),
    ),
  )
    .option('--title <text>', 'what collaborators see (default: from the file name)')
    .option('--no-diffexp', 'nobody can run differential expression')
    .option('--no-annotations', 'nobody can label cells or keep gene sets')
    .option(
      '--general-link <on|off>',
      'off: nobody gets in by the link with one password, only by personal ones (default: as the last time)',
      onOff,
    )
    .option('--expires <when>', 'when it ends by itself: 1h, 7d, today, a day, or "when I quit" (default)', sessionEnd)
    .action(whenAsked(async () => (await import('./share.ts')).runShare)),
  'annotate-share share lung.h5ad --title "Fetal lung"',
  'annotate-share share s3://atlas/lung.h5ad --s3-region eu-central-1',
  'annotate-share share lung.h5ad --no-annotations --tunnel localtunnel',
  'annotate-share share lung.h5ad --tunnel localtunnel --expires today',
  'annotate-share share lung.h5ad --terms terms.md --contact "Lina Brandt, lina@lab.example"',
  'annotate-share share lung.h5ad --tunnel ssh --ssh-target anna@lab.example.org --ssh-port 8080 --tunnel-url https://cells.lab.example.org',
);

examples(
  listening(
    program
      .command('serve')
      .argument(
        '[folder]',
        'a folder of .h5ad files: a library for people with accounts, and all shared where nobody has one; or the address of one file',
      )
      .description('Run the service with its web page, without a window'),
  )
    .option('--groups-from-folders', 'datasets in a folder below belong to the group of that folder’s name')
    .action(whenAsked(async () => (await import('./serve.ts')).runServe)),
  'annotate-share serve',
  'annotate-share serve /data/atlas --bind 0.0.0.0 --port 8080',
  'annotate-share serve https://data.example.org/atlas.h5ad',
  'annotate-share serve /data/groups --groups-from-folders --public-url https://lab.example.org/cells',
);

examples(
  program
    .command('list')
    .description('Show what is being shared')
    .addOption(home())
    .addOption(json())
    .action(whenAsked(async () => (await import('./list.ts')).runList)),
  'annotate-share list',
);

examples(
  program
    .command('stop')
    .argument('[session]', 'a session’s id, as list shows it')
    .option('--all', 'stop every session')
    .description('Stop sharing')
    .addOption(home())
    .addOption(json())
    .action(whenAsked(async () => (await import('./stop.ts')).runStop)),
  'annotate-share stop 3f2a9c01b7d4',
  'annotate-share stop --all',
);

examples(
  program
    .command('extend')
    .argument('<session>', 'a session’s id, as list shows it')
    .argument('<how-long>', 'by how much later it ends: 30m, 1h, 2d', howLong)
    .description('Let a session that ends by itself end later')
    .addOption(home())
    .addOption(json())
    .action(whenAsked(async () => (await import('./extend.ts')).runExtend)),
  'annotate-share extend 3f2a9c01b7d4 1h',
);

examples(
  program
    .command('toggle')
    .argument('<session>', 'a session’s id, as list shows it')
    .option('--diffexp <on|off>', 'differential expression', onOff)
    .option('--annotations <on|off>', 'labels and gene sets', onOff)
    .option('--institute <on|off>', 'whether people get in by the institute’s sign-in', onOff)
    .option('--general-link <on|off>', 'the link with one password; off puts out whoever came in by it', onOff)
    .description('Switch what people may do; holds for the next request')
    .addOption(home())
    .addOption(json())
    .action(whenAsked(async () => (await import('./toggle.ts')).runToggle)),
  'annotate-share toggle 3f2a9c01b7d4 --diffexp off',
  'annotate-share toggle 3f2a9c01b7d4 --general-link off',
);

examples(
  withHidingOptions(
    program
      .command('hide')
      .argument('<session>', 'a session’s id, as list shows it')
      .description('Leave columns or expression values out of what is served; holds for the next request'),
  )
    .addOption(home())
    .addOption(json())
    .action(whenAsked(async () => (await import('./hide.ts')).runHide)),
  'annotate-share hide 3f2a9c01b7d4',
  'annotate-share hide 3f2a9c01b7d4 --hide-columns patient,age',
  'annotate-share hide 3f2a9c01b7d4 --hide-expression',
);

examples(
  program
    .command('invite')
    .argument('<session>', 'a session’s id, as list shows it')
    .requiredOption('--name <name>', 'who is invited; the same person in every browser')
    .addOption(new Option('--role <role>', 'what they may do').choices(roles).default('annotator'))
    .option('--expires <when>', 'when it ends: 12h, 7d, a day such as 2026-12-24, or never', end, end('7d'))
    .description('Make a personal link: no password, one role, revocable')
    .addOption(home())
    .addOption(json())
    .action(whenAsked(async () => (await import('./invite.ts')).runInvite)),
  'annotate-share invite 3f2a9c01b7d4 --name "Maria Okafor" --role annotator',
  'annotate-share invite 3f2a9c01b7d4 --name "Jonas Weber" --role viewer --expires 30d',
);

examples(
  program
    .command('revoke')
    .argument('<id>', 'an invite’s, a person’s or a browser’s id, as people shows it')
    .description(
      'Take a personal link back, put somebody of the institute out, or sign one browser out; holds for the next request',
    )
    .option('--undo', 'let somebody of the institute back in')
    .addOption(home())
    .addOption(json())
    .action(whenAsked(async () => (await import('./revoke.ts')).runRevoke)),
  'annotate-share revoke 4be1a02c77d39f615e08',
  'annotate-share revoke b-1f0c5a9d33e27b64',
  'annotate-share revoke institute-1d71dc3bc400af4e2855 --undo',
);

examples(
  program
    .command('people')
    .argument('<session>', 'a session’s id, as list shows it')
    .description('Show who was invited, who is there, and in which browsers')
    .addOption(home())
    .addOption(json())
    .action(whenAsked(async () => (await import('./people.ts')).runPeople)),
  'annotate-share people 3f2a9c01b7d4',
);

examples(
  program
    .command('audit')
    .argument('[session]', 'a session’s id, as list shows it; without it the gallery and links that do not exist')
    .option('--since <when>', 'only what happened since: a stretch such as 12h or 7d, or a day', start)
    .option('--csv', 'as a CSV file, for a spreadsheet')
    .description('Show who did what: sign-ins, refusals, differential expressions, saves, and what you changed')
    .addOption(home())
    .addOption(json())
    .action(whenAsked(async () => (await import('./audit.ts')).runAudit)),
  'annotate-share audit 3f2a9c01b7d4 --since 7d',
  'annotate-share audit 3f2a9c01b7d4 --csv > audit.csv',
);

addGroupVerbs(program, examples);

examples(
  withS3Options(program.command('check').argument('<dataset>').description('Look at a file without sharing it'))
    .addOption(home())
    .addOption(json())
    .action(whenAsked(async () => (await import('./check.ts')).runCheck)),
  'annotate-share check lung.h5ad',
  'annotate-share check https://lab.example.org/lung.h5ad',
);
examples(
  withMendOptions(
    program
      .command('mend')
      .argument('[dataset]', 'an .h5ad file, or a Cell Ranger .h5 file, a folder with matrix.mtx, or a .loom file')
      .description('Mend a copy of a file that cannot be shared; the file itself is only read'),
  )
    .addOption(home())
    .addOption(json())
    .action(whenAsked(async () => (await import('./mend.ts')).runMend)),
  'annotate-share mend lung.h5ad --all',
  'annotate-share mend lung.h5ad --make-names-unique --out lung-unique.h5ad',
  'annotate-share mend filtered_feature_bc_matrix.h5 --all',
  'annotate-share mend --list',
);
examples(
  withOidcOptions(
    program
      .command('hosting')
      .addArgument(new Argument('<kind>', 'what to print').choices(hostingKinds))
      .argument('[dataset]', 'for systemd and procfile: the file to share, or the folder to serve')
      .description('Print the configuration of a server around Annotate Share; changes nothing'),
  )
    .addOption(publicUrl())
    .addOption(
      new Option('--port <number>', 'port on which Annotate Share listens').argParser(wholeNumber).default(8080),
    )
    .option('--tls-cert <file>', 'certificate of the web server: a whole server is printed instead of a part of one')
    .option('--tls-key <file>', 'its key')
    .option('--htpasswd <file>', 'password file by which the web server lets people pass')
    .addOption(trustUserHeader())
    .addOption(trustedProxy())
    .addOption(frontSecretFile())
    .option('--password-file <file>', 'file whose first line is the password of the general link')
    .addOption(new Option('--user <name>', 'for systemd: the account').argParser(accountName).default('annotate-share'))
    .addOption(home())
    .addOption(json())
    .action(whenAsked(async () => (await import('./hosting.ts')).runHosting)),
  'annotate-share hosting nginx --public-url https://lab.example.org/cells --htpasswd /etc/nginx/lab.htpasswd',
  'annotate-share hosting systemd /data/atlas --public-url https://lab.example.org/cells',
);
examples(
  program
    .command('doctor')
    .description('Look whether everything needed is there')
    .addOption(home())
    .addOption(json())
    .action(whenAsked(async () => (await import('./doctor.ts')).runDoctor)),
  'annotate-share doctor',
);
examples(
  program
    .command('setup')
    .option('--again', 'remove what is there and install it anew')
    .description('Set up Annotate’s Python environment now')
    .addOption(home())
    .addOption(json())
    .action(whenAsked(async () => (await import('./setup.ts')).runSetup)),
  'annotate-share setup',
  'annotate-share setup --again',
);
