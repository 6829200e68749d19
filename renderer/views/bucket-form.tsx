/** How a bucket in S3 is asked for, where what was tried did not open it. */
import { useId, useState } from 'preact/hooks';
import type { Bucket } from '../../contract/buckets.ts';
import { useApp } from '../app-context.ts';
import { fieldsOf, wishOf } from '../dataset/bucket-wish.ts';
import { reasonOf } from '../parts/refusal-text.ts';
import { Refused } from '../service/control-client.ts';
import { texts } from '../texts/texts.ts';

export function BucketForm({ bucket, onKept }: { bucket: Bucket; onKept: () => void }) {
  const { client } = useApp();
  const [fields, setFields] = useState(fieldsOf(bucket.settings));
  const [refusal, setRefusal] = useState<string | null>(null);
  const id = useId();
  if (bucket.fixed) return <p class="caption grow">{texts.bucket.fixed}</p>;
  const submit = async (event: Event) => {
    event.preventDefault();
    const wish = wishOf(fields);
    if (wish === null) {
      setRefusal(texts.bucket.wrong);
      return;
    }
    try {
      await client.changeBucket(bucket.name, wish);
      onKept();
    } catch (error) {
      setRefusal(
        texts.bucket.notKept({ reason: reasonOf({ failure: error instanceof Refused ? error.failure : null }) }),
      );
    }
  };
  const field = (name: 'endpoint' | 'region' | 'profile', hint?: string) => (
    <div class="field">
      <label for={`${id}-${name}`}>{texts.bucket[name]}</label>
      <input
        id={`${id}-${name}`}
        class="text"
        type="text"
        value={fields[name]}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        disabled={name === 'profile' && fields.anonymous}
        aria-describedby={hint === undefined ? undefined : `${id}-${name}-hint`}
        onInput={(event) => {
          setRefusal(null);
          setFields({ ...fields, [name]: event.currentTarget.value });
        }}
      />
      {hint !== undefined && (
        <p id={`${id}-${name}-hint`} class="caption">
          {hint}
        </p>
      )}
    </div>
  );
  return (
    <form class="bucket grow" onSubmit={(event) => void submit(event)} noValidate aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{texts.bucket.title(bucket)}</h2>
      <p class="small muted">{texts.bucket.intro}</p>
      {field('endpoint', texts.bucket.endpointHint)}
      {field('region')}
      {field('profile')}
      <label class="row small">
        <input
          class="tick"
          type="checkbox"
          checked={fields.anonymous}
          onChange={(event) => setFields({ ...fields, anonymous: event.currentTarget.checked })}
        />
        {texts.bucket.anonymous}
      </label>
      {refusal !== null && (
        <p class="small refusal" role="alert">
          {refusal}
        </p>
      )}
      <button class="btn main">{texts.bucket.save}</button>
    </form>
  );
}
