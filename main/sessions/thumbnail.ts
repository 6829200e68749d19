/** The small picture of a dataset that was shared before: the gallery's, made when its owner looks at the list. */
import type { Thumbnail } from '../../contract/control.ts';
import type { RememberedDataset } from '../store/datasets.ts';
import type { GalleryPictures } from './gallery-pictures.ts';

interface ThumbnailParts {
  readonly datasets: { find(path: string): Pick<RememberedDataset, 'hides'> | null };
  readonly pictures: Pick<GalleryPictures, 'refresh' | 'of' | 'png'>;
}

/** Without a picture where the file is gone, has no embedding that can be drawn, or was never shared. */
export async function thumbnailOf({ datasets, pictures }: ThumbnailParts, path: string): Promise<Thumbnail> {
  const hides = datasets.find(path)?.hides;
  if (hides === undefined) return { png: null, sentence: null };
  await pictures.refresh(path, hides);
  const png = await pictures.png(path, hides);
  return { png: png?.toString('base64') ?? null, sentence: pictures.of(path, hides)?.sentence ?? null };
}
