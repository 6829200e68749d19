import { describe, expect, test } from 'vitest';
import { readHostEvent, startDeadlineMs } from './host-protocol.ts';

describe('readHostEvent', () => {
  test.each([
    ['{"event":"imported","seconds":1.9}', 'imported'],
    ['{"event":"loading"}', 'loading'],
    ['{"event":"listening","port":40321,"cells":700,"genes":765}', 'listening'],
    ['{"event":"failed","code":"dataset-empty","values":{"name":"a.h5ad","cells":0,"genes":3},"detail":"x"}', 'failed'],
    ['{"event":"failed","code":"internal"}', 'failed'],
    ['', undefined],
    ['a library greets you', undefined],
    ['{"event":"listening","port":0,"cells":700,"genes":765}', undefined],
    ['{"event":"listening","port":"40321","cells":700,"genes":765}', undefined],
    ['{"event":"failed","code":"no-such-code"}', undefined],
    ['{"event":"constructor"}', undefined],
    ['null', undefined],
  ])('%s → %s', (line, event) => {
    expect(readHostEvent(line)?.event).toBe(event);
  });
});

describe('startDeadlineMs', () => {
  test.each([
    [0, 120_000],
    [80e6, 124_800],
    [2e9, 240_000],
    [50e9, 3_120_000],
  ])('%d bytes → %d ms', (bytes, ms) => {
    expect(startDeadlineMs(bytes)).toBe(ms);
  });
});
