/** The English sentences for mending a copy. */
import type { Fix, MendingStep } from '../../contract/mendings.ts';
import { describeDeed } from '../../contract/mending-words.ts';

const offers: Record<Fix, string> = {
  convert: 'Make an .h5ad file out of it',
  'make-names-unique': 'Make names unique in a copy',
  'convert-matrix': 'Write a copy with 32 bit numbers',
  'drop-broken': 'Leave out in a copy what Annotate cannot read',
  'compute-embedding': 'Compute an embedding in a copy',
};

const steps: Record<MendingStep, string> = {
  waiting: 'Waiting for another copy',
  'setting-up': 'Setting up Annotate',
  'setting-up-embeddings': 'Setting up scanpy for embeddings, about 200 MB, only this once',
  reading: 'Reading the file',
  copying: 'Copying',
  converting: 'Converting',
  normalising: 'Normalising',
  'choosing-genes': 'Choosing genes',
  components: 'Computing principal components',
  neighbours: 'Finding neighbours',
  layout: 'Laying cells out (UMAP)',
  placing: 'Placing the other cells',
  checking: 'Checking the copy',
};

export const enMending = {
  mending: {
    offer: (fix: Fix) => offers[fix],
    /** Several at once, with a count of two or more. */
    offerAll: ({ count }: { count: number }) => (count === 2 ? 'Do both in one copy' : `Do all ${count} in one copy`),
    untouched: 'The file itself stays as it is.',
    installs: 'An embedding needs scanpy, about 200 MB, which is downloaded once.',
    /** `detail` in the words of the service: what is being fetched. */
    step: ({ step, detail }: { step: MendingStep; detail: string | null }) =>
      detail === null ? steps[step] : `${steps[step]}: ${detail}`,
    secondsLeft: ({ time }: { time: string }) => `about ${time} left`,
    progress: 'Progress of the copy',
    cancel: 'Cancel',
    done: 'The copy is ready.',
    did: describeDeed,
    share: 'Share the copy',
    shareLabel: ({ name }: { name: string }) => `Share the copy ${name}`,
    look: 'Look at the copy',
    failed: 'The copy could not be made.',
    prepared: 'Mended copies',
    preparedFrom: ({ source }: { source: string }) => `From ${source}. It lies on this computer until you remove it.`,
    remove: ({ name }: { name: string }) => `Remove ${name}…`,
    removeShort: 'Remove…',
    removeTitle: ({ name }: { name: string }) => `Remove ${name}?`,
    removeText:
      'The copy is deleted from the disk, not put into the bin. The file that it was made of stays as it is, and so do annotations.',
    removeConfirm: 'Remove the copy',
    removeKeep: 'Keep it',
    reveal: ({ name }: { name: string }) => `Show in folder: ${name}`,
    revealShort: 'Show in folder',
    notRemoved: ({ reason }: { reason: string }) => `Not removed. ${reason}`,
  },
};
