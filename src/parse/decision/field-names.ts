/** The fields of one map. */
export interface FieldTable<Name extends string = string> {
  /** Canonical names, of fields that are keys of this map. */
  readonly names: readonly Name[];
  /** Every key that means a field, as `keyOf` has it, the preferred first. */
  readonly lookup: ReadonlyMap<string, Name>;
}

/** How keys compare: without case, accents, `-`, `_`, spaces, and with `(s)` as `s`. */
export function keyOf(text: string): string {
  const plain = text.replace(/\([a-z]{1,3}\)/gi, 's').normalize('NFKD');
  return plain.toLowerCase().replace(/[^\p{L}\p{N}.]/gu, '');
}

/** Makes a table of canonical names, each with the other names it goes by, the first preferred. */
function tableOf<Name extends string>(
  fields: Readonly<Record<Name, readonly string[]>>,
): FieldTable<Name> {
  const all = Object.keys(fields) as Name[];
  const names = all.filter((name) => !name.includes('.'));
  const lookup = new Map<string, Name>(names.map((name) => [keyOf(name), name]));
  for (const name of all) {
    for (const other of fields[name]) if (!lookup.has(keyOf(other))) lookup.set(keyOf(other), name);
  }
  return { names, lookup };
}

/**
 * Names of an entry's own fields. People keep records with other tools too, so the names those use
 * for the same thing count; a key that means nothing to Belay is the team's own affair.
 */
export const ENTRY_FIELDS = tableOf({
  id: ['identifier', 'adr-id', 'decision-id', 'record-id'],
  title: ['name'],
  date: [
    'decision-date',
    'decided',
    'decided-on',
    'date-decided',
    'created',
    'created-at',
    'created-on',
    'date-created',
    'creation-date',
  ],
  status: [],
  workflows: ['workflow', 'flagged-workflows'],
  owner: [
    'owners',
    'decision-makers',
    'decision-maker',
    'deciders',
    'decider',
    'decided-by',
    'driver',
    'drivers',
    'authors',
    'author',
    'contact',
    'contacts',
  ],
  backup: ['backups', 'backup-owner', 'backup-owners', 'deputy'],
  aim: ['aims'],
  mechanism: ['mechanisms'],
  signals: ['signal'],
  checkpoint: ['checkpoints'],
  'checkpoint.date': [
    'checkpoint-date',
    'review-by',
    'review-on',
    'expires',
    'expires-at',
    'expires-on',
    'expiry',
    'expiry-date',
    'end-date',
  ],
  'checkpoint.continue-if': ['continue-if'],
  guardrail: ['guardrails'],
  rollback: ['roll-back', 'rollback-path', 'rollback-plan'],
  graduation: ['graduates-to', 'operations-path'],
  deviation: ['deviations'],
  supersedes: ['replaces'],
  follows: ['follows-from', 'builds-on'],
  reviews: ['review'],
});

export const AIM_FIELDS = tableOf({
  text: ['statement', 'sentence', 'goal'],
  metric: ['measure'],
  from: ['baseline', 'current'],
  to: ['target'],
  segment: ['segments', 'audience'],
  by: ['until', 'due', 'date', 'by-when'],
});

export const SIGNAL_FIELDS = tableOf({
  proxy: ['proxies'],
  outcome: ['outcomes'],
  leading: ['leading-indicator', 'leading-indicators'],
  kind: ['type'],
  name: ['signal', 'metric'],
});

export const CHECKPOINT_FIELDS = tableOf({
  date: ['on', 'by', 'due', 'day'],
  'continue-if': ['continue', 'continues-if', 'rule', 'criterion', 'criteria'],
});

export const GUARDRAIL_FIELDS = tableOf({
  sli: ['slis', 'slo', 'name'],
  threshold: ['objective'],
  limit: ['limits', 'blast-radius', 'rollout'],
  stop: ['stop-owner', 'stopped-by', 'who-can-stop'],
});

export const ROLLBACK_FIELDS = tableOf({
  runbook: ['path', 'runbooks'],
  workflow: ['workflows'],
  flag: ['flags', 'feature-flag'],
  tested: ['tested-on', 'last-tested', 'test-date'],
});

export const DEVIATION_FIELDS = tableOf({
  from: ['default'],
  to: ['deviation'],
  because: ['reason', 'why'],
  expected: [],
  outcome: ['result'],
});

export const REVIEW_FIELDS = tableOf({
  date: ['on', 'day'],
  verdict: ['decision'],
  because: ['reason', 'why'],
  evidence: ['links', 'receipts'],
  by: ['reviewer', 'reviewers', 'reviewed-by'],
  checkpoint: ['new-checkpoint', 'next-checkpoint', 'until'],
});

export const PERSON_FIELDS = tableOf({
  login: ['github', 'handle', 'username', 'user', 'team'],
  name: [],
});

/** Teams' own keys that look like a misspelt field and are none. */
export const FOREIGN_KEYS = [
  'supersededby',
  'supersedeby',
  'supercededby',
  'replacedby',
  'reviewed',
  'reviewer',
  'data',
  'dates',
  'titles',
];

/** The canonical name of an entry's key (`Decision-Makers` gives `owner`), `null` for others. */
export function canonicalKey(key: string): string | null {
  return ENTRY_FIELDS.lookup.get(keyOf(key)) ?? null;
}
