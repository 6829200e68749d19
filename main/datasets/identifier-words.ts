/** Words by which columns that tell who somebody is are named, in the languages of the labs that we know of. Pure data. */
import type { Identifier } from '../../contract/hides.ts';

type Certainty = Identifier['certainty'];

interface NamePattern {
  readonly why: Identifier['why'];
  readonly certainty: Certainty;
  /** Matched against the name in lower case, without accents, its words separated by one space. */
  readonly words: RegExp;
}

/** A person, as the first part of a column's name: `patient_id`. */
export const person =
  /^(?:patients?|pat|donors?|subjects?|participants?|individuals?|persons?|probands?|volunteers?|cases?|patienten?|patientin|spender|probanden?|sujets?|donneurs?|pacientes?|donantes?|pazienti?|paziente|donatori?)(?: |$)/;

/** What is left of `patient_id` without the person: then it is the number or code of one. */
export const numberOfPerson =
  /^(?:|id|ids|identifier|no|nr|num|number|nummer|numero|code|key|label|uid|ident|kennung|study id|original)$/;

/** Columns that were made by machines on a day: no days of anybody's life. */
export const technical =
  /\b(?:batch|run|runs|seq|sequencing|sequenced|library|lib|lane|chip|plate|processing|processed|experiment|exp|assay|analysis|upload|download|created|modified|updated|release|version|isolation|dissociation|prep|preparation|cryo\w*|thaw\w*|freeze)\b/;

/** The first that fits counts. */
export const namePatterns: readonly NamePattern[] = [
  {
    why: 'contact',
    certainty: 'likely',
    words:
      /\b(?:e ?mails?|e ?mail (?:address|adresse)|phones?|telephones?|phone (?:no|nr|number)|mobile (?:phone|no|nr|number)|cell ?phone|telefon|telefonnummer|handy|handynummer|fax|telefono|courriel|correo|telefoon)\b/,
  },
  {
    why: 'birth-date',
    certainty: 'likely',
    words:
      /\b(?:dob|date of birth|birth ?dates?|birth ?days?|geburts ?datum|geburts ?tag|geb datum|date de naissance|date naissance|naissance|fecha de nacimiento|fecha nacimiento|nacimiento|data di nascita|nascita|data de nascimento|nascimento|geboorte ?datum|fodsels ?dato|fodelse ?datum|data urodzenia)\b/,
  },
  {
    why: 'birth-date',
    certainty: 'possible',
    words: /\b(?:birth ?years?|year of birth|yob|geburts ?jahr|annee de naissance|geboorte ?jaar)\b/,
  },
  {
    why: 'record-number',
    certainty: 'likely',
    words:
      /\b(?:mrn|medical record(?: (?:no|nr|number|id))?|record (?:no|nr|number)|ssn|social security(?: (?:no|nr|number))?|nhs(?: ?(?:no|nr|number|id))|hospital (?:no|nr|number|id)|insurance (?:no|nr|number|id)|health card(?: (?:no|nr|number))?|passport(?: (?:no|nr|number))?|national id|patienten ?(?:nummer|nr|id)|pat nr|fall ?nummer|fall ?nr|aufnahme ?nummer|versicherten ?(?:nummer|nr)|versicherungs ?(?:nummer|nr)|krankenkassen ?(?:nummer|nr)|person ?nummer|codice fiscale|numero de dossier|numero dossier|historia clinica|numero de historia|pesel)\b/,
  },
  {
    why: 'record-number',
    certainty: 'possible',
    words:
      /\b(?:case (?:no|nr|number)|chart (?:no|nr|number)|admission (?:no|nr|number|id)|encounter (?:no|nr|number|id)|visit (?:no|nr|number|id)|biopsy (?:no|nr|number|id)|path(?:ology)? (?:no|nr|number)|histology (?:no|nr|number)|journal ?nummer|e ?nummer)\b|^(?:pid|cpr|bsn|dni|nir|nino)$/,
  },
  {
    why: 'person-name',
    certainty: 'likely',
    words:
      /\b(?:surnames?|forenames?|first ?names?|last ?names?|given ?names?|family ?names?|middle ?names?|maiden ?names?|full ?names?|(?:patients?|donors?|subjects?|participants?|persons?|probands?|mothers?|fathers?|doctors?|physicians?|clinicians?|technicians?) ?names?|vornamen?|nachnamen?|familiennamen?|geburtsnamen?|patientennamen?|prenoms?|nom de famille|nom (?:du )?patient|apellidos?|nombre (?:del )?paciente|cognome|nome (?:del )?paziente|sobrenome|voornaam|achternaam|fornamn|efternamn|fornavn|etternavn|efternavn|nazwisko|imie)\b/,
  },
  {
    why: 'person-name',
    certainty: 'possible',
    words: /\b(?:initials|initialen|initiales|iniziali)\b|^(?:nom|nombre|nome|naam|navn)$/,
  },
  {
    why: 'address',
    certainty: 'likely',
    words:
      /\b(?:address|addresses|home address|street|street name|strasse|anschrift|adresse|wohnort|post ?codes?|postal ?codes?|zip|zip ?codes?|plz|postleitzahl|code postal|codigo postal|direccion|domicilio|indirizzo|endereco|adres|geburtsort|place of birth|birth ?place|lieu de naissance)\b/,
  },
  { why: 'address', certainty: 'possible', words: /^(?:city|town|village|ville|ciudad|stadt|ort|citta|cidade)$/ },
  {
    why: 'date',
    certainty: 'possible',
    words:
      /\b(?:date of (?:death|admission|discharge|surgery|diagnosis|visit|operation)|(?:death|admission|discharge|surgery|diagnosis|visit|operation|biopsy|op|hospitali[sz]ation) dates?|todes ?datum|sterbe ?datum|aufnahme ?datum|entlassungs ?datum|operations ?datum|op datum|diagnose ?datum|date de deces|fecha de defuncion)\b/,
  },
];

/** Columns into which people write sentences. Counted only where there are sentences. */
export const freeTextNames =
  /\b(?:notes?|comments?|remarks?|free ?text|history|anamnes\w*|bemerkung(?:en)?|kommentar(?:e)?|anmerkung(?:en)?|notiz(?:en)?|befund(?:e)?|narrative|clinical (?:notes?|description|summary)|medical history|report|summary|remarques?|commentaires?|comentarios?|notas?|observaciones|osservazioni|opmerking(?:en)?|vorgeschichte|diagnosis text|indication)\b/;

/** Public names of samples, ontology terms and genes: long numbers that name nobody. */
export const publicAccession =
  /^(?:[SED]R[RXSPAZ]|GSM|GSE|SAM[NED]A?|EGA[NDFSXR]|PRJ\w+|PHS|HRS|HRR|CRR|CRX|CL|UBERON|MONDO|EFO|PATO|HANCESTRO|HsapDv|MmusDv|NCBITaxon|GO|DOID|HP|CVCL|ENS[A-Z]*|TCGA|GTEX|HCA|HGNC|OMIM|RS)[-:_]?\d/i;
