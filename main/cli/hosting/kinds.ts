/** What `hosting` prints configurations of. */
export const hostingKinds = ['nginx', 'apache', 'systemd', 'procfile'] as const;
export type HostingKind = (typeof hostingKinds)[number];
