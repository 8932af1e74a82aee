import { describe, expect, it } from 'vitest';
import { concernedBy, concernsPilots, type OpenPull } from '../../src/core/gate/concern.js';
import { parsePolicy } from '../../src/parse/policy.js';

const TEXT = `version: 1
decisions: { path: docs/decisions }
workflows:
  pricing: { paths: ["services/pricing/**"] }
slo-files: ["slo/**/*.yaml"]
`;
const POLICY = parsePolicy('.github/belay.yml', TEXT).policy ?? 'none';

function open(number: number, paths: readonly string[] | null): OpenPull {
  return { number, headOid: String(number), paths };
}

const PULLS = [open(1, ['services/pricing/quote.ts']), open(2, ['README.md']), open(3, null)];

function numbers(paths: readonly string[] | null, policy: typeof POLICY | 'unreadable' = POLICY) {
  return concernedBy(paths, policy, PULLS).map(({ number }) => number);
}

describe('a push to the default branch', () => {
  it.each([
    ['the policy', ['.github/belay.yml']],
    ['nobody knows what', null],
  ])('that touches %s concerns every open pull request', (_, paths) => {
    expect(numbers(paths)).toEqual([1, 2, 3]);
    expect(numbers(paths, 'none')).toEqual([1, 2, 3]);
  });

  it.each(['docs/decisions/0042.md', 'slo/checkout/quotes.yaml'])(
    'that touches %s concerns those that touch a flagged workflow, or may',
    (path) => {
      expect(numbers([path])).toEqual([1, 3]);
    },
  );

  it('that touches other files concerns none', () => {
    expect(numbers(['docs/guide.md', 'config.yaml'])).toEqual([]);
    expect(numbers(['docs/decisions/0042.md'], 'none')).toEqual([]);
  });

  it('concerns all while nobody knows which policy judges', () => {
    expect(numbers(['docs/guide.md'], 'unreadable')).toEqual([1, 2, 3]);
  });
});

describe('pilots may stand differently', () => {
  it.each([
    ['the log was touched', ['docs/decisions/0042.md'], POLICY],
    ['the policy was touched', ['.github/belay.yml'], POLICY],
    ['the policy is gone', ['.github/belay.yml'], 'none'],
    ['nobody knows what was touched', null, POLICY],
    ['nobody knows which policy judges', ['docs/guide.md'], 'unreadable'],
  ] as const)('when %s', (_, paths, policy) => {
    expect(concernsPilots(paths, policy)).toBe(true);
  });

  it.each([
    ['other files were touched', ['docs/guide.md', 'slo/checkout/quotes.yaml'], POLICY],
    ['there is no policy', ['docs/decisions/0042.md'], 'none'],
  ] as const)('not when %s', (_, paths, policy) => {
    expect(concernsPilots(paths, policy)).toBe(false);
  });
});
