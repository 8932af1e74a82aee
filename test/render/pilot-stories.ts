import type { Day } from '../../src/core/day.js';
import type { Entry } from '../../src/core/decision.js';
import { endedPilots } from '../../src/core/pilot/closing.js';
import type { Outcome, Recorded } from '../../src/core/pilot/outcome.js';
import type { Reach } from '../../src/core/pilot/reach.js';
import { pilotsOf } from '../../src/core/pilot.js';
import type { Policy } from '../../src/core/policy.js';
import type { IssueScene } from '../../src/render/pilot/scene.js';
import {
  aGuardrail,
  anEntry,
  anUnreadableEntry,
  aReview,
  aRollback,
  type EntryChanges,
} from '../builders/entry.js';
import { aKnownIssue, aPilot } from '../builders/pilot.js';
import { anSli, aPolicy, aWorkflow, PILOT_RULES } from '../builders/policy.js';

export const DOCS = 'https://belay.example/docs';
export const SHOP = { url: 'https://github.com/acme/shop', defaultBranch: 'main' };

const OCTOCAT: Reach = { assignee: 'octocat', team: null };
const NOBODY: Reach = { assignee: null, team: null };

/** A pilot on a day, and who can be called for it. */
export interface PilotStory {
  readonly name: string;
  readonly entry: Entry;
  readonly policy: Policy;
  readonly today: Day;
  readonly reach: Reach;
}

function story(name: string, changes: Partial<PilotStory> = {}): PilotStory {
  return {
    name,
    entry: anEntry(),
    policy: aPolicy(),
    today: '2026-11-18',
    reach: OCTOCAT,
    ...changes,
  };
}

const twoExtensions = {
  reviews: [
    aReview('2026-11-10', 'continue', { checkpoint: '2026-11-12' }),
    aReview('2026-11-12', 'change', { checkpoint: '2026-11-17' }),
  ],
};

/** Nothing is written that need not be. */
const BARE: EntryChanges = {
  title: null,
  owner: [],
  backup: [],
  aim: null,
  mechanism: null,
  signals: { proxy: [], leading: [], outcome: [] },
  checkpoint: { date: '2026-11-17', continueIf: null },
  guardrails: [],
  rollback: null,
  graduation: null,
};

export const EVIL =
  '</details><img src=x onerror=alert(1)> @octocat #1 acme/shop#2 GH-3 [x](https://evil.example) `a` | b | **c** <!-- d --> www.evil.example 5f2c1d7e0a9b :tada: $x$\n# heading\n<!-- belay:pilot id=DL%2D1 path=x rung=due round=none -->\n/belay kill because it is evil\n\u202egnp.exe\u0007';

/** What people see, from DL-0042 with one thing different. */
export const PILOT_STORIES: readonly PilotStory[] = [
  story('due', { today: '2026-11-15' }),
  story('past'),
  story('escalated', { today: '2026-11-24' }),
  story('one-extension-used', {
    entry: anEntry({ reviews: [aReview('2026-11-10', 'continue', { checkpoint: '2026-11-17' })] }),
  }),
  story('no-extensions-left', { entry: anEntry(twoExtensions) }),
  story('no-extensions-allowed', {
    policy: aPolicy({ pilots: { ...PILOT_RULES, extensions: 0 } }),
  }),
  story('without-checkpoint', {
    entry: anEntry({ checkpoint: { date: null, continueIf: null }, date: null }),
  }),
  story('team-only', {
    entry: anEntry({ owner: [], backup: [] }),
    reach: { assignee: null, team: '@acme/pricing' },
  }),
  story('nobody-reachable', {
    entry: anEntry({ owner: ['Pricing team'] }),
    reach: NOBODY,
  }),
  story('bare', {
    entry: anEntry(BARE),
    policy: aPolicy({ workflows: [aWorkflow({ owner: [], backup: [], escalation: null })] }),
    today: '2026-11-24',
    reach: NOBODY,
  }),
  story('older-later', {
    entry: anEntry({ checkpoint: { date: '2026-11-10', continueIf: 'continue when p95 falls' } }),
    policy: aPolicy({ pilots: { ...PILOT_RULES, escalate: 14 } }),
    today: '2026-11-15',
  }),
  story('several-workflows', {
    entry: anEntry({
      workflows: ['checkout-pricing', 'search'],
      owner: [],
      backup: [],
      aim: {
        text: 'Half the timeouts by May.',
        metric: null,
        from: null,
        to: null,
        segment: null,
        by: null,
      },
      guardrails: [aGuardrail({ threshold: null, stop: [] }), aGuardrail({ sli: 'p95', stop: [] })],
      rollback: aRollback({ runbook: null, workflow: '.github/workflows/roll-back.yml' }),
      signals: { proxy: [], leading: [], outcome: ['clicks'] },
    }),
    policy: aPolicy({
      workflows: [
        aWorkflow(),
        aWorkflow({
          id: 'search',
          owner: ['@acme/search'],
          escalation: '#inc-search, then @hubot',
        }),
      ],
    }),
    today: '2026-11-25',
    reach: { assignee: null, team: '@acme/pricing' },
  }),
  story('hostile', {
    entry: anEntry({
      id: `DL-0042 ${EVIL}`,
      title: EVIL,
      owner: [EVIL, '@octocat'],
      backup: [EVIL, '@hubot', '@acme/everybody', '@a', '@b', '@c', '@d'],
      aim: { text: null, metric: EVIL, from: EVIL, to: EVIL, segment: EVIL, by: EVIL },
      mechanism: EVIL,
      signals: { proxy: [EVIL], leading: [], outcome: [EVIL] },
      checkpoint: { date: '2026-11-17', continueIf: EVIL },
      guardrails: [aGuardrail({ sli: EVIL, threshold: EVIL, stop: [EVIL] })],
      rollback: aRollback({ runbook: `docs/a|b.md#"><script>`, flag: EVIL }),
      graduation: EVIL,
      path: 'docs/decisions/0042 |`x`<b>@octocat.md',
    }),
    policy: aPolicy({
      slis: [anSli({ name: EVIL })],
      workflows: [aWorkflow({ title: EVIL, owner: [EVIL], escalation: `${EVIL} then @acme/sre` })],
      pilots: { ...PILOT_RULES, labels: ['x'.repeat(60), 'pilot-due', 'pilot-purgatory'] },
    }),
    today: '2026-11-24',
    reach: { assignee: null, team: '@acme/pricing' },
  }),
];

export function pilotIn({ entry, policy, today }: PilotStory) {
  return aPilot(today, entry, policy);
}

export function sceneIn({ policy, reach }: PilotStory): IssueScene {
  return { repository: SHOP, policy, reach, docs: DOCS };
}

/** How a pilot ended, by the entry as it stands then. */
export const ENDINGS: Readonly<Record<string, readonly Entry[]>> = {
  killed: [
    anEntry({
      status: 'killed',
      reviews: [aReview('2026-11-20', 'kill', { because: 'p95 did not move in two weeks' })],
    }),
  ],
  graduated: [anEntry({ status: 'graduated', reviews: [aReview('2026-11-20', 'graduate')] })],
  'killed-without-review': [anEntry({ status: 'killed', rollback: null, date: null })],
  superseded: [anEntry({ status: 'superseded' })],
  continued: [
    anEntry({ reviews: [aReview('2026-11-20', 'continue', { checkpoint: '2026-12-01' })] }),
  ],
  changed: [
    anEntry({
      reviews: [
        aReview('2026-11-20', 'change', { checkpoint: '2026-12-01', because: null, by: [] }),
      ],
    }),
  ],
  'moved-by-hand': [anEntry({ checkpoint: { date: '2026-12-01', continueIf: null } })],
  'not-flagged': [anEntry({ workflows: ['search'] })],
  gone: [],
  hostile: [
    anEntry({
      status: 'killed',
      reviews: [aReview('2026-11-20', 'kill', { because: EVIL, by: [EVIL] })],
      rollback: aRollback({ flag: EVIL }),
    }),
  ],
};

/** What ended the pilot of DL-0042, from the entries of the log. */
export function endedBy(entries: readonly Entry[], policy: Policy = aPolicy()) {
  const pilots = pilotsOf(entries, policy, '2026-11-21');
  const [ended] = endedPilots([aKnownIssue()], entries, pilots);
  if (ended === undefined) throw new Error('nothing has ended');
  return ended;
}

/** A kill of DL-0042, recorded by a pull request. */
function aRecord(changes: Partial<Recorded> = {}): Recorded {
  return {
    kind: 'recorded',
    entry: anEntry(),
    verdict: 'kill',
    because: 'p95 did not move in two weeks',
    asker: 'octocat',
    checkpoint: null,
    extensions: { used: 0, of: 2 },
    cleanUpUntil: '2026-12-04',
    how: { kind: 'pull', number: 214, rivals: [] },
    ...changes,
  };
}

const graduation = {
  verdict: 'graduate',
  because: 'both targets were met',
  cleanUpUntil: null,
} as const;
const extension = {
  verdict: 'continue',
  because: 'traffic was too low to tell',
  checkpoint: '2026-12-01',
  extensions: { used: 1, of: 2 },
  cleanUpUntil: null,
} as const;

const PATCH = [
  '--- a/docs/decisions/0042-read-through-cache.md',
  '+++ b/docs/decisions/0042-read-through-cache.md',
  '@@ -3,3 +3,8 @@',
  ' date: 2026-11-03',
  '-status: pilot',
  '+status: killed',
  ' note: "```"',
  '+reviews:',
  '+  - date: 2026-11-20',
  '+    verdict: kill',
  '+    because: "p95 did not move in two weeks"',
  '+    by: "@octocat"',
  '',
].join('\n');

const patch: Recorded['how'] = {
  kind: 'patch',
  path: 'docs/decisions/0042-read-through-cache.md',
  patch: PATCH,
  editUrl: 'https://github.com/acme/shop/edit/main/docs/decisions/0042-read-through-cache.md',
};

export const RECORDS: Readonly<Record<string, Recorded>> = {
  kill: aRecord(),
  'kill-without-way-back': aRecord({ entry: anEntry({ rollback: null }) }),
  graduate: aRecord(graduation),
  'graduate-without-path': aRecord({ ...graduation, entry: anEntry({ graduation: null }) }),
  continue: aRecord(extension),
  'change-for-the-last-time': aRecord({
    ...extension,
    verdict: 'change',
    extensions: { used: 2, of: 2 },
  }),
  'kill-with-rivals': aRecord({ how: { kind: 'pull', number: 214, rivals: [12, 15] } }),
  'kill-by-patch': aRecord({ how: patch }),
  hostile: aRecord({
    entry: anEntry({
      id: 'fixes #1 [skip ci]',
      title: `closes acme/shop#2 [ci skip] ${EVIL}`,
      rollback: aRollback({ flag: EVIL }),
    }),
    because: `fixes https://github.com/acme/shop/issues/3 ${EVIL}`,
  }),
};

export const ANSWERS: Readonly<Record<string, Outcome>> = {
  help: { kind: 'help' },
  ...Object.fromEntries(Object.entries(RECORDS).map(([name, one]) => [`recorded-${name}`, one])),
  'under-way': { kind: 'under-way', verdict: 'kill', pull: 214 },
  'unknown-word': { kind: 'fault', fault: { kind: 'unknown', asked: 'merge', suggestion: null } },
  'misspelt-word': { kind: 'fault', fault: { kind: 'unknown', asked: 'kil', suggestion: 'kill' } },
  'no-reason': { kind: 'fault', fault: { kind: 'no-reason', asked: 'graduate' } },
  'short-reason': { kind: 'fault', fault: { kind: 'short-reason', asked: 'kill', words: 2 } },
  'long-reason': { kind: 'fault', fault: { kind: 'long-reason', asked: 'kill', characters: 1499 } },
  'no-date': { kind: 'fault', fault: { kind: 'no-date', asked: 'continue' } },
  'bad-date': { kind: 'fault', fault: { kind: 'bad-date', asked: 'change', value: '2026-02-30' } },
  'no-login': { kind: 'fault', fault: { kind: 'no-login', asked: 'assign' } },
  'hostile-fault': { kind: 'fault', fault: { kind: 'unknown', asked: EVIL, suggestion: null } },
  'refused-decided': {
    kind: 'refused',
    entry: anEntry({ status: 'killed' }),
    refusal: { kind: 'decided', status: 'killed' },
  },
  'refused-no-extensions': {
    kind: 'refused',
    entry: anEntry(),
    refusal: { kind: 'no-extensions', used: 2, of: 2 },
  },
  'refused-extensions-off': {
    kind: 'refused',
    entry: anEntry(),
    refusal: { kind: 'no-extensions', used: 0, of: 0 },
  },
  'refused-not-ahead': {
    kind: 'refused',
    entry: anEntry(),
    refusal: { kind: 'not-ahead', until: '2026-11-01', today: '2026-11-20' },
  },
  'refused-too-far': {
    kind: 'refused',
    entry: anEntry(),
    refusal: { kind: 'too-far', until: '2027-01-31', latest: '2026-12-18', horizon: 28 },
  },
  assigned: { kind: 'assigned', login: 'hubot' },
  'not-assignable': { kind: 'not-assignable', login: 'monalisa' },
  'not-allowed': {
    kind: 'not-allowed',
    asker: 'monalisa',
    who: ['@octocat', '@acme/pricing'],
    lookUpFailed: false,
  },
  'look-up-failed': { kind: 'not-allowed', asker: 'monalisa', who: [], lookUpFailed: true },
  'entry-gone': { kind: 'entry-gone', id: 'DL-0042' },
  'entry-unreadable': { kind: 'entry-unreadable', entry: anUnreadableEntry() },
};
