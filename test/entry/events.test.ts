import webhookExamples from '@octokit/webhooks-examples' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { tasksFor } from '../../src/entry/events.js';

interface Definition {
  readonly name: string;
  readonly examples: readonly object[];
}

/** GitHub's own examples of every event. */
const EXAMPLES = webhookExamples as unknown as readonly Definition[];

const SELF = { appId: 12345, login: 'belay[bot]' };

const COMMON = {
  installation: { id: 100 },
  repository: { name: 'shop', owner: { login: 'Acme' }, default_branch: 'main' },
  sender: { login: 'octocat' },
};

const PULL = { number: 7, head: { sha: 'abc' } };

function keys(event: string, payload: object): readonly string[] | undefined {
  return tasksFor(event, { ...COMMON, ...payload }, SELF)?.map(({ key }) => key);
}

describe('a pull request event', () => {
  it.each([
    'opened',
    'reopened',
    'synchronize',
    'edited',
    'labeled',
    'unlabeled',
    'ready_for_review',
  ])('%s has it judged', (action) => {
    const payload = { ...COMMON, action, pull_request: PULL };
    expect(tasksFor('pull_request', payload, SELF)).toEqual([
      {
        key: 'pull/acme/shop/7',
        lane: '100',
        urgency: 'event',
        data: {
          kind: 'pull',
          installation: 100,
          owner: 'Acme',
          repo: 'shop',
          trouble: null,
          pull: 7,
          head: 'abc',
          open: null,
        },
      },
    ]);
  });

  it('closed has those judged that share its head', () => {
    expect(keys('pull_request', { action: 'closed', pull_request: PULL })).toEqual([
      'head/acme/shop/abc/closed',
    ]);
  });

  it.each(['assigned', 'locked', 'review_requested', 'auto_merge_enabled'])(
    '%s is passed over',
    (action) => {
      expect(keys('pull_request', { action, pull_request: PULL })).toEqual([]);
    },
  );

  it('of our own doing is passed over, but never a pull request of ours', () => {
    const own = { pull_request: PULL, sender: { login: 'belay[bot]' } };
    expect(keys('pull_request', { ...own, action: 'labeled' })).toEqual([]);
    expect(keys('pull_request', { ...own, action: 'opened' })).toHaveLength(1);
    expect(keys('pull_request', { ...own, action: 'synchronize' })).toHaveLength(1);
  });
});

describe('a re-run', () => {
  const run = { head_sha: 'abc', name: 'Belay' };

  it('of our check or our suite has the commit judged again', () => {
    const app = { id: 12345 };
    const asked = ['head/acme/shop/abc/rerun'];
    expect(keys('check_run', { action: 'rerequested', check_run: { ...run, app } })).toEqual(asked);
    expect(keys('check_suite', { action: 'rerequested', check_suite: { ...run, app } })).toEqual(
      asked,
    );
  });

  it('of another App’s is passed over, whatever its name', () => {
    const app = { id: 1 };
    expect(keys('check_run', { action: 'rerequested', check_run: { ...run, app } })).toEqual([]);
    expect(keys('check_suite', { action: 'rerequested', check_suite: { ...run, app } })).toEqual(
      [],
    );
  });

  it('is known by its name where no App is given', () => {
    const payload = (name: string) => ({
      action: 'rerequested',
      check_run: { ...run, name, app: null },
    });
    expect(keys('check_run', payload('Belay'))).toHaveLength(1);
    expect(keys('check_run', payload('build'))).toEqual([]);
  });

  it.each(['created', 'completed'])('%s is none', (action) => {
    expect(keys('check_run', { action, check_run: { ...run, app: { id: 12345 } } })).toEqual([]);
  });
});

describe('a push', () => {
  const push = {
    ref: 'refs/heads/main',
    after: 'def',
    deleted: false,
    forced: false,
    commits: [
      { added: ['docs/decisions/0042.md'], modified: ['src/a.ts'], removed: ['slo/a.yaml'] },
    ],
  };
  const paths = (more: object) =>
    tasksFor('push', { ...COMMON, ...push, ...more }, SELF)?.map(
      ({ data }) => data.kind === 'push' && data.paths,
    );

  it('to the default branch names what may matter, with low priority', () => {
    expect(paths({})).toEqual([['docs/decisions/0042.md', 'slo/a.yaml']]);
    expect(tasksFor('push', { ...COMMON, ...push }, SELF)?.[0]).toMatchObject({
      key: 'push/acme/shop/def',
      urgency: 'fan-out',
    });
  });

  it('that was forced, or touches very much, may have changed anything', () => {
    const many = Array.from({ length: 400 }, (_, at) => `docs/${at}.md`);
    expect(paths({ forced: true })).toEqual([null]);
    expect(paths({ commits: [] })).toEqual([null]);
    expect(paths({ commits: [{ added: many, modified: [], removed: [] }] })).toEqual([null]);
    expect(paths({ commits: [{}] })).toEqual([null]);
    const code = (count: number) => Array.from({ length: count }, (_, at) => `src/${at}.ts`);
    const commit = { added: code(1), modified: [], removed: [] };
    expect(paths({ commits: Array(2_048).fill(commit) })).toEqual([null]);
    expect(paths({ commits: [{ ...commit, modified: code(3_000) }] })).toEqual([null]);
  });

  it.each([
    ['to another branch', { ref: 'refs/heads/topic' }],
    ['of a tag', { ref: 'refs/tags/main' }],
    ['that deletes', { deleted: true }],
    ['of code alone', { commits: [{ added: ['src/a.ts'], modified: [], removed: [] }] }],
  ])('%s is passed over', (_, more) => {
    expect(paths(more)).toEqual([]);
  });
});

describe('an issue of ours', () => {
  const ours = { user: { login: 'belay[bot]' } };

  it.each(['closed', 'reopened', 'edited', 'deleted', 'transferred'])(
    '%s by a person has its repository swept, with low priority',
    (action) => {
      const tasks = tasksFor('issues', { ...COMMON, action, issue: ours }, SELF);
      expect(tasks).toMatchObject([{ key: 'sweep/acme/shop', urgency: 'fan-out' }]);
    },
  );

  it.each([
    ['assigned', ours, 'octocat'],
    ['closed', { user: { login: 'octocat' } }, 'octocat'],
    ['closed', { user: null }, 'octocat'],
    ['closed', ours, 'belay[bot]'],
  ])('is passed over: %s, %j, by %s', (action, issue, login) => {
    expect(keys('issues', { action, issue, sender: { login } })).toEqual([]);
  });

  it('edited by another bot waits for the daily round', () => {
    const event = (action: string) => {
      const sender = { login: 'tidy[bot]', type: 'Bot' };
      return keys('issues', { action, issue: ours, sender });
    };
    expect(event('edited')).toEqual([]);
    expect(event('closed')).toHaveLength(1);
  });

  it('is any issue while nobody knows who we are', () => {
    const payload = { ...COMMON, action: 'closed', issue: ours };
    expect(tasksFor('issues', payload, { ...SELF, login: null })).toHaveLength(1);
  });
});

describe('a comment', () => {
  const person = { login: 'octocat', id: 7 };
  const comment = { id: 99, body: '/belay help', user: { id: 7, type: 'User' } };
  const said = { action: 'created', issue: { number: 5 }, comment, sender: person };

  it('that speaks to Belay is answered at once', () => {
    expect(tasksFor('issue_comment', { ...COMMON, ...said }, SELF)).toMatchObject([
      {
        key: 'command/acme/shop/99',
        urgency: 'event',
        data: { kind: 'command', owner: 'Acme', repo: 'shop', number: 5, comment: 99 },
      },
    ]);
  });

  it.each([
    ['edited', { action: 'edited' }],
    ['of a bot', { comment: { ...comment, user: { id: 7, type: 'Bot' } } }],
    ['of somebody else than the sender', { sender: { login: 'mona', id: 8 } }],
    ['of a deleted account', { comment: { ...comment, user: null } }],
    ['about something else', { comment: { ...comment, body: 'Looks good' } }],
    ['that quotes', { comment: { ...comment, body: '> /belay help' } }],
  ])('is passed over: %s', (_, more) => {
    expect(keys('issue_comment', { ...said, ...more })).toEqual([]);
  });
});

describe('an installation', () => {
  const installation = { id: 100 };

  it.each([
    ['installation', 'created'],
    ['installation', 'unsuspend'],
    ['installation', 'new_permissions_accepted'],
    ['installation_repositories', 'added'],
  ])('is swept at %s.%s', (event, action) => {
    expect(tasksFor(event, { action, installation }, SELF)).toMatchObject([
      { key: 'fleet/100', lane: '100', urgency: 'fan-out', data: { wait: 0 } },
    ]);
  });

  it.each([
    ['installation', 'deleted'],
    ['installation_repositories', 'removed'],
  ])('is left alone at %s.%s', (event, action) => {
    expect(tasksFor(event, { action, installation }, SELF)).toEqual([]);
  });
});

describe('what GitHub sends', () => {
  it.each(['ping', 'constructor', '__proto__'])('is passed over as %s', (event) => {
    expect(tasksFor(event, COMMON, SELF)).toEqual([]);
  });

  const all = EXAMPLES.flatMap(({ name, examples }) =>
    examples.map((payload): [string, object] => [name, { ...payload, installation: { id: 1 } }]),
  );

  it(`is understood in all ${all.length} of its examples`, () => {
    for (const [name, payload] of all) expect(tasksFor(name, payload, SELF)).not.toBeNull();
  });

  it.each([
    'pull_request',
    'check_run',
    'check_suite',
    'push',
    'issues',
    'issue_comment',
    'installation',
    'installation_repositories',
  ])('is refused as %s when it is something else', (event) => {
    for (const payload of [null, 1, 'text', [], {}, { repository: COMMON.repository }])
      expect(tasksFor(event, payload, SELF)).toBeNull();
  });
});
