import type { GlobFault } from '../../src/core/glob.js';
import type { Fault } from '../../src/core/problem.js';
import { ENTRY_PATH } from '../builders/entry.js';

type Faults = {
  readonly [K in Fault['kind']]: readonly Extract<Fault, { kind: K }>[];
};

const GLOBS: { readonly [F in GlobFault]: string } = {
  empty: '',
  'too-long': `${'services/'.repeat(30)}**`,
  backslash: 'services\\pricing',
  class: 'services/[ab]/**',
  extglob: 'services/!(pricing)/**',
  'regular-expression': '^docs/.*\\.md$',
  brace: 'services/{a,b',
  'too-many-alternatives': '{a,b}{c,d}{e,f}{g,h}{i,j}{k,l}{m,n}',
  'outside-repository': '../other/**',
  'double-negation': '!!services/**',
};

/** Every fault a file can have, as the parsers report it. */
export const FAULTS: Faults = {
  'not-text': [{ kind: 'not-text' }],
  'not-a-file': [{ kind: 'not-a-file' }],
  'too-large': [
    { kind: 'too-large', bytes: 81_920, limit: 65_536 },
    { kind: 'too-large', bytes: 900, limit: 512 },
  ],
  'too-deep': [{ kind: 'too-deep', depth: 400, limit: 32 }],
  'too-many-aliases': [{ kind: 'too-many-aliases', limit: 200 }],
  syntax: [{ kind: 'syntax', detail: 'a flow map is not closed' }],
  'unquoted-at': [{ kind: 'unquoted-at', value: '@octocat' }],
  'unclosed-front-matter': [{ kind: 'unclosed-front-matter' }],
  empty: [{ kind: 'empty' }],
  'duplicate-key': [{ kind: 'duplicate-key', key: 'status' }],
  'unknown-key': [
    { kind: 'unknown-key', key: 'pilot', suggestion: 'pilots', known: ['pilots', 'slis'] },
    { kind: 'unknown-key', key: 'x', suggestion: null, known: ['pilots', 'slis', 'workflows'] },
  ],
  'missing-key': [{ kind: 'missing-key', key: 'workflows' }],
  'wrong-type': [{ kind: 'wrong-type', key: 'paths', wanted: 'a list of globs', got: 'a number' }],
  'bad-value': [
    {
      kind: 'bad-value',
      key: 'enforcement',
      value: 'blok',
      wanted: 'block or advise',
      suggestion: 'block',
    },
    { kind: 'bad-value', key: 'day', value: '40', wanted: 'a day from 1 to 28', suggestion: null },
  ],
  'bad-day': [{ kind: 'bad-day', key: 'date', value: '2026-02-30' }],
  'bad-glob': (Object.keys(GLOBS) as GlobFault[]).map((fault) => ({
    kind: 'bad-glob',
    glob: GLOBS[fault],
    fault,
  })),
  'unknown-word': [
    {
      kind: 'unknown-word',
      key: 'status',
      value: 'pilto',
      known: ['proposed', 'pilot'],
      suggestion: 'pilot',
    },
    {
      kind: 'unknown-word',
      key: 'verdict',
      value: 'maybe',
      known: ['graduate', 'kill', 'continue', 'change'],
      suggestion: null,
    },
  ],
  'outside-repository': [
    { kind: 'outside-repository', key: 'decisions.path', value: '../decisions' },
  ],
  'duplicate-id': [{ kind: 'duplicate-id', id: 'DL-0042', other: ENTRY_PATH }],
  'contradicts-review': [{ kind: 'contradicts-review', status: 'pilot', verdict: 'kill' }],
  'review-in-future': [{ kind: 'review-in-future', date: '2026-12-24', today: '2026-11-10' }],
  'unknown-reference': [
    {
      kind: 'unknown-reference',
      key: 'workflows',
      value: 'checkout-pricin',
      suggestion: 'checkout-pricing',
      known: ['checkout-pricing', 'search'],
    },
  ],
  'shadowed-file': [{ kind: 'shadowed-file', by: '.github/belay.yml' }],
  'idle-area': [
    { kind: 'idle-area', area: 'shared-form', of: 'ensemble', template: 'systems-outcome' },
  ],
  'idle-folder': [{ kind: 'idle-folder', folder: 'docs/adrs' }],
  'idle-glob': [{ kind: 'idle-glob', glob: 'services/priceing/**' }],
};
