/** The arrows of docs/architecture.md, enforced. A folder may import what its list names, its own files and packages; nothing else. */
const inside = (names) => names.map((name) => `^${name}(/|\\.ts$)`).join('|');
const only = (folder, allowed) => ({
  name: `${folder.replaceAll('/', '-')}-imports-only-what-it-may`,
  severity: 'error',
  from: { path: `^${folder}(/|\\.ts$)` },
  to: { path: '^(contract|main|preload|renderer|e2e|bench|scripts)/', pathNot: inside([folder, ...allowed]) },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('contract', []),
    only('main/store', ['contract']),
    only('main/annotate', ['contract', 'main/store']),
    only('main/datasets', ['contract', 'main/store']),
    only('main/proxy', ['contract', 'main/store', 'main/thread-program']),
    only('main/access', ['contract', 'main/store', 'main/thread-program']),
    only('main/tunnel', ['contract', 'main/store']),
    only('main/certificates', ['contract', 'main/store']),
    only('main/sessions', [
      'contract',
      'main/store',
      'main/annotate',
      'main/datasets',
      'main/proxy',
      'main/access',
      'main/tunnel',
    ]),
    only('main/control', ['contract', 'main/store', 'main/sessions']),
    only('main/cli', [
      'contract',
      'main/service',
      'main/without-service',
      'main/find-services',
      'main/members',
      'main/resources',
      'main/control/client',
    ]),
    only('main/desktop', ['contract', 'main/control/client', 'main/store/home']),
    only('preload', ['contract']),
    only('renderer', ['contract']),
    {
      name: 'electron-only-in-its-folder',
      severity: 'error',
      from: { pathNot: '^(main/desktop|preload|e2e|scripts)/' },
      to: { path: '(^|node_modules/)electron(-store)?(/|$)' },
    },
    {
      name: 'contract-imports-zod-only',
      severity: 'error',
      from: { path: '^contract/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^contract/|node_modules/zod' },
    },
    {
      name: 'sources-do-not-import-tests',
      severity: 'error',
      from: { pathNot: '\\.test\\.tsx?$' },
      to: { path: '\\.test\\.tsx?$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
