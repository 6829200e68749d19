/** Prints a Procfile for platforms like Heroku, which give a port, end TLS themselves and keep settings in the environment. */
import { comment, startArguments, type HostingPlan } from './plan.ts';
import { forShell } from './quote.ts';

/** The platform gives the dataset and the port as `DATASET` and `PORT`, and the password as a setting of yours. */
export function procfile(plan: HostingPlan): string {
  const { dataset, home } = plan;
  const own = ['--bind', '0.0.0.0'];
  const [verb, ...rest] = startArguments(
    { ...plan, home: home ?? '.annotate-share', passwordFile: null, dataset },
    own,
  );
  const words = [...(dataset === null ? ['share', ...rest] : [verb ?? 'share', ...rest])].map((word) => forShell(word));
  const program = ['node_modules/.bin/node', 'main/cli/main.ts', ...words].join(' ');
  const passwordFile = '"${TMPDIR:-/tmp}/annotate-share-password"';
  return `${comment(
    'For platforms like Heroku. Save it as Procfile beside package.json, with your dataset in the same folder, and set:',
    '  DATASET=lung.h5ad   what is shared, unless it stands below',
    '  SHARE_PASSWORD=…    the password of the link, eight characters or more',
    'PORT is set by the platform, whose router ends TLS and is the only one to reach this port.',
    'Disks of such platforms are emptied at each restart, annotations with them: use it to show data, or export often.',
  )}
web: umask 077 && printf '%s\\n' "$SHARE_PASSWORD" > ${passwordFile} && unset SHARE_PASSWORD && exec ${program} --password-file ${passwordFile}
`;
}
