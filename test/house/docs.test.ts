import { describe, expect, it } from 'vitest';
import { effectiveCheckpoint, latestCheckpoint } from '../../src/core/calendar.js';
import { flaggedBy, parseGlob } from '../../src/core/glob.js';
import { runCli } from '../../src/entry/cli.js';
import { readStatus, readVerdict } from '../../src/parse/decision/entry-words.js';
import { ENTRY_FIELDS, keyOf } from '../../src/parse/decision/field-names.js';
import { parseEntry } from '../../src/parse/decision.js';
import { parsePolicy } from '../../src/parse/policy.js';
import { anEntry, aReview } from '../builders/entry.js';
import { PILOT_RULES } from '../builders/policy.js';
import { findingsIn, passingStory, verdictOf } from './examples.js';
import { anchorsOf, blocksFor, blocksOf, codesIn, innerLinks, pages, tableOf } from './pages.js';
import { exists, read } from './tree.js';

const POLICY_PAGE = 'docs/policy.md';
const ENTRIES_PAGE = 'docs/entries.md';

describe('what the pages show as policy', () => {
  const shown = blocksFor('yaml policy');
  const broken = shown.filter(({ info }) => info.endsWith(' broken'));
  const good = shown.filter((block) => !broken.includes(block));

  it.each(good)('$page:$line is one', ({ text }) => {
    const { policy, problems } = parsePolicy('.github/belay.yml', text);
    expect(problems).toEqual([]);
    expect(policy?.workflows.length).toBeGreaterThan(0);
  });

  it.each(broken)('$page:$line is refused, with more than one problem at once', ({ text }) => {
    const { policy, problems } = parsePolicy('.github/belay.yml', text);
    expect(policy).toBeNull();
    expect(problems.length).toBeGreaterThan(1);
    expect(problems.every(({ place }) => place.line !== null)).toBe(true);
  });
});

describe('what the pages show as entries', () => {
  const shown = [
    ...blocksFor('markdown entry').map((block) => ({ ...block, file: 'docs/decisions/0042-a.md' })),
    ...blocksFor('yaml entry').map((block) => ({ ...block, file: 'docs/decisions/0042-a.yml' })),
  ];

  it.each(shown)('$page:$line is one', ({ file, text }) => {
    const entry = parseEntry(file, text);
    expect(entry?.problems).toEqual([]);
    expect(entry?.decision?.status).not.toBeNull();
  });
});

describe('what the pages say of the words in entries', () => {
  const fields = tableOf(ENTRIES_PAGE, [
    'field',
    'also written as',
    'form',
    'needed to be complete',
  ]);
  const statuses = tableOf(ENTRIES_PAGE, ['status', 'also written as', 'may carry a change']);
  const verdicts = tableOf(ENTRIES_PAGE, ['verdict', 'then', 'status to set']);

  it('names every field, and other names only where they mean it', () => {
    const { names, lookup } = ENTRY_FIELDS;
    expect(fields.map(([field = '']) => codesIn(field)[0])).toEqual(names);
    for (const [field = '', others = ''] of fields)
      for (const other of codesIn(others))
        expect(lookup.get(keyOf(other))?.split('.')[0]).toBe(codesIn(field)[0]);
  });

  it('translates statuses as it says', () => {
    for (const [status = '', others = ''] of statuses)
      for (const word of codesIn(status + others))
        expect(readStatus(word).word).toBe(codesIn(status)[0]);
    expect(statuses).toHaveLength(5);
  });

  it('translates verdicts as it says', () => {
    for (const [verdict = ''] of verdicts)
      for (const word of codesIn(verdict)) expect(readVerdict(word).word).toBe(codesIn(verdict)[0]);
    expect(verdicts).toHaveLength(4);
  });
});

describe('what the pages reckon of checkpoints', () => {
  const rows = tableOf(ENTRIES_PAGE, ['written', 'the checkpoint that counts', 'may lie until']);

  it('is what Belay reckons', () => {
    const [[date = '', checkpoint = ''] = [], ...later] = rows.map(([written = '']) =>
      codesIn(written),
    );
    const written = later.map(([day = '', verdict, next = '']) =>
      aReview(day, verdict === 'change' ? 'change' : 'continue', { checkpoint: next }),
    );
    rows.forEach(([, counts = '', until = ''], at) => {
      const reviews = written.slice(0, at);
      const { decision } = anEntry({
        date,
        checkpoint: { date: checkpoint, continueIf: 'x' },
        reviews,
      });
      if (decision === null) throw new Error('the builder makes a decision');
      expect([effectiveCheckpoint(decision, PILOT_RULES)]).toEqual(codesIn(counts));
      expect([latestCheckpoint(decision, PILOT_RULES, '2027-01-31')]).toEqual(codesIn(until));
    });
    expect(rows).toHaveLength(4);
  });
});

describe('what the pages show as links', () => {
  const shown = blocksFor('text').flatMap(({ info, text }) => {
    const id = /\blinks=(\S+)/.exec(info)?.[1];
    return id === undefined
      ? []
      : text
          .split('\n')
          .filter(Boolean)
          .map((line) => ({ id, line }));
  });

  it.each(shown)('$line links $id', async ({ id, line }) => {
    const verdict = await verdictOf({ ...passingStory(), body: line });
    expect(verdict.kind).toBe('clear');
    expect('workflows' in verdict && verdict.workflows[0]?.decisions).toContain(id);
    expect(findingsIn(verdict)).toEqual([]);
  });
});

describe('what the pages show as globs', () => {
  const matching = tableOf(POLICY_PAGE, ['pattern', 'matches', 'does not match']);
  const refused = tableOf(POLICY_PAGE, ['pattern', 'why']);

  it.each(matching.map((row) => row.map(codesIn)))('%s matches %s', ([pattern], yes, no) => {
    const glob = parseGlob(pattern ?? '');
    if (typeof glob === 'string') throw new Error(`${pattern} is refused: ${glob}`);
    const flags = (path: string) => flaggedBy([glob], path) !== null;
    expect(yes?.filter(flags)).toEqual(yes);
    expect(no?.filter(flags)).toEqual([]);
  });

  it.each(refused.map(([pattern = '']) => codesIn(pattern)))('%s is refused', (pattern) => {
    expect(parseGlob(pattern)).toBeTypeOf('string');
  });

  it('and there are some', () => {
    expect(matching.length).toBeGreaterThan(10);
    expect(refused.length).toBeGreaterThan(5);
  });
});

describe('the links between the pages', () => {
  it.each(pages())('of %s lead somewhere', (page) => {
    const lost = innerLinks(page).filter(
      ({ path, anchor }) =>
        !exists(path) ||
        (anchor !== null && path.endsWith('.md') && !anchorsOf(path).includes(anchor)),
    );
    expect(lost).toEqual([]);
  });
});

describe('the commands the pages show', () => {
  const scripts = Object.keys((JSON.parse(read('package.json').text) as Package).scripts);
  const shown = pages()
    .flatMap(blocksOf)
    .filter(({ info }) => /^(?:console|sh|bash)\b/.test(info))
    .flatMap(({ page, text }) => commandsIn(text).map((command) => ({ page, command })));
  const inline = pages().flatMap((page) =>
    codesIn(read(page).text)
      .filter((code) => /^(?:npm (?:run [\w-]+|test|start)|belay [a-z]+)(?: |$)/.test(code))
      .map((command) => ({ page, command })),
  );

  const all = [...shown, ...inline];
  const typed = (program: string) => all.filter(({ command }) => command.startsWith(`${program} `));

  it.each(typed('npm'))('$page: $command', ({ command }) => {
    for (const [, name = ''] of command.matchAll(/npm (?:run )?([\w-]+)/g))
      expect([...scripts, 'ci', 'install']).toContain(name);
  });

  it.each(typed('belay'))('$page: $command', async ({ command }) => {
    const [, name = '', ...words] = command.replace(/ [|>].*/, '').split(' ');
    const { stdout: help, exit } = await runCli([name, '--help'], NOWHERE);
    expect(exit).toBe(0);
    expect(help).toMatch(new RegExp(`^Usage: belay ${name}\\b`));
    for (const word of words.filter((one) => one.startsWith('--')))
      expect(help.match(/--[\w-]+/g)).toContain(word.split('=')[0]);
  });
});

const NOWHERE = {
  folder: '.',
  stdin: (async function* () {})(),
  colour: 'off',
  width: 80,
  docs: null,
  env: {},
  progress: null,
} as const;

interface Package {
  readonly scripts: Readonly<Record<string, string>>;
}

/** What is typed after the prompt. */
function commandsIn(text: string): readonly string[] {
  return [...text.matchAll(/^\$ (.+)$/gm)].map(([, command = '']) => command);
}
