/** Draws `growth.json` as one picture of four panels, readable on light and dark pages: `node bench/plot.ts [growth.json] [out.svg]`. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { growthSchema, type Growth, type GrowthPoint, type Pair } from './growth-figures.ts';

interface Panel {
  readonly title: string;
  readonly of: (point: GrowthPoint) => Pair;
  readonly label: (value: number) => string;
}

const WIDTH = 860;
const HEIGHT = 624;
const PANEL = { width: 400, height: 270 } as const;
/** Of the axes inside a panel. */
const MARGIN = { left: 56, right: 62, top: 40, bottom: 34 } as const;
const TOP = 58;

const style = `
  text { font: 12px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; fill: #3a4149; }
  .title { font-size: 14px; font-weight: 600; fill: #1c2126; }
  .paper { fill: #ffffff; }
  .grid { stroke: #e1e5e9; }
  .ours { --colour: #0b6e63; } .launch { --colour: #b4471f; }
  .ours path, .launch path { stroke: var(--colour); fill: none; stroke-width: 2.5; }
  .launch path { stroke-dasharray: 7 4; }
  .ours circle, .launch rect { fill: var(--colour); }
  .ours text, .launch text { fill: var(--colour); font-weight: 600; }
  @media (prefers-color-scheme: dark) {
    text { fill: #b9c1c9; }
    .title { fill: #eef1f4; }
    .paper { fill: #14181c; }
    .grid { stroke: #2c333a; }
    .ours { --colour: #4fd1bf; } .launch { --colour: #ff9a6b; }
  }
`;

const panels: readonly Panel[] = [
  { title: 'Differential expression, warm', of: ({ compareMs }) => compareMs, label: duration },
  { title: 'A gene never asked before', of: ({ geneMs }) => geneMs, label: duration },
  { title: 'Memory held for itself', of: ({ memoryBytes }) => memoryBytes, label: size },
  { title: 'Click to live, the second time', of: ({ clickMs }) => clickMs, label: duration },
];

const folder = join(import.meta.dirname, '..', 'docs', 'images');
const [from = join(import.meta.dirname, 'growth.json'), to = join(folder, 'growth.svg')] = process.argv.slice(2);
const growth = growthSchema.parse(JSON.parse(await readFile(from, 'utf8')));
await mkdir(dirname(to), { recursive: true });
await writeFile(to, draw(growth));

function draw({ peer, points }: Growth): string {
  const drawn = panels.map((panel, index) => {
    const x = 20 + (index % 2) * (PANEL.width + 20);
    const y = TOP + Math.floor(index / 2) * (PANEL.height + 20);
    return `<g transform="translate(${x} ${y})">${drawPanel(panel, points)}</g>`;
  });
  const told = panels.map(({ title, of, label }) => {
    const values = points.map(
      (point) => `${cells(point)} cells ${label(of(point).ours)} against ${label(of(point).launch)}`,
    );
    return `${title}: ${values.join(', ')}.`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title told">
<title id="title">How Annotate Share and ${escaped(peer)} grow with the number of cells</title>
<desc id="told">${escaped(told.join(' '))}</desc>
<style>${style}</style>
<rect class="paper" width="${WIDTH}" height="${HEIGHT}" rx="8"/>
${legend(peer)}
${drawn.join('\n')}
</svg>
`;
}

function legend(peer: string): string {
  return `<g class="ours"><path d="M28 32h34"/><circle cx="45" cy="32" r="4.5"/><text x="72" y="36">Annotate Share</text></g>
<g class="launch"><path d="M200 32h34"/><rect x="213" y="28" width="8" height="8"/><text x="244" y="36">${escaped(peer)}</text></g>
<text x="${WIDTH - 24}" y="36" text-anchor="end">less is better; each step up is ten times as much</text>`;
}

function drawPanel({ title, of, label }: Panel, points: readonly GrowthPoint[]): string {
  const all = points.flatMap((point) => [of(point).ours, of(point).launch]);
  const low = 10 ** Math.floor(Math.log10(Math.min(...all)));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...all)));
  const right = PANEL.width - MARGIN.right;
  const bottom = PANEL.height - MARGIN.bottom;
  const most = Math.max(...points.map((point) => point.cells));
  const x = (count: number) => MARGIN.left + (count / most) * (right - MARGIN.left);
  const y = (value: number) => bottom - (Math.log10(value / low) / Math.log10(high / low)) * (bottom - MARGIN.top);
  const steps = Array.from({ length: Math.round(Math.log10(high / low)) + 1 }, (_, step) => low * 10 ** step);
  const grid = steps.map(
    (value) =>
      `<path class="grid" d="M${MARGIN.left} ${at(y(value))}H${right}"/>` +
      `<text x="${MARGIN.left - 8}" y="${at(y(value) + 4)}" text-anchor="end">${label(value)}</text>`,
  );
  const ticks = points.map(
    (point, index) =>
      `<text x="${at(x(point.cells))}" y="${bottom + 20}" text-anchor="middle">` +
      `${cells(point)}${index === points.length - 1 ? ' cells' : ''}</text>`,
  );
  const line = (which: keyof Pair) => {
    const dots = points.map((point) => ({ x: x(point.cells), y: y(of(point)[which]) }));
    const last = points.at(-1);
    const end = dots.at(-1);
    if (last === undefined || end === undefined) return '';
    const marks = dots.map((dot) =>
      which === 'ours'
        ? `<circle cx="${at(dot.x)}" cy="${at(dot.y)}" r="4.5"/>`
        : `<rect x="${at(dot.x - 4)}" y="${at(dot.y - 4)}" width="8" height="8"/>`,
    );
    const path = dots.map((dot, index) => `${index === 0 ? 'M' : 'L'}${at(dot.x)} ${at(dot.y)}`).join('');
    return `<g class="${which}"><path d="${path}"/>${marks.join('')}<text x="${at(end.x + 10)}" y="${at(end.y + 4)}">${label(of(last)[which])}</text></g>`;
  };
  return `<text class="title" x="${MARGIN.left}" y="20">${title}</text>
${grid.join('')}${ticks.join('')}
${line('launch')}${line('ours')}`;
}

function at(position: number): string {
  return position.toFixed(1);
}

function cells({ cells: count }: GrowthPoint): string {
  return count >= 1000 ? `${Math.round(count / 1000)} k` : String(count);
}

function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Number(milliseconds.toPrecision(2))} ms`;
  return `${Number((milliseconds / 1000).toPrecision(2))} s`;
}

function size(bytes: number): string {
  return bytes < 1e9 ? `${Number((bytes / 1e6).toPrecision(3))} MB` : `${Number((bytes / 1e9).toPrecision(2))} GB`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
