/** What a session knows of a dataset once its file has been looked at: its lasting name and address, its people, what is kept for it. */
import type { Door } from '../proxy/ports.ts';
import type { RememberedDataset } from '../store/datasets.ts';
import { DatasetRecord } from './dataset-record.ts';
import { People } from './people.ts';
import { SavedAnnotations } from './saved-annotations.ts';
import type { SessionParts } from './session-parts.ts';
import type { SessionSettings } from './session-settings.ts';
import type { SharedFile } from './shared-file.ts';

export interface OpenedDataset {
  readonly dataset: RememberedDataset;
  readonly password: string;
  readonly gatekeeper: Door['gatekeeper'];
  readonly people: People;
  readonly record: DatasetRecord;
  readonly saved: SavedAnnotations;
  readonly annotationsRoot: string;
}

/** Gives a file its lasting name and address; one that was shared before has them already. */
export function rememberFile(
  parts: Pick<SessionParts, 'datasets' | 'titleOf' | 'slugOf'>,
  { path, fileName, sizeBytes }: Pick<SharedFile, 'path' | 'fileName' | 'sizeBytes'>,
  asked: { readonly title: string | undefined; readonly fingerprint: string | null },
): RememberedDataset {
  const title = asked.title ?? parts.datasets.find(path)?.title ?? parts.titleOf(fileName);
  return parts.datasets.remember({ path, sizeBytes: sizeBytes ?? 0, title, fingerprint: asked.fingerprint }, (taken) =>
    parts.slugOf(title, taken),
  );
}

/** @param settings the session's, as they are at the moment */
export function openDataset(
  parts: SessionParts,
  dataset: RememberedDataset,
  settings: () => Pick<SessionSettings, 'generalRole' | 'generalOpen'>,
): OpenedDataset {
  const password = parts.passwordFor(dataset);
  const annotationsRoot = parts.annotationsFolder(dataset.id);
  return {
    dataset,
    password,
    annotationsRoot,
    saved: new SavedAnnotations(annotationsRoot),
    people: new People(parts.signIns, parts.invites, dataset.id, parts.institute),
    record: new DatasetRecord(parts, dataset.id),
    gatekeeper: parts.gatekeeper({
      datasetId: dataset.id,
      password,
      role: () => settings().generalRole,
      open: () => settings().generalOpen,
    }),
  };
}
