/** Prints a unit by which systemd runs Annotate Share in a sandbox and stops it in order. */
import { comment, startArguments, type HostingPlan } from './plan.ts';
import { forSystemd, forSystemdCommand, forSystemdLine } from './quote.ts';

const STATE = '/var/lib/';
/** Where systemd keeps what it loads for this unit alone. */
const CREDENTIALS = '${CREDENTIALS_DIRECTORY}/';
const SYSTEM_PORTS_END = 1024;

export function systemd(plan: HostingPlan): string {
  const { account, dataset, passwordFile, frontSecret, oidc, port } = plan;
  const oidcSecret = oidc?.secretFile ?? null;
  const home = plan.home ?? `${STATE}annotate-share`;
  const credentials = [
    ...(passwordFile === null ? [] : [['password', passwordFile] as const]),
    ...(frontSecret === null ? [] : [['front-secret', frontSecret.file] as const]),
    ...(oidcSecret === null ? [] : [['oidc-secret', oidcSecret] as const]),
  ];
  const inCredentials = (name: string) => `${CREDENTIALS}${name}`;
  const words = startArguments(
    {
      ...plan,
      home,
      passwordFile: passwordFile === null ? null : inCredentials('password'),
      frontSecret: frontSecret === null ? null : { ...frontSecret, file: inCredentials('front-secret') },
      oidc: oidc === null || oidcSecret === null ? oidc : { ...oidc, secretFile: inCredentials('oidc-secret') },
    },
    ['--port', String(port)],
  );
  const [executable = '', ...before] = plan.program;
  const command = [forSystemd(executable), ...[...before, ...words].map(commandWord)];
  const needsHomes = [...plan.program, dataset ?? ''].some((path) => /^\/(?:home|root)\//.test(path));
  return `${comment(
    'A unit for systemd. Save it as /etc/systemd/system/annotate-share.service; then, once:',
    `  useradd --system --home-dir ${home} --shell /usr/sbin/nologin ${account}`,
    '  systemctl daemon-reload && systemctl enable --now annotate-share',
    `Links and passwords: annotate-share list --json --home ${home}; address and token of your own page: ${home}/run/`,
    'The first start downloads Annotate’s Python packages, about 200 MB: journalctl -u annotate-share shows how far it is.',
  )}

[Unit]
Description=Annotate Share
After=network-online.target
Wants=network-online.target

[Service]
# Ready for systemd once the program runs; people are told to wait until their dataset is open.
Type=exec
ExecStart=${command.join(' ')}
User=${forSystemdLine(account)}
${homeLines(home)}
Environment=${forSystemd(`HOME=${home}`)} ${forSystemd(`XDG_CACHE_HOME=${home}/cache`)}
WorkingDirectory=${forSystemdLine(home)}
${credentials.map(([name, file]) => `LoadCredential=${name}:${forSystemdLine(file)}\n`).join('')}# Passwords and the token of your own page are no matter for the journal; how things go is told on standard error.
StandardOutput=null
Restart=on-failure
RestartSec=5

# SIGTERM goes to the program alone, which ends its hosts in order within seconds; whatever is left after that is killed.
KillMode=mixed
KillSignal=SIGTERM
TimeoutStopSec=30
# Many people, each with a connection or two.
LimitNOFILE=65536

# The sandbox: nothing but its own folder can be written, and datasets can be read as far as the account may.
ProtectSystem=strict
ProtectHome=${needsHomes ? 'read-only' : 'true'}
PrivateTmp=true
PrivateDevices=true
NoNewPrivileges=true
${port > 0 && port < SYSTEM_PORTS_END ? 'CapabilityBoundingSet=CAP_NET_BIND_SERVICE\nAmbientCapabilities=CAP_NET_BIND_SERVICE' : 'CapabilityBoundingSet='}
UMask=0077
LockPersonality=true
ProtectClock=true
ProtectControlGroups=true
ProtectHostname=true
ProtectKernelLogs=true
ProtectKernelModules=true
ProtectKernelTunables=true
ProtectProc=invisible
KeyringMode=private
RemoveIPC=true
RestrictNamespaces=true
RestrictRealtime=true
RestrictSUIDSGID=true
# Netlink tells which network addresses this computer has.
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
# Not MemoryDenyWriteExecute: JavaScript and the numeric loops are compiled while they run.

[Install]
WantedBy=multi-user.target
`;
}

function commandWord(word: string): string {
  return word.startsWith(CREDENTIALS) ? word : forSystemdCommand(word);
}

/** systemd makes a folder of the usual place itself; any other one has to be there and is made writable. */
function homeLines(home: string): string {
  const name = home.startsWith(STATE) ? home.slice(STATE.length) : '';
  if (/^[\w.-]+$/.test(name) && name !== '.' && name !== '..') return `StateDirectory=${name}\nStateDirectoryMode=0700`;
  return `# This folder has to be there before, and to belong to the account.\nReadWritePaths=${forSystemd(home)}`;
}
