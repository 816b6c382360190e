/** The rules of docs/architecture.md that a compiler cannot hold: who may import whom, and how code reads. */
import boundaries from 'eslint-plugin-boundaries';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const elements = [
  ['contract', 'preload/contract'],
  ['preload', 'preload'],
  ['core', 'main/engine/core'],
  ['native', 'main/engine/native'],
  ['dsp', 'main/engine/dsp'],
  ['audio', 'main/engine/audio'],
  ['annotation', 'main/engine/annotation'],
  ['runtime', 'main/engine/runtime'],
  ['model', 'main/engine/(asr|tts|codec|lm)'],
  ['store', 'main/store'],
  ['services', 'main/services'],
  ['hosts', 'main/hosts'],
  ['cli', 'main/cli'],
  ['app', 'main/app'],
  ['rendererApp', 'renderer/app'],
  ['feature', 'renderer/features/*'],
  ['pageKernels', 'renderer/kernels'],
  ['client', 'renderer/client'],
  ['state', 'renderer/state'],
  ['shared', 'renderer/shared'],
  ['page', 'renderer'],
  ['scripts', 'scripts'],
  ['tests', 'tests'],
].map(([type, pattern]) => (pattern.endsWith('*') ? { type, pattern, capture: ['name'] } : { type, pattern }));

const engine = ['core', 'native', 'dsp', 'audio', 'annotation', 'runtime', 'model'];
const renderer = ['rendererApp', 'feature', 'pageKernels', 'client', 'state', 'shared', 'page'];
const main = [...engine, 'store', 'services', 'hosts', 'cli', 'app'];

const from = (...types) => ({ element: { types: { anyOf: types } } });
const to = (...types) => ({ to: { element: { types: { anyOf: types } } } });
const fromAny = (types, disallow) => ({ from: from(...types), disallow });
const packages = (...source) => ({ to: { module: { origin: 'external', source } } });
const nodeModules = { to: { module: { origin: 'core' } } };

/** type: what it may import beside itself. */
const allowed = {
  contract: [],
  preload: ['contract'],
  core: [],
  native: ['core'],
  dsp: ['native', 'core'],
  audio: ['core'],
  annotation: ['audio', 'core'],
  runtime: ['core'],
  model: ['dsp', 'core'],
  store: engine,
  services: ['store', ...engine, 'contract'],
  hosts: ['services', ...engine, 'contract'],
  cli: ['services', 'store', ...engine, 'contract'],
  app: ['services', 'hosts', 'contract'],
  shared: ['state', 'contract'], // controls that run commands; import-x/no-cycle keeps the two apart
  state: ['shared', 'contract'],
  client: ['state', 'shared', 'contract'],
  pageKernels: ['native', 'dsp', 'core'], // the renderer's one door to the engine: docs/adr/0007
  feature: ['client', 'pageKernels', 'state', 'shared', 'contract'],
  rendererApp: ['feature', 'client', 'state', 'shared', 'contract'],
  page: ['rendererApp', 'feature', 'client', 'state', 'shared', 'contract'],
  scripts: [...main, 'contract'],
  tests: [...main, ...renderer, 'contract', 'preload', 'scripts'],
};

/** Features meet through commands and state: a feature may import itself only. */
const ownFeature = {
  from: { element: { type: 'feature' } },
  allow: { to: { element: { type: 'feature', captured: { name: '{{ from.element.captured.name }}' } } } },
};

const policies = [
  ...Object.entries(allowed).map(([type, others]) => ({
    from: from(type),
    allow: to(...(type === 'feature' ? others : [type, ...others])),
  })),
  ownFeature,
  { from: from(...elements.map((e) => e.type)), allow: { to: { module: { origin: ['external', 'core'] } } } },
  fromAny(
    [...engine, 'store', 'services', 'hosts', 'cli', 'contract', ...renderer],
    packages('electron', 'electron/*'),
  ),
  fromAny([...engine.filter((t) => t !== 'native'), 'contract', ...renderer], nodeModules), // native/ finds its files
  fromAny([...main, 'contract', 'preload'], packages('react', 'react-dom', 'react-dom/*', 'react-aria-components')),
  fromAny([...main.filter((t) => t !== 'store'), ...renderer, 'preload', 'contract'], packages('better-sqlite3')),
  fromAny([...main.filter((t) => t !== 'runtime'), ...renderer, 'preload', 'contract'], packages('onnxruntime-node')),
];

export default tseslint.config(
  {
    ignores: [
      'out/**',
      'node_modules/**',
      'resources/**',
      '.cache/**',
      'scripts/runtime/defaultApp/**',
      '**/*.{js,mjs,cjs}',
      '!eslint.config.js', // what holds the others to the rules is held to them
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { boundaries, 'import-x': importX },
    settings: {
      'import/resolver': { typescript: { project: './tsconfig.json' } },
      'boundaries/elements': elements,
    },
    rules: {
      'boundaries/dependencies': ['error', { default: 'disallow', checkAllOrigins: true, policies }],
      'import-x/no-cycle': ['error', { maxDepth: 12 }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off', // typed-array hot loops: the bound is the loop's
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unnecessary-type-parameters': 'off', // RPC signatures tie input and output by name
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      '@typescript-eslint/unbound-method': 'off', // zustand stores and attach…() results are closures: no `this` in them
    },
  },
  {
    files: ['tests/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off', // expect.any and JSON goldens
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  { files: ['eslint.config.js'], ...tseslint.configs.disableTypeChecked },
);
