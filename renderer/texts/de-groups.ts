/** The German sentences about accounts, groups and the datasets they own. */
import { list, plural } from './de-locale.ts';
import type { enGroups } from './en-groups.ts';

const named = (names: readonly string[]) => list.format([...names]);

export const deGroups: typeof enGroups = {
  groups: {
    link: 'Gruppen',
    title: 'Gruppen',
    intro:
      'Personen mit einem Konto melden sich einmal an und sehen die Datensätze ihrer Gruppen; jeder wird geöffnet, wenn jemand danach fragt. Sonst sehen sie nichts.',
    address: 'Sie melden sich an unter',
    none: 'Es gibt noch keine Gruppen. Legen Sie eine an, oder übernehmen Sie unten die Dateien Ihres Webservers.',
    loading: 'Gruppen werden gelesen…',
    name: 'Name einer neuen Gruppe',
    make: 'Gruppe anlegen',
    remove: 'Gruppe entfernen',
    removeLabel: ({ group }) => `Gruppe ${group} entfernen`,
    removed: ({ group }) => `Die Gruppe ${group} ist weg. Ihre Datensätze und die Konten ihrer Mitglieder bleiben.`,
    refused: ({ reason }) => `Es bleibt, wie es war. ${reason}`,

    members: 'Mitglieder',
    noMembers: 'Noch niemand.',
    member: 'Benutzername eines neuen Mitglieds',
    memberIn: ({ group }) => `Benutzername eines neuen Mitglieds von ${group}`,
    addMember: 'Hinzufügen',
    addMemberLabel: ({ group }) => `Hinzufügen: dieses Mitglied zu ${group}`,
    roleOf: ({ name, group }) => `Rolle von ${name} in ${group}`,
    newRole: ({ group }) => `Rolle des neuen Mitglieds von ${group}`,
    takeOut: 'Herausnehmen',
    takeOutLabel: ({ name, group }) => `Herausnehmen: ${name} aus ${group}`,

    datasets: 'Datensätze',
    noDatasets: 'Noch keine.',
    byFolder: 'durch seinen Ordner',
    dataset: 'Pfad einer .h5ad-Datei',
    datasetIn: ({ group }) => `Pfad einer .h5ad-Datei für ${group}`,
    addDataset: 'Hinzufügen',
    addDatasetLabel: ({ group }) => `Hinzufügen: diesen Datensatz zu ${group}`,
    removeDataset: 'Entfernen',
    removeDatasetLabel: ({ title, group }) => `Entfernen: ${title} aus ${group}`,
    unowned: ({ titles }) =>
      `Im Ordner und in keiner Gruppe, darum sieht sie niemand mit einem Konto: ${named(titles)}.`,

    accounts: 'Konten',
    account: 'Benutzername',
    password: 'Passwort',
    browsers: 'Angemeldet',
    actions: 'Aktionen',
    passwordKind: {
      own: 'Hier aufbewahrt',
      imported: 'Wie in der Datei, bis zur ersten Anmeldung',
      none: 'Keines: Niemand meldet sich damit an',
    },
    inBrowsers: ({ count }) =>
      count === 0 ? 'nirgends' : plural(count, { one: 'in # Browser', other: 'in # Browsern' }),
    setPassword: 'Passwort setzen…',
    setPasswordLabel: ({ name }) => `Passwort setzen… für ${name}`,
    newPassword: ({ name }) => `Neues Passwort von ${name}`,
    passwordHint: 'Mindestens 8 Zeichen. Übergeben Sie es persönlich; es wird nicht wieder angezeigt.',
    savePassword: 'Passwort speichern',
    signOut: 'Abmelden',
    signOutLabel: ({ name }) => `Abmelden: ${name} in jedem Browser`,
    removeAccount: 'Entfernen',
    removeAccountLabel: ({ name }) => `Entfernen: Konto von ${name}`,

    import: 'Dateien eines Webservers übernehmen',
    importSays:
      'Eine Passwortdatei, wie htpasswd sie schreibt (bcrypt, apr1 oder SHA), und auf Wunsch eine Gruppendatei von Apache. Wiederholen Sie es, sooft sie sich ändern. Nichts wird irgendwohin geschickt.',
    passwordFile: 'Passwortdatei',
    groupFile: 'Gruppendatei',
    tryImport: 'Ansehen, was sich ändern würde',
    runImport: 'Übernehmen',
    noFile: 'Wählen Sie eine Passwortdatei oder eine Gruppendatei.',
    wouldDo: 'Das würde sich ändern:',
    did: 'Das hat sich geändert:',
    nothing: 'Seit dem letzten Mal hat sich nichts geändert.',
    usersAdded: ({ names }) => `Neue Konten: ${named(names)}`,
    usersChanged: ({ names }) => `Anderes Passwort: ${named(names)}`,
    usersMissing: ({ names }) => `Nicht mehr in der Datei, aber noch mit Konto: ${named(names)}`,
    groupsAdded: ({ names }) => `Neue Gruppen: ${named(names)}`,
    memberAdded: ({ names }) => `Neue Mitglieder: ${named(names)}`,
    memberRemoved: ({ names }) => `Herausgenommen: ${named(names)}`,
    membership: ({ name, group }) => `${name} (${group})`,
    problem: ({ file, line, reason }) =>
      `${file === 'htpasswd' ? 'Passwortdatei' : 'Gruppendatei'}, Zeile ${line}: ${reason}`,
  },
};
