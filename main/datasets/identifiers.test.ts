import { describe, expect, test } from 'vitest';
import type { SampledColumn } from '../../contract/hides.ts';
import { findIdentifiers } from './identifiers.ts';

type Kind = SampledColumn['kind'];

function column(
  name: string,
  values: readonly string[],
  kind: Kind = 'categories',
  axis: SampledColumn['axis'] = 'cells',
) {
  return { axis, name, kind, values: [...values] };
}

function judged(...one: Parameters<typeof column>): string {
  const [finding] = findIdentifiers([column(...one)]);
  return finding === undefined ? 'nothing' : `${finding.why}, ${finding.certainty}`;
}

const people = ['Maria Okafor', 'Jonas Weber', 'Anna-Lena Müller', 'Giulia De Luca', 'Zhang Wei'];
const sentences = [
  'Patient was admitted with dyspnoea and fever after travel, treated with antibiotics at once.',
  'No known history of lung disease; smoker until 2009, lives with two children near the coast.',
];

describe('what is found by name, whatever is in it', () => {
  test.each<[string, string]>([
    ['PatientName', 'person-name, likely'],
    ['patient_name', 'person-name, likely'],
    ['first_name', 'person-name, likely'],
    ['surname', 'person-name, likely'],
    ['Nachname', 'person-name, likely'],
    ['Vorname', 'person-name, likely'],
    ['prénom', 'person-name, likely'],
    ['apellidos', 'person-name, likely'],
    ['cognome', 'person-name, likely'],
    ['achternaam', 'person-name, likely'],
    ['initials', 'person-name, possible'],
    ['nom', 'person-name, possible'],
    ['MRN', 'record-number, likely'],
    ['patient.mrn', 'record-number, likely'],
    ['medical_record_number', 'record-number, likely'],
    ['hospital_id', 'record-number, likely'],
    ['NHS_number', 'record-number, likely'],
    ['SSN', 'record-number, likely'],
    ['Fallnummer', 'record-number, likely'],
    ['Patientennummer', 'record-number, likely'],
    ['Versichertennummer', 'record-number, likely'],
    ['codice_fiscale', 'record-number, likely'],
    ['cpr', 'record-number, possible'],
    ['biopsy_no', 'record-number, possible'],
    ['DOB', 'birth-date, likely'],
    ['date_of_birth', 'birth-date, likely'],
    ['BirthDate', 'birth-date, likely'],
    ['Geburtsdatum', 'birth-date, likely'],
    ['geb_datum', 'birth-date, likely'],
    ['date de naissance', 'birth-date, likely'],
    ['fecha_nacimiento', 'birth-date, likely'],
    ['fødselsdato', 'birth-date, likely'],
    ['imię', 'person-name, likely'],
    ['birth_year', 'birth-date, possible'],
    ['Geburtsjahr', 'birth-date, possible'],
    ['email', 'contact, likely'],
    ['E-Mail', 'contact, likely'],
    ['phone_number', 'contact, likely'],
    ['Telefon', 'contact, likely'],
    ['home_address', 'address, likely'],
    ['zip_code', 'address, likely'],
    ['PLZ', 'address, likely'],
    ['Postleitzahl', 'address, likely'],
    ['Straße', 'address, likely'],
    ['Wohnort', 'address, likely'],
    ['code_postal', 'address, likely'],
    ['city', 'address, possible'],
    ['date_of_death', 'date, possible'],
    ['admission_date', 'date, possible'],
    ['Aufnahmedatum', 'date, possible'],
  ])('%s: %s', (name, expected) => {
    expect(judged(name, ['a', 'b'])).toBe(expected);
    expect(judged(name, [], 'whole numbers')).toBe(expected);
  });
});

describe('what is found by values, whatever it is called', () => {
  test.each<[string, readonly string[], string]>([
    ['sample', people, 'person-name, likely'],
    ['orig.ident', ['Okafor, Maria', 'Weber, Jonas', 'Müller, Anna'], 'person-name, likely'],
    ['operator', ['Dr. Jonas Weber', 'Prof. Maria von der Heide'], 'person-name, likely'],
    ['donor', people, 'person-name, likely'],
    ['group', ['control', 'maria.okafor@uni-example.org'], 'contact, likely'],
    ['sample', ['+49 6221 545 0', '+44 20 7946 0018'], 'contact, likely'],
    ['x', ['06221/5450123', '0711 68512345'], 'contact, likely'],
    ['x', ['123-45-6789', '987-65-4321'], 'record-number, likely'],
    ['sample', ['10023941', '10023942', 'A-1204412'], 'record-number, possible'],
    ['patient_id', ['10023941', '10023942'], 'record-number, likely'],
    ['donor', ['1204412.0', '1204413.0'], 'record-number, likely'],
    ['subject', ['1956-03-01', '1987-12-24'], 'birth-date, likely'],
    ['when', ['24.12.2019', '03.01.2020'], 'date, possible'],
    ['origin', ['12 Abbey Road, London', '221b Baker Street'], 'address, likely'],
    ['origin', ['Hauptstraße 12', 'Lindenweg 3, 69120 Heidelberg'], 'address, likely'],
    ['origin', ['12, rue des Lilas', '3 avenue Foch'], 'address, likely'],
    ['meta', sentences, 'free-text, likely'],
    ['notes', ['smoker, two packs a day', 'takes statins since long'], 'free-text, possible'],
    ['Bemerkung', ['kam zwei Tage später wieder', 'Probe war zu alt dafür'], 'free-text, possible'],
  ])('%s with %j: %s', (name, values, expected) => {
    expect(judged(name, values)).toBe(expected);
  });
});

describe('codes of a study are a milder remark', () => {
  test.each<[string, readonly string[]]>([
    ['donor_id', ['D01', 'D02', 'D03']],
    ['patient', ['P1', 'P2']],
    ['Donor', ['Donor A', 'Donor B']],
    ['individual', ['A', 'B', 'C']],
    ['subject_id', ['TSP1', 'TSP2', 'TSP14']],
    ['donor_id', ['1f0c5a9d-33e2-4b64-9a51-1f0c5a9d33e2', '2f0c5a9d-33e2-4b64-9a51-1f0c5a9d33e2']],
    ['Spender', ['S1', 'S2']],
    ['participant_id', ['GTEX-1HSMQ', 'GTEX-1I1GU']],
  ])('%s with %j', (name, values) => {
    expect(judged(name, values)).toBe('code, possible');
  });

  test('numbers of a study are codes too, those of a hospital are not', () => {
    expect(judged('patient_id', ['1', '2', '31'], 'whole numbers')).toBe('code, possible');
    expect(judged('patient_id', ['10023941', '10023942'], 'whole numbers')).toBe('record-number, likely');
  });
});

describe('usual columns are left alone', () => {
  const numbers = ['0.1', '2341', '17.25', '1204412', '993'];
  const cellTypes = [
    'CD4-positive, alpha-beta T cell',
    'effector memory CD8-positive, alpha-beta T cell, terminally differentiated',
    'Natural Killer',
    'Naive B',
    'Kupffer Cell',
    'Clara Cell',
    'Langerhans Cell',
    'Paneth Cells',
    'CD14+ Monocyte',
    'Dendritic',
  ];

  test.each<[string, readonly string[], Kind?]>([
    ['cell_type', cellTypes],
    ['author_cell_type', cellTypes],
    ['cell_type_name', cellTypes],
    ['bulk_labels', cellTypes],
    ['louvain', ['0', '1', '2']],
    ['leiden_res_0.5', ['0', '11', '2']],
    ['seurat_clusters', ['0', '1']],
    ['cluster_name', ['Excitatory L2/3', 'Inhibitory Vip', 'Oligo']],
    ['n_genes', numbers, 'whole numbers'],
    ['n_genes_by_counts', numbers, 'whole numbers'],
    ['total_counts', numbers, 'numbers'],
    ['pct_counts_mt', numbers, 'numbers'],
    ['nCount_RNA', numbers, 'numbers'],
    ['nFeature_RNA', numbers, 'whole numbers'],
    ['percent.mito', numbers, 'numbers'],
    ['S_score', numbers, 'numbers'],
    ['dpt_pseudotime', numbers, 'numbers'],
    ['doublet_score', numbers, 'numbers'],
    ['predicted_doublet', ['True', 'False'], 'truth'],
    ['is_primary_data', ['True'], 'truth'],
    ['phase', ['G1', 'S', 'G2M']],
    ['sample', ['lung_1', 'lung_2', 'HC1']],
    ['sample_id', ['S01', 'S02']],
    ['orig.ident', ['SeuratProject', 'pbmc3k']],
    ['batch', ['0', '1', '2']],
    ['batch', ['2019-01-02', '2019-02-14', '2020-03-05']],
    ['sequencing_date', ['2019-01-02', '2019-02-14']],
    ['processing date', ['02.01.2019', '14.02.2019']],
    ['library_id', ['SRR10023941', 'SRR10023942']],
    ['sample_accession', ['SAMN12345678', 'SAMN12345679']],
    ['geo', ['GSM1234567', 'GSM1234568']],
    ['cell_type_ontology_term_id', ['CL:0000236', 'CL:0000084']],
    ['tissue_ontology_term_id', ['UBERON:0002048', 'UBERON:0000178']],
    ['development_stage', ['42-year-old human stage', '8th decade human stage', 'adult']],
    ['self_reported_ethnicity', ['European', 'unknown', 'African American']],
    ['disease', ['normal', 'COVID-19', 'chronic obstructive pulmonary disease']],
    ['tissue', ['lung', 'blood', 'bone marrow']],
    ['sex', ['male', 'female']],
    ['age', ['34', '71', '55'], 'whole numbers'],
    ['organism', ['Homo sapiens', 'Mus musculus']],
    ['assay', ["10x 3' v3", 'Smart-seq2']],
    ['suspension_type', ['cell', 'nucleus']],
    ['observation_joinid', ['a1=8Fk2', 'Zk2*9s1']],
    ['barcode', ['AAACCTGAGAAACCAT-1', 'AAACCTGAGAAACCGC-1'], 'text'],
    ['case', ['case', 'control']],
    ['patient_group', ['healthy', 'severe']],
    ['donor_age', ['34', '71'], 'whole numbers'],
    ['donor_sex', ['male', 'female']],
    ['condition', ['stim', 'ctrl']],
    ['treatment', ['Vehicle', 'Dabrafenib + Trametinib']],
    ['strain', ['C57BL/6J', 'BALB/c']],
    ['plate', ['MAA000545.3_9_M', 'B000617']],
    ['timepoint', ['D0', 'D7', '24h']],
    ['region', ['Frontal Cortex', 'Substantia Nigra']],
    ['hospital', ['normal']],
    ['description', ['tumour centre', 'healthy margin']],
    ['empty', []],
  ])('%s with %j', (name, values, kind) => {
    expect(judged(name, values, kind ?? 'categories')).toBe('nothing');
  });
});

describe('names of cells', () => {
  test.each<[readonly string[], string]>([
    [['Maria_Okafor-AAACCTG-1', 'Jonas_Weber-AAACGGG-1', 'Jonas_Weber-AAACGGT-1'], 'person-name, likely'],
    [['a@example.org-AAAC', 'b@example.org-AAAG'], 'contact, likely'],
    [['10023941_AAACCTG-1', '10023942_AAACGGG-1'], 'record-number, possible'],
    [['AAACCTGAGAAACCAT-1', 'AAACCTGAGAAACCGC-1'], 'nothing'],
    [['lung_2_AAACCTGAG', 'Patient_3_AAAC'], 'nothing'],
    [['SRR10023941_AAACC', 'SRR10023942_AAACC'], 'nothing'],
    [['0', '1', '2'], 'nothing'],
  ])('%j: %s', (values, expected) => {
    expect(judged('', values, 'text')).toBe(expected);
  });

  test('are hidden by a name of their own', () => {
    const values = ['maria@example.org-1', 'jonas@example.org-2'];
    expect(findIdentifiers([column('', values, 'text')])[0]?.column).toBe('cell names');
  });
});

describe('of genes nothing is told but a person’s address', () => {
  test.each<[string, readonly string[], string]>([
    ['description', ['tumor protein p53 [Source:HGNC Symbol;Acc:HGNC:11998] and a good many words more'], 'nothing'],
    ['name', ['Maria Okafor', 'Jonas Weber'], 'nothing'],
    ['gene_ids', ['ENSG00000141510'], 'nothing'],
    ['curator', ['maria@example.org'], 'contact, likely'],
  ])('%s with %j: %s', (name, values, expected) => {
    expect(judged(name, values, 'text', 'genes')).toBe(expected);
  });
});

test('findings come in the order of the columns, one for each', () => {
  const found = findIdentifiers([
    column('mrn', ['10023941', '10023942']),
    column('louvain', ['0']),
    column('first_name', ['Maria', 'Jonas']),
  ]);
  expect(found.map(({ column: name }) => name)).toEqual(['mrn', 'first_name']);
});

test('any text at all is looked at within milliseconds', () => {
  const nasty = [`${'a'.repeat(199)}@`, 'A '.repeat(99), 'Ab-'.repeat(66), '0'.repeat(200), '1 a. '.repeat(40)];
  const began = performance.now();
  for (let round = 0; round < 40; round += 1)
    judged(
      'x',
      Array.from({ length: 40 }, (_, at) => nasty[at % 5] ?? ''),
    );
  expect(performance.now() - began).toBeLessThan(5000);
});
