/** What to know of the way by which a link leads to the internet, as lines for a terminal. Pure. */
import type { Session } from '../../contract/session.ts';

const readers = {
  localtunnel: 'The relay could read along, and anyone on the way to it, passwords included.',
  ssh: 'Nobody but your own server could read along.',
  cloudflared: 'Cloudflare could read along, passwords included.',
  ngrok: 'ngrok could read along, passwords included.',
  command: 'Who could read along depends on your program, passwords included.',
} as const;

export function wayLines({ publicUrl, reach }: Pick<Session, 'publicUrl' | 'reach'>): string[] {
  if (publicUrl === null || reach.provider === null) return [];
  const { protocol, hostname } = new URL(publicUrl);
  const lines: string[] = [readers[reach.provider]];
  if (reach.provider === 'ssh' && protocol === 'http:')
    lines.push('What goes between people and the server is not encrypted.');
  if (reach.provider === 'localtunnel' && hostname.endsWith('.loca.lt'))
    lines.push(
      'On a first visit it asks people for a “tunnel password”: open https://loca.lt/mytunnelpassword on this',
      'computer and send them what it shows.',
    );
  if (reach.provider === 'ngrok') lines.push('On a first visit people see a page of ngrok’s; “Visit Site” leaves it.');
  return lines;
}
