/** What the session uses, at the foot: numbers in fixed places with the curve of the last minutes. */
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import {
  memoryPressure,
  processorPressure,
  processorShare,
  queuePressure,
  type Pressure,
} from '../session/gauge-state.ts';
import { curve, sentPerSample } from '../session/usage-history.ts';
import { format, texts } from '../texts/texts.ts';

const WIDTH = 120;
const HEIGHT = 12;

export function Gauges({ session }: { session: Session }) {
  const { state } = useApp();
  const samples = state.usage[session.id] ?? [];
  const { memoryBytes, cpu, queue, computing, refused, bytesSent, cacheHitRate, cacheBytes, memoryShort } =
    session.resources;
  const left = state.snapshot?.computer;
  const share = processorShare(cpu, left?.cores);
  const memory = memoryPressure(left, memoryShort);
  const t = texts.gauges;
  const unknown = texts.common.unknown;
  return (
    <section class="gauges" aria-label={t.heading}>
      <Gauge
        name={t.memory}
        value={memoryBytes === null ? unknown : format.bytes(memoryBytes)}
        pressure={memory}
        hint={memoryShort ? t.hints.memoryShort : t.hints.memory}
        says={
          memory === 'amber'
            ? t.memoryAmber({ short: memoryShort })
            : left?.memoryFree == null
              ? t.memorySays
              : t.memoryFree({ free: format.bytes(left.memoryFree) })
        }
        path={curve(
          samples.map((sample) => sample.memoryBytes),
          1e9,
          WIDTH,
          HEIGHT,
        )}
      />
      <Gauge
        name={t.processor}
        value={cpu === null ? unknown : format.percent(share ?? cpu)}
        pressure={processorPressure(share)}
        hint={t.hints.processor}
        says={
          left === undefined || cpu === null
            ? t.processorSays
            : processorPressure(share) === 'amber'
              ? t.processorAmber
              : t.processorCores({ busy: format.count(cpu), cores: left.cores })
        }
        path={curve(
          samples.map((sample) => sample.cpu),
          1,
          WIDTH,
          HEIGHT,
        )}
      />
      <Gauge
        name={t.queue}
        value={format.count(queue)}
        pressure={queuePressure(session.resources)}
        hint={memoryShort ? t.hints.memoryShort : t.hints.queue}
        says={t.queueSays({ waiting: queue, computing, refused })}
        path={curve(
          samples.map((sample) => sample.queue),
          4,
          WIDTH,
          HEIGHT,
        )}
      />
      <Gauge
        name={t.sent}
        value={format.bytes(bytesSent)}
        says={t.sentSays}
        path={curve(sentPerSample(samples), 1e6, WIDTH, HEIGHT)}
      />
      <Gauge
        name={t.cache}
        value={format.bytes(cacheBytes)}
        says={cacheHitRate === null ? t.cacheUnused : t.cacheSays({ share: format.percent(cacheHitRate) })}
        path={curve(
          samples.map((sample) => sample.cacheBytes),
          1e6,
          WIDTH,
          HEIGHT,
        )}
      />
    </section>
  );
}

interface GaugeProps {
  readonly name: string;
  readonly value: string;
  readonly says: string;
  readonly pressure?: Pressure;
  /** What is held back, while it is amber. */
  readonly hint?: string;
  readonly path: string;
}

function Gauge({ name, value, says, pressure = 'calm', hint, path }: GaugeProps) {
  return (
    <div class={`gauge ${pressure}`} title={pressure === 'amber' ? hint : undefined}>
      <p class="reading">
        <span class="caption">{name}</span> <span class="value small">{value}</span>
      </p>
      <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <path d={path} vector-effect="non-scaling-stroke" />
      </svg>
      <p class="caption says">{says}</p>
      {pressure === 'amber' && hint !== undefined && <p class="sr">{hint}</p>}
    </div>
  );
}
