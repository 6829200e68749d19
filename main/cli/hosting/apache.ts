/** Prints what Apache needs to pass people on to Annotate Share: a whole virtual host where a certificate is given, else what goes into yours. */
import type { PublicUrl } from '../public-url.ts';
import {
  comment,
  indented,
  LARGEST_UPLOAD_MIB,
  SLOWEST_ANSWER_SECONDS,
  startCommand,
  USER_HEADER,
  type HostingPlan,
} from './plan.ts';
import { forApache } from './quote.ts';

export function apache(plan: HostingPlan, publicUrl: PublicUrl): string {
  const isHost = plan.tls !== null || !publicUrl.https;
  const modules = [
    'proxy',
    'proxy_http',
    'headers',
    'alias',
    ...(publicUrl.https ? ['ssl'] : []),
    ...(plan.htpasswd === null ? [] : ['auth_basic', 'authn_file', 'authz_user']),
  ];
  const head = comment(
    `Apache in front of Annotate Share: ${publicUrl.base}/ is passed on to 127.0.0.1:${plan.port}.`,
    `a2enmod ${modules.join(' ')}`,
    isHost
      ? 'Save it as /etc/apache2/sites-available/annotate-share.conf; then: a2ensite annotate-share'
      : 'Put it into the <VirtualHost> of your site',
    'then: apachectl configtest && systemctl reload apache2',
    'Annotate Share is started to fit it by:',
    `  ${startCommand(plan)}`,
  );
  return `${head}\n\n${isHost ? virtualHost(plan, publicUrl) : location(plan, publicUrl)}`;
}

function virtualHost(plan: HostingPlan, publicUrl: PublicUrl): string {
  const { https, hostname, port } = publicUrl;
  const tls =
    plan.tls === null
      ? ''
      : `
    SSLEngine on
    SSLCertificateFile ${forApache(plan.tls.certificate)}
    SSLCertificateKeyFile ${forApache(plan.tls.key)}
    SSLProtocol -all +TLSv1.2 +TLSv1.3
`;
  const usual = port === 443 || port === 80;
  return `${usual ? '' : `# Once in the whole configuration, unless it is there already:\nListen ${port}\n\n`}<VirtualHost *:${port}>
    ServerName ${forApache(hostname)}
${tls}
${indented(location(plan, publicUrl))}</VirtualHost>
${https && port === 443 ? redirect(publicUrl) : ''}`;
}

function redirect({ hostname }: PublicUrl): string {
  return `
<VirtualHost *:80>
    ServerName ${forApache(hostname)}
    Redirect permanent "/" ${forApache(`https://${hostname}/`)}
</VirtualHost>
`;
}

function location(plan: HostingPlan, { basePath }: PublicUrl): string {
  const { htpasswd, frontSecret, userHeader, port } = plan;
  const header = userHeader ?? USER_HEADER;
  const passwords =
    htpasswd === null
      ? ''
      : `
    AuthType Basic
    AuthName "Annotate Share"
    AuthBasicProvider file
    AuthUserFile ${forApache(htpasswd)}
    Require valid-user
    # These credentials are Apache's own; Annotate Share must not take them for one of its passwords.
    RequestHeader unset Authorization
`;
  const who =
    userHeader === null || htpasswd === null
      ? `# Nobody outside may say who they are.
    RequestHeader unset ${header}`
      : `# Who was let pass is signed in by this name.
    RequestHeader set ${header} "expr=%{REMOTE_USER}"`;
  const secret =
    frontSecret === null
      ? ''
      : `
    # What shows that it is Apache that asks, and not another program of this computer. Keep this file readable by root alone.
    RequestHeader set X-Annotate-Share-Front ${forApache(frontSecret.value)}
`;
  const slash =
    basePath === ''
      ? ''
      : `RedirectMatch permanent ${forApache(`^${basePath.replaceAll('.', '\\.')}$`)} ${forApache(`${basePath}/`)}\n`;
  return `# Encoded slashes are passed on as they are.
AllowEncodedSlashes NoDecode
ProxyRequests Off
${slash}<Location ${forApache(`${basePath}/`)}>
    ProxyPass ${forApache(`http://127.0.0.1:${port}${basePath}/`)} nocanon timeout=${SLOWEST_ANSWER_SECONDS}
${passwords}
    # By which name and how the person came. Apache itself adds from where.
    ProxyPreserveHost On
    RequestHeader set X-Forwarded-Proto "expr=%{REQUEST_SCHEME}"
    RequestHeader unset X-Forwarded-Port
    ${who}
${secret}
    # Annotations of large datasets.
    LimitRequestBody ${LARGEST_UPLOAD_MIB * 1024 * 1024}
</Location>
`;
}
