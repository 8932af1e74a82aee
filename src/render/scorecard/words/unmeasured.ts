import type { Unknown, Unmeasured } from '../../../core/scorecard/month/month.js';

/** What may not be known, alone and after a count, and where it is. */
const LOST: Readonly<
  Record<Unknown, { readonly name: string; readonly many: string; readonly place: string }>
> = {
  changes: {
    name: 'Commits of the branch',
    many: 'commits of the branch',
    place: 'pull requests are',
  },
  verdicts: {
    name: 'Verdicts of merged changes',
    many: 'verdicts',
    place: 'the verdicts are',
  },
  links: {
    name: 'Decisions that merged changes link',
    many: 'links to decisions',
    place: 'changes link their decisions',
  },
  workflows: {
    name: 'Workflows that merged changes touched',
    many: 'lists of touched workflows',
    place: 'all files of a change are listed',
  },
  exceptions: { name: 'Overrides', many: 'overrides', place: 'overrides are recorded' },
  undecided: {
    name: 'Pilot issues closed by hand',
    many: 'pilot issues',
    place: 'the pilot issues are',
  },
  before: {
    name: 'The decision log at the beginning of the month',
    many: 'decisions of the log at the beginning of the month',
    place: 'its history is',
  },
  earlier: {
    name: "The last scorecard's scores",
    many: 'earlier scorecards',
    place: 'earlier scorecards stand',
  },
  catalogue: { name: 'The catalogue of SLIs', many: 'SLO files', place: 'all SLO files are' },
};

const WHY: Readonly<Record<Unmeasured['why'], string>> = {
  local: 'a clone does not tell',
  limit: 'one run reads only so many',
  trouble: 'GitHub did not hand over what it takes',
  changed: 'somebody edited that issue, so they do not count',
  reworded: 'descriptions were edited after the merge',
  unnamed: 'they name no pull request (pushed directly, or merged by rebasing)',
  moved: 'the entries have other names now',
  'not-yet': 'Belay takes none yet, so exceptions are not counted',
};

/** What could not be read, how much of it, and why. */
export function sayGap({ what, why, missing, of }: Unmeasured): string {
  const { name, many } = LOST[what];
  if (missing === null || of === null) return `${name}: ${WHY[why]}.`;
  if (why === 'unnamed') return `${missing} of ${of} ${many} not counted: ${WHY[why]}.`;
  const are = missing === 1 ? 'is' : 'are';
  return `${missing} of ${of} ${many} ${are} not known: ${WHY[why]}.`;
}

/** What would let it be read; as a clause. */
export function sayRemedy(what: Unknown, unmeasured: readonly Unmeasured[]): string {
  const why = unmeasured.find((one) => one.what === what)?.why ?? 'limit';
  switch (why) {
    case 'local':
    case 'unnamed':
      return `Run the scorecard on GitHub, where ${LOST[what].place}.`;
    case 'trouble':
      return 'Run the scorecard again once GitHub hands it over.';
    case 'limit':
    case 'reworded':
      return 'Let Belay judge every pull request into the flagged workflows.';
    case 'changed':
      return 'Keep the scorecard issues as Belay wrote them.';
    case 'moved':
      return 'Keep the names of the entries.';
    case 'not-yet':
      return 'Nothing to do: Belay takes no overrides yet.';
  }
}

/** Why nothing of earlier scorecards compares, where they could not be read. */
export function sayLostPast({ why }: Unmeasured): string {
  switch (why) {
    case 'local':
      return 'No comparison: earlier scorecards stand on GitHub.';
    case 'changed':
      return "No comparison: somebody edited the last scorecard's issue, so its scores do not count.";
    default:
      return 'No comparison: GitHub did not hand over the earlier scorecards.';
  }
}
