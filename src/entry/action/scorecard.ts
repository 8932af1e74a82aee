import { type Trouble, TroubleError } from '../../core/trouble.js';
import type { ScorecardReport } from '../../flows/scorecard.js';
import { createReadCache } from '../../read/cache.js';
import { REQUEST_TIMEOUT } from '../../read/github/client.js';
import { viewerOf } from '../../read/github/viewer.js';
import { scorecardCommands } from '../../render/github-commands.js';
import { reportOfRan, runDocument, runForTerminal } from '../../render/scorecard/run.js';
import { scorecardTally } from '../../render/scorecard/run-words.js';
import { troubleLine } from '../../render/trouble-check.js';
import { todayAt } from '../clock.js';
import { exitOfScorecards } from '../exit.js';
import { scorecardsOn } from '../jobs/scorecard-world.js';
import { patiently } from '../patiently.js';
import { tokenClient } from '../token-client.js';
import type { ActionInputs } from './inputs.js';
import type { Said } from './said.js';
import { sweepHere } from './sweep.js';

/** Files the scorecards that are due in the repository the workflow runs in. */
export async function scorecardHere(inputs: ActionInputs): Promise<Said> {
  const { token, apiUrl, owner, repo, asOf, docs, writes } = inputs;
  const client = tokenClient(token, apiUrl);
  const cache = createReadCache();
  const found: { report: ScorecardReport } = { report: [] };
  const attempt = async () => {
    const issuer = await viewerOf(client, REQUEST_TIMEOUT);
    const ground = { client, issuer, cache, today: todayAt(asOf), docs, writes };
    const here = [{ owner, name: repo }];
    found.report = await scorecardsOn(here, {
      ...ground,
      appId: null,
      month: null,
      settled: 'read',
    });
    const trouble = troubleIn(found.report);
    return trouble === null ? GOOD : ({ kind: 'trouble', trouble } as const);
  };
  try {
    await patiently(attempt);
    return saidOf(found.report, inputs);
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    const { trouble } = error;
    const untold = [{ kind: 'trouble', repository: { owner, name: repo }, trouble }] as const;
    const report = found.report.length === 0 ? untold : found.report;
    return { ...saidOf(report, inputs), title: troubleLine(trouble) };
  }
}

const GOOD = { kind: 'good', value: null } as const;

function troubleIn([one]: ScorecardReport): Trouble | null {
  return one?.kind === 'scored' || one?.kind === 'trouble' ? one.trouble : null;
}

function saidOf(repositories: ScorecardReport, { writes, docs }: ActionInputs): Said {
  const run = { repositories, rollUp: null };
  const mode = writes === 'paper' ? 'planned' : 'done';
  return {
    title: scorecardTally(run),
    text: runForTerminal(run, mode, { colour: 'off', width: 100 }).trimEnd(),
    outputs: { issues: JSON.stringify(filedIn(repositories)) },
    document: runDocument(run, mode, docs),
    commands: scorecardCommands(run),
    report: reportOfRan(repositories[0]),
    exit: exitOfScorecards(repositories),
  };
}

/** Numbers of the scorecards that were filed in this run. */
function filedIn(repositories: ScorecardReport): readonly number[] {
  return repositories
    .flatMap((one) => (one.kind === 'scored' ? one.done : []))
    .flatMap(({ write, number }) => (write.kind === 'file' && number !== null ? [number] : []));
}

/** What a schedule is there for: the sweep, then the scorecards; each is said, and both count. */
export async function roundHere(inputs: ActionInputs): Promise<Said> {
  const sweep = await sweepHere(inputs);
  const scorecard = await scorecardHere(inputs);
  const failed = sweep.exit === 2 ? sweep : scorecard;
  const issues = [sweep, scorecard].flatMap(issuesIn).toSorted((a, b) => a - b);
  return {
    title: failed.exit === 2 ? failed.title : `${sweep.title} · ${scorecard.title}`,
    text: [sweep, scorecard].map(({ title, text = title }) => text).join('\n\n'),
    outputs: { ...sweep.outputs, issues: JSON.stringify(issues) },
    document: [sweep, scorecard].flatMap(({ document }) => document ?? []).join('\n'),
    commands: [...sweep.commands, ...scorecard.commands],
    report: { ...sweep.report, scorecard: scorecard.report },
    exit: sweep.exit === 2 || scorecard.exit === 2 ? 2 : sweep.exit,
  };
}

function issuesIn({ outputs }: Said): readonly number[] {
  return JSON.parse(String(outputs.issues)) as readonly number[];
}
