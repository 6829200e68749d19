/** From command to page loadable: ours against `cellxgene launch`, the same file, in turns. */
import { firstShare } from './first-share.ts';
import { report } from './median.ts';
import { prepareGround } from './peers.ts';

const RUNS = 7;

const { ours, theirs } = await firstShare(await prepareGround(process.argv[2]), RUNS);
report('Command to page loadable', ours, 'cellxgene launch', theirs, 1);
