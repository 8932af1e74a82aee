import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/core/finding.js';
import { linksOf } from '../../src/render/links.js';
import { markdown, plain } from '../../src/render/phrase.js';
import type { Scene } from '../../src/render/scene.js';
import {
  docsPageOf,
  exampleOf,
  FINDING_CODES,
  nameOf,
  sayFinding,
} from '../../src/render/words/finding.js';
import { sayProblem } from '../../src/render/words/problem.js';
import { aChange, TODAY } from '../builders/change.js';
import { anEntry } from '../builders/entry.js';
import { aFinding } from '../builders/finding.js';
import { aPolicy, aWorkflow } from '../builders/policy.js';
import { FACTS } from './facts.js';
import { FAULTS } from './faults.js';

const LINKS = linksOf(aChange(), null);
const ALL_FACTS: readonly Fact[] = Object.values(FACTS).flat();

function scene(fact: Fact): Scene {
  return {
    finding: aFinding(fact),
    workflow: aWorkflow(),
    entry: anEntry(),
    policy: aPolicy(),
    defaultBranch: 'main',
    today: TODAY,
  };
}

/** The same where next to nothing is known. */
function bareScene(fact: Fact): Scene {
  return {
    ...scene(fact),
    finding: aFinding(fact, { workflow: null, decision: null, place: null }),
    workflow: null,
    entry: null,
    policy: null,
  };
}

function sheetOf(fact: Fact): string {
  const { short, what, fix } = sayFinding(scene(fact));
  return [
    `*checkout-pricing ${short}*`,
    '',
    `${markdown(what, LINKS)}\\\n→ ${markdown(fix, LINKS)}`,
    '',
  ].join('\n');
}

describe('the words of the findings', () => {
  it('read well, every one of them', async () => {
    const sections = FINDING_CODES.map((code) =>
      [
        `## ${nameOf(code)} (\`${code}\`)`,
        '',
        ...FACTS[code].map(sheetOf),
        `Documentation: \`${docsPageOf(code)}\`. Example:`,
        '',
        '```yaml',
        exampleOf(code),
        '```',
        '',
      ].join('\n'),
    );
    await expect(`# Findings\n\n${sections.join('\n')}`).toMatchFileSnapshot('golden/findings.md');
  });

  it('name what is wrong and how to mend it, for each code', () => {
    for (const fact of ALL_FACTS) {
      const { short, what, fix } = sayFinding(scene(fact));
      expect(short, fact.code).toMatch(/^[a-z]/);
      expect(plain(what), fact.code).toMatch(/^.+[.]$/);
      expect(plain(fix), fact.code).toMatch(/^.+[.?]$/);
    }
  });

  it('never scold, shout or say "undefined", even where little is known', () => {
    for (const fact of ALL_FACTS)
      for (const around of [scene(fact), bareScene(fact)]) {
        const { short, what, fix } = sayFinding(around);
        const all = `${short} ${plain(what)} ${plain(fix)}`;
        expect(all).not.toMatch(/undefined|null|\[object|!(?= |$)|please|must have/i);
        expect(all).not.toMatch(/ {2}|\.\./);
      }
  });

  it('propose a first checkpoint within the horizon', () => {
    const missing = {
      code: 'decision-incomplete',
      field: 'checkpoint.date',
      why: 'absent',
    } as const;
    const short = { ...aPolicy().pilots, horizon: 7 };
    const { fix } = sayFinding({ ...scene(missing), policy: aPolicy({ pilots: short }) });
    expect(plain(fix)).toContain('2026-11-17');
  });
});

describe('the words of the problems', () => {
  it('read well, every one of them', async () => {
    const lines = Object.entries(FAULTS).flatMap(([kind, faults]) => [
      `## \`${kind}\``,
      '',
      ...faults.flatMap((fault) => {
        const { what, fix } = sayProblem({ fault });
        return [
          `${markdown(what, LINKS)}${fix === null ? '' : `\\\n→ ${markdown(fix, LINKS)}`}`,
          '',
        ];
      }),
    ]);
    await expect(`# Problems\n\n${lines.join('\n')}`).toMatchFileSnapshot('golden/problems.md');
  });
});
