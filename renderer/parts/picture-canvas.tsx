/** A canvas that is as large as its place and keeps up with it, with the screen's density and with light and dark. */
import { useEffect, useRef } from 'preact/hooks';
import { drawPicture } from '../dataset/draw-picture.ts';
import type { PictureData } from '../dataset/picture-data.ts';
import { readColours } from './picture-colours.ts';

/** Larger than any window: a page that asks for more than this is a mistake. */
const LARGEST_SIDE = 4096;

export function PictureCanvas({ data, label }: { data: PictureData; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const target = canvas.current;
    if (target === null) return undefined;
    const redraw = () => draw(target, data);
    redraw();
    const sized = new ResizeObserver(redraw);
    sized.observe(target);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', redraw);
    const themed = new MutationObserver(redraw);
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      sized.disconnect();
      themed.disconnect();
      dark.removeEventListener('change', redraw);
    };
  }, [data]);
  return <canvas ref={canvas} role="img" aria-label={label} />;
}

function draw(canvas: HTMLCanvasElement, data: PictureData): void {
  const density = window.devicePixelRatio || 1;
  const { width: across, height: down } = canvas.getBoundingClientRect();
  const width = Math.min(Math.round(across * density), LARGEST_SIDE);
  const height = Math.min(Math.round(down * density), LARGEST_SIDE);
  const context = canvas.getContext('2d');
  if (context === null || width === 0 || height === 0) return;
  canvas.width = width;
  canvas.height = height;
  const image = context.createImageData(width, height);
  drawPicture(new Uint32Array(image.data.buffer), { width, height }, data, readColours(), density);
  context.putImageData(image, 0, 0);
}
