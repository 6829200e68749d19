/**
 * The words that the German sentences keep to, and the tools that all of them use.
 *
 * dataset Datensatz · session Sitzung · share teilen · collaborators Personen · owner Sie · link Link · general link allgemeiner Link ·
 * invite Einladung, revoke widerrufen · sign in anmelden · account Konto · user (name) Benutzername · group Gruppe · institute Institut ·
 * role Rolle: viewer „Ansehen“, analyst „Analysieren“, annotator „Annotieren“ · differential expression differentielle Expression ·
 * annotations Annotationen · label Label · gene set Genliste · embedding Einbettung (UMAP) · matrix store Matrixspeicher ·
 * expression values Expressionswerte · cells Zellen, genes Gene, columns Spalten, categories Kategorien · way to the internet Weg ins
 * Internet · tunnel Tunnel · relay Relay · network Netzwerk · certificate Zertifikat, fingerprint Fingerabdruck · mended copy
 * reparierte Kopie · notification Benachrichtigung · save speichern · pause pausieren · stop beenden · asleep schläft · data use
 * Datennutzung, terms Bedingungen · the program stays “Annotate Share”, its engine “Annotate”.
 *
 * „Sie“ throughout; no „bitte“, no exclamation marks; buttons are infinitives with their object first („Link kopieren“).
 */
import { pluralsOf } from './plural.ts';

export const germanLocale = 'de';
export const plural = pluralsOf(germanLocale);
export const numbers = new Intl.NumberFormat(germanLocale);
export const list = new Intl.ListFormat(germanLocale);

/** Names of roles stand for what one may do, so that they need no gender. */
export const roleNames = { viewer: 'Ansehen', analyst: 'Analysieren', annotator: 'Annotieren' } as const;
