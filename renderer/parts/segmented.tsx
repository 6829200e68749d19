/** A choice of few, all in sight: radio buttons in one outline. */
import { useId } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

export interface Segment<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly icon?: IconName;
}

interface SegmentedProps<T extends string> {
  readonly legend: string;
  readonly segments: readonly Segment<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

export function Segmented<T extends string>({ legend, segments, value, onChange }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset>
      <legend class="sr">{legend}</legend>
      <div class="seg">
        {segments.map((segment) => (
          <label key={segment.value} class={segment.value === value ? 'on' : undefined}>
            <input
              type="radio"
              name={name}
              checked={segment.value === value}
              data-first={segment.value === value}
              onChange={() => onChange(segment.value)}
            />
            {segment.icon !== undefined && <Icon name={segment.icon} />} {segment.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
