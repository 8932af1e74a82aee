import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/core/day.js';
import { pilotMarkIn, sayingIn } from '../../src/core/pilot/marker.js';
import { knownIssue, type WantedIssue } from '../../src/core/pilot/pilot-issue.js';
import { reconcile } from '../../src/core/pilot/reconcile.js';
import { code } from '../../src/render/markdown.js';
import { closingIssue, wantedIssue } from '../../src/render/pilot-issue.js';
import { anEntry } from '../builders/entry.js';
import { aPilot } from '../builders/pilot.js';
import { aPolicy, PILOT_RULES } from '../builders/policy.js';
import {
  DOCS,
  ENDINGS,
  endedBy,
  PILOT_STORIES,
  type PilotStory,
  pilotIn,
  SHOP,
  sceneIn,
} from './pilot-stories.js';

const ISSUES = PILOT_STORIES.map((story) => ({ ...story, issue: issueOf(story) }));

function issueOf(story: PilotStory): WantedIssue {
  return wantedIssue(pilotIn(story), sceneIn(story));
}

/** An issue as a readable file: title, labels, body, the comments that may come now. */
function sheet(wanted: WantedIssue): string {
  const { title, labels, retired, assignee, body, opening, comments, rung } = wanted;
  return [
    `# ${code(title)}`,
    `labels: ${labels.join(', ')} · taken off: ${retired.join(', ')} · assigned: ${assignee ?? 'nobody'}`,
    body,
    ...(opening === null ? [] : ['***', opening]),
    ...['***', comments[rung], '***', comments.reopened],
    '',
  ].join('\n\n');
}

describe('the issue of a pilot', () => {
  it.each(ISSUES)('reads well: $name', async ({ name, issue }) => {
    await expect(sheet(issue)).toMatchFileSnapshot(`golden/pilot/${name}.md`);
  });

  it.each(ISSUES)('carries its marks, and none of anybody else’s: $name', ({ issue, entry }) => {
    const mark = {
      key: { id: entry.id.replace(/\p{Cs}/gu, '\ufffd'), path: entry.path },
      rung: issue.rung,
      round: issue.round,
    };
    const texts = [
      issue.body,
      ...Object.values(issue.comments),
      ...(issue.opening ?? '').split('|||'),
    ];
    for (const text of texts.filter((one) => one !== '')) expect(pilotMarkIn(text)).toEqual(mark);
    for (const [saying, text] of Object.entries(issue.comments))
      expect(sayingIn(text)).toBe(saying);
    expect(issue.opening === null || sayingIn(issue.opening) === 'opening').toBe(true);
  });

  it.each(ISSUES)('stays within what GitHub takes: $name', ({ issue }) => {
    expect(issue.title.length).toBeLessThanOrEqual(256);
    expect(issue.title).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    expect(issue.body.length).toBeLessThan(60_000);
    for (const label of issue.labels) expect(label.length).toBeLessThanOrEqual(50);
    expect(issue.labels.filter((label) => issue.retired.includes(label))).toEqual([]);
  });

  it('has a title that ends with its id, however long the rest', () => {
    const long = wantedIssue(aPilot('2026-11-18', anEntry({ title: '🧗'.repeat(300) })), scene());
    expect(long.title.length).toBeLessThanOrEqual(256);
    expect(long.title).toMatch(/^Pilot past its checkpoint: (?:🧗)+… \(DL-0042\)$/u);
  });
});

function scene() {
  return {
    repository: SHOP,
    policy: aPolicy(),
    reach: { assignee: 'octocat', team: null },
    docs: DOCS,
  };
}

describe('mentions that reach people', () => {
  const MENTION = /(?<![\w/.`])@([a-z\d][\w-]*(?:\/[\w-]+)?)/gi;
  const called = (text: string) =>
    [...text.replace(/`+[^`]*`+|<!--.*?-->/gs, '').matchAll(MENTION)].map(([, name]) => name);

  it.each(ISSUES)('stand in no body: $name', ({ issue }) => {
    expect(called(issue.body)).toEqual([]);
    for (const rung of ['due', 'past', 'reopened'] as const)
      expect(called(issue.comments[rung])).toEqual([]);
  });

  it('call the team once, where no person can be assigned', () => {
    const openings = ISSUES.filter(({ issue }) => issue.opening !== null);
    expect(openings.map(({ name }) => name)).toEqual(['team-only', 'several-workflows', 'hostile']);
    for (const { issue } of openings) expect(called(issue.opening ?? '')).toEqual(['acme/pricing']);
  });

  it('call backup and escalation once, when it escalates', () => {
    const of = (name: string) =>
      called(ISSUES.find((one) => one.name === name)?.issue.comments.escalated ?? '');
    expect(of('escalated')).toEqual(['hubot', 'acme/sre-oncall']);
    expect(of('several-workflows')).toEqual(['hubot', 'acme/sre-oncall']);
    expect(of('bare')).toEqual([]);
    expect(of('hostile').length).toBeLessThanOrEqual(10);
  });
});

describe('the text of an issue', () => {
  const rules = fc.record({
    remind: fc.integer({ min: 0, max: 10 }),
    escalate: fc.integer({ min: 0, max: 20 }),
    cycle: fc.integer({ min: 1, max: 40 }),
    horizon: fc.integer({ min: 1, max: 60 }),
    extensions: fc.integer({ min: 0, max: 2 }),
  });

  it('changes by the state alone, never by the day', () => {
    fc.assert(
      fc.property(
        rules,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (some, a, b) => {
          const policy = aPolicy({ pilots: { ...PILOT_RULES, ...some } });
          const on = (days: number) => aPilot(addDays('2026-11-07', days), anEntry(), policy);
          const [one, two] = [on(a), on(b)];
          if (one.state !== two.state || one.state === 'on-time') return;
          const issue = (pilot: typeof one) => wantedIssue(pilot, { ...scene(), policy });
          expect(issue(two)).toEqual(issue(one));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('offers a checkpoint only while it can be asked for', () => {
    fc.assert(
      fc.property(rules, fc.integer({ min: 0, max: 60 }), (some, days) => {
        const policy = aPolicy({ pilots: { ...PILOT_RULES, ...some, extensions: 2 } });
        const today = addDays('2026-11-07', days);
        const pilot = aPilot(today, anEntry(), policy);
        const { body } = wantedIssue(pilot, { ...scene(), policy });
        const [, until] = /continue until (\S+) because/.exec(body) ?? [];
        if (until === '<date>' || pilot.state === 'on-time') return;
        expect(until && until > today && until <= addDays(today, some.horizon)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each(ISSUES)('read back from GitHub leaves nothing to do: $name', ({ issue }) => {
    const wish = { wanted: [issue], closing: [], allowance: 5 };
    const [write] = reconcile(wish, []).writes;
    if (write?.kind !== 'open') throw new Error('nothing is opened');
    const { title, body, labels, assignee, opening } = write.issue;
    const known = knownIssue({
      number: 31,
      open: true,
      locked: false,
      title,
      body,
      ownBody: body,
      labels,
      assignees: [assignee].filter((login) => login !== null),
      comments: [opening].filter((text) => text !== null),
    });
    expect(reconcile(wish, [known])).toEqual({ writes: [], waiting: [] });
  });
});

describe('the closing of an issue', () => {
  const all = Object.entries(ENDINGS).map(([name, entries]) => ({
    name,
    closing: closingIssue(endedBy(entries), scene()),
  }));

  it('says why', async () => {
    const text = all.map(
      ({ name, closing }) => `## ${name} (${closing.reason})\n\n${closing.comment}\n`,
    );
    await expect(text.join('\n')).toMatchFileSnapshot('golden/pilot/closings.md');
  });

  it.each(all)('carries its marks: $name', ({ closing }) => {
    expect(sayingIn(closing.comment)).toBe('closed');
    expect(pilotMarkIn(closing.comment)).toMatchObject({ key: closing.key, round: '2026-11-17' });
  });

  it('tells when the issue comes back without a reminder', () => {
    const policy = aPolicy({ pilots: { ...PILOT_RULES, remind: 0 } });
    const { comment } = closingIssue(endedBy(ENDINGS.continued ?? []), { ...scene(), policy });
    expect(comment).toContain('comes back when the day has passed');
  });
});
