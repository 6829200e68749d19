/** A dataset's embedding as a small picture; an empty frame until there is one, and where there is none. */
import { useEffect, useState } from 'preact/hooks';
import type { Thumbnail as Picture } from '../../contract/control.ts';
import { useApp } from '../app-context.ts';

export function Thumbnail({ path }: { path: string }) {
  const { client } = useApp();
  const [picture, setPicture] = useState<Picture | null>(null);
  useEffect(() => {
    let current = true;
    client.thumbnail(path).then(
      (found) => current && setPicture(found),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [path]);
  return (
    <span class="thumbnail">
      {picture?.png != null && <img src={`data:image/png;base64,${picture.png}`} alt={picture.sentence ?? ''} />}
    </span>
  );
}
