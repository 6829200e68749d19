/** Prints what nginx needs to pass people on to Annotate Share: a whole server where a certificate is given, else what goes into yours. */
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
import { forNginx } from './quote.ts';

export function nginx(plan: HostingPlan, publicUrl: PublicUrl): string {
  const isServer = plan.tls !== null || !publicUrl.https;
  const head = comment(
    `nginx in front of Annotate Share: ${publicUrl.base}/ is passed on to 127.0.0.1:${plan.port}.`,
    isServer
      ? 'Save it as /etc/nginx/conf.d/annotate-share.conf; then: nginx -t && systemctl reload nginx'
      : 'Put it into the server { … } block of your site; then: nginx -t && systemctl reload nginx',
    'Annotate Share is started to fit it by:',
    `  ${startCommand(plan)}`,
  );
  return `${head}\n\n${isServer ? server(plan, publicUrl) : location(plan, publicUrl)}`;
}

function server(plan: HostingPlan, publicUrl: PublicUrl): string {
  const { https, hostname, port } = publicUrl;
  const listen = `${port}${https ? ' ssl' : ''}`;
  const tls =
    plan.tls === null
      ? ''
      : `
    ssl_certificate ${forNginx(plan.tls.certificate)};
    ssl_certificate_key ${forNginx(plan.tls.key)};
    ssl_protocols TLSv1.2 TLSv1.3;
`;
  return `server {
    listen ${listen};
    # listen [::]:${listen};  # where this computer has IPv6
    server_name ${forNginx(hostname)};
${tls}
${indented(location(plan, publicUrl))}}
${https && port === 443 ? redirect(hostname) : ''}`;
}

function redirect(hostname: string): string {
  return `
server {
    listen 80;
    # listen [::]:80;
    server_name ${forNginx(hostname)};
    return 301 https://$host$request_uri;
}
`;
}

function location(plan: HostingPlan, { basePath }: PublicUrl): string {
  const { htpasswd, frontSecret, userHeader } = plan;
  const header = userHeader ?? USER_HEADER;
  const passwords =
    htpasswd === null
      ? ''
      : `
    auth_basic "Annotate Share";
    auth_basic_user_file ${forNginx(htpasswd)};
    # These credentials are nginx's own; Annotate Share must not take them for one of its passwords.
    proxy_set_header Authorization "";
`;
  const who =
    userHeader === null || htpasswd === null
      ? `# Nobody outside may say who they are.
    proxy_set_header ${header} "";`
      : `# Who was let pass is signed in by this name.
    proxy_set_header ${header} $remote_user;`;
  const secret =
    frontSecret === null
      ? ''
      : `
    # What shows that it is nginx that asks, and not another program of this computer. Keep this file readable by root alone.
    proxy_set_header X-Annotate-Share-Front ${forNginx(frontSecret.value)};
`;
  return `location ${basePath}/ {
    # Without a path behind the port: the address is passed on as it is, ${basePath === '' ? 'as' : 'with the path in front, as'} Annotate Share expects it.
    proxy_pass http://127.0.0.1:${plan.port};
    proxy_http_version 1.1;
    proxy_set_header Connection "";
${passwords}
    # By which name, how and from where the person came.
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-Host $http_host;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header X-Forwarded-Port "";
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    ${who}
${secret}
    # Annotations of large datasets; differential expressions that wait for their turn.
    client_max_body_size ${LARGEST_UPLOAD_MIB}m;
    proxy_read_timeout ${SLOWEST_ANSWER_SECONDS}s;
    proxy_send_timeout ${SLOWEST_ANSWER_SECONDS}s;
    # Pass bytes on as they come: nothing of the data is written to nginx's folders.
    proxy_request_buffering off;
    proxy_buffering off;
}
`;
}
