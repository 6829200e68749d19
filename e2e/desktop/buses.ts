/** A D-Bus of its own with what a Linux desktop has on it: notifications, the wish not to sleep, and the word that the computer slept. Every call is kept. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import dbus, { type DefinedInterface, type MessageBus } from 'dbus-native';

export interface Notified {
  readonly id: number;
  readonly title: string;
  readonly text: string;
}

/** The daemon's own bus is both, the session's and the system's: the app asks each for other names. */
export class Buses {
  readonly variables: Readonly<Record<string, string>>;
  /** In the order in which they came. */
  readonly notified: Notified[] = [];
  /** Why somebody wants the computer to stay awake, by number. */
  readonly awake = new Map<number, string>();
  readonly #daemon: ChildProcess;
  readonly #bus: MessageBus;
  #numbers = 0;

  static async open(): Promise<Buses> {
    const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const lines = createInterface({ input: daemon.stdout });
    const [address] = (await once(lines, 'line', { signal: AbortSignal.timeout(20_000) })) as [string];
    const buses = new Buses(daemon, address);
    await buses.#offer();
    return buses;
  }

  private constructor(daemon: ChildProcess, address: string) {
    this.#daemon = daemon;
    this.#bus = dbus.sessionBus({ busAddress: address, plainValues: true });
    this.variables = {
      DBUS_SESSION_BUS_ADDRESS: address,
      DBUS_SYSTEM_BUS_ADDRESS: address,
      // Chromium asks a desktop that it knows to stay awake.
      XDG_CURRENT_DESKTOP: 'XFCE',
    };
  }

  async close(): Promise<void> {
    await this.#bus.close();
    if (this.#daemon.exitCode !== null || this.#daemon.signalCode !== null) return;
    this.#daemon.kill('SIGTERM');
    await once(this.#daemon, 'exit');
  }

  click({ id }: Notified): void {
    this.#notifications.emit['ActionInvoked']?.(id, 'default');
  }

  /** The computer goes to sleep, and wakes. */
  sleepAndWake(): void {
    this.#login.emit['PrepareForSleep']?.(true);
    this.#login.emit['PrepareForSleep']?.(false);
  }

  async #offer(): Promise<void> {
    const offers: [string, string, DefinedInterface][] = [
      ['org.freedesktop.Notifications', '/org/freedesktop/Notifications', this.#notifications],
      ['org.freedesktop.PowerManagement', '/org/freedesktop/PowerManagement/Inhibit', this.#power],
      ['org.freedesktop.login1', '/org/freedesktop/login1', this.#login],
    ];
    for (const [name, path, definition] of offers) {
      await this.#bus.export(path, definition);
      await this.#bus.ownName(name);
    }
  }

  readonly #notifications = dbus.defineInterface({
    name: 'org.freedesktop.Notifications',
    methods: {
      GetCapabilities: { out: { capabilities: 'as' }, handler: () => ['body', 'actions'] },
      GetServerInformation: {
        out: { name: 's', vendor: 's', version: 's', spec: 's' },
        handler: () => ({ name: 'stand-in', vendor: 'tests', version: '1', spec: '1.2' }),
      },
      Notify: {
        in: {
          ...{ app: 's', replaces: 'u', icon: 's', title: 's', text: 's', actions: 'as', hints: 'a{sv}', timeout: 'i' },
        },
        out: { id: 'u' },
        handler: ({ title, text }: Omit<Notified, 'id'>) => {
          this.#numbers += 1;
          this.notified.push({ id: this.#numbers, title, text });
          return this.#numbers;
        },
      },
      CloseNotification: { in: { id: 'u' }, handler: () => undefined },
    },
    signals: {
      ActionInvoked: { args: { id: 'u', action: 's' } },
      NotificationClosed: { args: { id: 'u', reason: 'u' } },
    },
  });

  readonly #power = dbus.defineInterface({
    name: 'org.freedesktop.PowerManagement.Inhibit',
    methods: {
      Inhibit: {
        in: { app: 's', reason: 's' },
        out: { cookie: 'u' },
        handler: ({ reason }: { readonly reason: string }) => {
          this.#numbers += 1;
          this.awake.set(this.#numbers, reason);
          return this.#numbers;
        },
      },
      UnInhibit: {
        in: { cookie: 'u' },
        handler: ({ cookie }: { readonly cookie: number }) => void this.awake.delete(cookie),
      },
    },
  });

  /** Without `Inhibit`: Electron asks for a moment's delay before the sleep, and does without. */
  readonly #login = dbus.defineInterface({
    name: 'org.freedesktop.login1.Manager',
    signals: { PrepareForSleep: { args: { going: 'b' } } },
  });
}
