import type {
  CataloguedSli,
  Change,
  ChangedFile,
  Proposal,
  Reference,
  Target,
} from '../../src/core/change.js';
import { anEntry } from './entry.js';
import { anSli, aPolicy } from './policy.js';

/** The day on which the stories happen: a Tuesday, a week before the checkpoint of DL-0042. */
export const TODAY = '2026-11-10';

export const RUNBOOK = 'docs/runbooks/pricing.md';

/** A pull request that passes: it touches checkout pricing and names DL-0042 in its description. */
export function aChange(changes: Partial<Change> = {}): Change {
  return {
    repository: {
      owner: 'acme',
      name: 'shop',
      url: 'https://github.com/acme/shop',
      defaultBranch: 'main',
    },
    proposal: aProposal(),
    today: TODAY,
    files: [aFile('services/pricing/quote.ts')],
    policy: { kind: 'good', policy: aPolicy(), warnings: [] },
    policyEdit: null,
    log: { base: [anEntry()], changed: [] },
    references: [aLine('DL-0042')],
    slis: [aCataloguedSli()],
    targets: new Map([[RUNBOOK, aRunbook()]]),
    reverts: [],
    unread: [],
    ...changes,
  };
}

export function aProposal(changes: Partial<Proposal> = {}): Proposal {
  return {
    number: 17,
    title: 'Cache price quotes',
    body: 'Reads quotes through a cache.\n\nDecision: DL-0042\n',
    author: 'octocat',
    baseBranch: 'main',
    headBranch: 'quote-cache',
    headRepositoryUrl: 'https://github.com/acme/shop',
    headOid: '5f2c1d7e0a9b4c3d8e6f7a1b2c3d4e5f6a7b8c9d',
    messages: [{ oid: '5f2c1d7e0a9b4c3d8e6f7a1b2c3d4e5f6a7b8c9d', text: 'Cache price quotes' }],
    ...changes,
  };
}

export function aFile(path: string, changes: Partial<ChangedFile> = {}): ChangedFile {
  return { path, previousPath: null, status: 'modified', ...changes };
}

/** A `Decision:` line. */
export function aLine(text: string): Reference {
  return { text, from: 'line' };
}

/** A mention in running text. */
export function aMention(text: string): Reference {
  return { text, from: 'mention' };
}

export function aCataloguedSli(changes: Partial<CataloguedSli> = {}): CataloguedSli {
  return { ...anSli(), added: false, ...changes };
}

/** The pricing runbook, with the headings of the documentation's example. */
export function aRunbook(
  changes: Partial<Extract<Target, { kind: 'runbook' }>> = {},
): Extract<Target, { kind: 'runbook' }> {
  return {
    kind: 'runbook',
    headings: [
      { text: 'Scale up', anchor: 'scale-up' },
      { text: 'Roll back the quote cache', anchor: 'roll-back-the-quote-cache' },
    ],
    added: false,
    ...changes,
  };
}
