import type { RepositoryRun } from '../../core/scorecard/run.js';
import { createReadCache } from '../../read/cache.js';
import { REQUEST_TIMEOUT } from '../../read/github/client.js';
import { viewerOf } from '../../read/github/viewer.js';
import { scorecardCommands } from '../../render/github-commands.js';
import { runDocument, runForTerminal } from '../../render/scorecard/run.js';
import { reportOfRan } from '../../render/scorecard/run-report.js';
import { scorecardTally } from '../../render/scorecard/run-words.js';
import { todayAt } from '../clock.js';
import { exitOfScorecards } from '../exit.js';
import { scorecardsOn } from '../jobs/scorecard-world.js';
import { tokenClient } from '../token-client.js';
import { attempted, underTrouble } from './attempt.js';
import type { ActionInputs } from './inputs.js';
import type { Said } from './said.js';
import { sweepHere } from './sweep.js';

/** Files the scorecards that are due in the repository the workflow runs in. */
export async function scorecardHere(inputs: ActionInputs): Promise<Said> {
  const { token, apiUrl, owner, repo, asOf, docs, settled, writes } = inputs;
  const client = tokenClient(token, apiUrl);
  const cache = createReadCache();
  const here = { owner, name: repo };
  const { report, trouble } = await attempted({ repository: here, writes }, async () => {
    const issuer = await viewerOf(client, REQUEST_TIMEOUT);
    const ground = { client, issuer, cache, today: todayAt(asOf), docs, writes };
    return scorecardsOn([here], { ...ground, appId: null, month: null, settled });
  });
  return underTrouble(saidOf(report, inputs), trouble);
}

function saidOf(repositories: readonly RepositoryRun[], { writes, docs }: ActionInputs): Said {
  const run = { repositories, rollUp: null, homeless: null };
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
function filedIn(repositories: readonly RepositoryRun[]): readonly number[] {
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
