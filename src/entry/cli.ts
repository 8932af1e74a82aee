import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { monthFrom } from '../core/scorecard/month/year-month.js';
import {
  type CheckFlags,
  FORMATS,
  type LintFlags,
  type Printed,
  type ScorecardFlags,
  type Surroundings,
  type SweepFlags,
  usageReport,
} from './cli/output.js';
import { isMoment, MOMENT_HINT } from './clock.js';

const EXAMPLES = `
Examples:
  belay check                          the current branch against origin/HEAD
  belay check --base main --worktree   with what is not committed yet
  belay check --body pr.md --format markdown
  belay lint                           the policy and every entry
  belay lint docs/decisions/0042.md    what concerns one file
  belay sweep                          the pilots of this clone, and which are overdue
  belay sweep --org acme --dry-run     what a sweep of an organisation would write
  belay scorecard --month 2026-10      how this clone's way of working fared in a month
  belay schema policy > belay.schema.json

Exit: 0 fine, 1 held, overdue or errors found, 2 could not judge.`;

/** Runs the command line in `argv` (without node and script) and says what to print and to exit with. */
export async function runCli(argv: readonly string[], around: Surroundings): Promise<Printed> {
  const said = { stdout: '', stderr: '' };
  let printed: Printed | null = null;
  const program = programFor(around, (result) => {
    printed = result;
  });
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        said.stdout += text;
      },
      writeErr: (text) => {
        said.stderr += text;
      },
    });
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return printed ?? { ...said, exit: 0 };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { ...said, exit: 0 };
    const message = error.code === 'commander.help' ? 'no command given' : error.message;
    return { ...usageReport(argv, message), stderr: said.stderr };
  }
}

type Print = (printed: Printed) => void;

function programFor(around: Surroundings, print: Print): Command {
  const program = new Command('belay')
    .description(
      'Holds high-stakes changes until their decision, guardrail and rollback path stand.',
    )
    .version(packageJson.version)
    .showHelpAfterError('(add --help to see what is understood)')
    .addHelpText('after', EXAMPLES);
  addCheck(program, around, print);
  addLint(program, around, print);
  addSweep(program, around, print);
  addScorecard(program, around, print);
  addSchema(program, print);
  return program;
}

function addCheck(program: Command, around: Surroundings, print: Print): void {
  program
    .command('check')
    .description('judge the changes of a local clone as the check of a pull request would')
    .option('--base <ref>', 'what the change goes into (default: origin/HEAD, then main)')
    .option('--head <ref>', 'what is judged (default: HEAD)')
    .option('--body <file>', 'the description of the pull request; - reads standard input')
    .option('--worktree', 'judge what lies in the work tree, committed or not')
    .addOption(asOf())
    .addOption(format())
    .action(async (options: CheckFlags) => {
      const { runCheck } = await import('./cli/check.js');
      print(await runCheck(options, around));
    });
}

function addLint(program: Command, around: Surroundings, print: Print): void {
  program
    .command('lint')
    .description('read the policy and all entries of the work tree and tell what is wrong')
    .argument('[paths...]', 'only what concerns these files or folders')
    .option('--explain', 'show every effective value of the policy and where it comes from')
    .addOption(asOf())
    .addOption(format())
    .action(async (paths: string[], options: LintFlags) => {
      const { runLint } = await import('./cli/lint.js');
      print(await runLint(paths, options, around));
    });
}

function addSweep(program: Command, around: Surroundings, print: Print): void {
  program
    .command('sweep')
    .description('show the pilots, and on GitHub see to their issues')
    .option('--repo <owner/name>', 'sweep this repository on GitHub')
    .option('--org <login>', 'sweep all repositories of an organisation or person on GitHub')
    .option('--dry-run', 'write nothing on GitHub, show what would be written')
    .addOption(asOf())
    .addOption(format())
    .addHelpText('after', '\n--repo and --org take a token from GITHUB_TOKEN or GH_TOKEN.')
    .action(async (options: SweepFlags) => {
      const { runSweep } = await import('./cli/sweep.js');
      print(await runSweep(options, around));
    });
}

function addScorecard(program: Command, around: Surroundings, print: Print): void {
  program
    .command('scorecard')
    .description('show how the way of working fared in a month, and on GitHub file its issue')
    .addOption(month())
    .option('--repo <owner/name>', 'file the scorecards of this repository on GitHub')
    .option('--org <login>', 'file those of all repositories of an organisation or person')
    .option('--dry-run', 'write nothing on GitHub, show what would be written')
    .addOption(asOf())
    .addOption(format())
    .addHelpText('after', '\n--repo and --org take a token from GITHUB_TOKEN or GH_TOKEN.')
    .action(async (options: ScorecardFlags) => {
      const { runScorecard } = await import('./cli/scorecard.js');
      print(await runScorecard(options, around));
    });
}

function addSchema(program: Command, print: Print): void {
  program
    .command('schema')
    .description('print the JSON Schema of the policy or of an entry')
    .argument('<what>', 'policy or decision', oneOf(['policy', 'decision']))
    .action(async (what: 'policy' | 'decision') => {
      const { runSchema } = await import('./cli/schema.js');
      print(runSchema(what));
    });
}

function format(): Option {
  return new Option('--format <format>', 'how to print').choices(FORMATS).default('text');
}

function asOf(): Option {
  return new Option('--as-of <date>', 'judge as if it were this day, or this instant').argParser(
    (text) => {
      if (isMoment(text)) return text;
      throw new InvalidArgumentError(MOMENT_HINT);
    },
  );
}

function month(): Option {
  const what =
    'the month to score (default: in a clone the last one, on GitHub those that are due)';
  return new Option('--month <yyyy-mm>', what).argParser((text) => {
    const named = monthFrom(text);
    if (named !== null) return named;
    throw new InvalidArgumentError('Give a month as 2026-10.');
  });
}

function oneOf(allowed: readonly string[]): (text: string) => string {
  return (text) => {
    if (allowed.includes(text)) return text;
    throw new InvalidArgumentError(`It must be ${allowed.join(' or ')}.`);
  };
}
