import { expect, test } from 'vitest';
import type { DesktopPlace } from '../../contract/desktop-bridge.ts';
import { PlaceQueue } from './place-queue.ts';

const share = (dataset: string): DesktopPlace => ({ to: 'share', dataset });

function queue() {
  const sent: DesktopPlace[] = [];
  return { sent, places: new PlaceQueue((place) => sent.push(place)) };
}

test('a page that listens is told at once', () => {
  const { sent, places } = queue();
  places.pageListens();
  places.go(share('/a.h5ad'));
  places.go(share('/b.h5ad'));
  expect(sent).toEqual([share('/a.h5ad'), share('/b.h5ad')]);
});

test('before that, the last wish waits, and is told once', () => {
  const { sent, places } = queue();
  places.go(share('/a.h5ad'));
  places.go(share('/b.h5ad'));
  expect(sent).toEqual([]);
  places.pageListens();
  places.pageListens();
  expect(sent).toEqual([share('/b.h5ad')]);
});

test('a wish made while the page is loaded anew waits for the new page', () => {
  const { sent, places } = queue();
  places.pageListens();
  places.pageLeft();
  places.go(share('/a.h5ad'));
  expect(sent).toEqual([]);
  places.pageListens();
  expect(sent).toEqual([share('/a.h5ad')]);
});

test('leaving twice does not lose a wish', () => {
  const { sent, places } = queue();
  places.go(share('/a.h5ad'));
  places.pageLeft();
  places.pageListens();
  expect(sent).toEqual([share('/a.h5ad')]);
});
