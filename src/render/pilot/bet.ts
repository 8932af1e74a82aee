import type { Aim, Rollback } from '../../core/decision.js';
import type { Pilot } from '../../core/pilot.js';
import type { Policy } from '../../core/policy.js';
import { effectiveGuardrails } from '../../core/rules/guardrail.js';
import { decodedAnchor, runbookParts } from '../../core/rules/rollback.js';
import type { EffectiveGuardrail } from '../../core/verdict.js';
import { encodePath, type Links } from '../links.js';
import { code, escapeText, link } from '../markdown.js';
import { listed, literal, markdown, type Phrase, person, say } from '../phrase.js';
import { printable, shorten } from '../printable.js';
import { quote } from './quote.js';

const LONGEST_TARGET = 100;

/** Mechanism, aim, what is watched and the way back, in one paragraph. */
export function theBet({ decision }: Pilot, policy: Policy, links: Links): string {
  const slis = policy.slis.map((sli) => ({ ...sli, added: false }));
  const said = [
    decision.mechanism === null
      ? say`No mechanism is written.`
      : say`${sentence(decision.mechanism)}`,
    say`Aim: ${aimOf(decision.aim)}.`,
    say`Watched: ${watched(effectiveGuardrails({ decision, slis }))}.`,
  ];
  const back = wayBack(decision.rollback, links);
  const way = back === null ? 'Way back: none is written.' : `Way back: ${back}.`;
  return `**The bet.** ${[...said.map((phrase) => markdown(phrase, links)), way].join(' ')}`;
}

/** The ways back as Markdown, each a link; `null` when none is written. */
export function wayBack(rollback: Rollback | null, links: Links): string | null {
  if (rollback === null) return null;
  const { runbook, workflow, flag } = rollback;
  const ways = [
    ...(runbook === null ? [] : [target(runbookParts(runbook), links)]),
    ...(workflow === null ? [] : [target({ path: workflow, anchor: null }, links)]),
    ...(flag === null ? [] : [`flag ${letters(flag)}`]),
  ];
  return ways.length === 0 ? null : ways.join(', ');
}

/** A file with its heading, by its name. */
function target({ path, anchor }: ReturnType<typeof runbookParts>, links: Links): string {
  const url = links.file(path, null, null);
  const name = path.split('/').at(-1) ?? path;
  if (anchor === null) return link(letters(name), url);
  const page = url === null ? null : `${url}#${encodePath(decodedAnchor(anchor))}`;
  return link(letters(`${name}#${anchor}`), page);
}

/** As code, unless it would mean something to GitHub once it stands in a commit's message. */
function letters(text: string): string {
  const shown = shorten(text, LONGEST_TARGET);
  return /#\d|\[|:\/\/|\bgh-\d/i.test(shown) ? escapeText(shown) : code(shown);
}

function aimOf(aim: Aim | null): Phrase {
  if (aim === null) return say`not written`;
  if (aim.metric === null) return aim.text === null ? say`not written` : say`${quote(aim.text)}`;
  const change =
    aim.to === null ? say`` : say` ${aim.from === null ? '' : `${aim.from} `}→ ${aim.to}`;
  const segment = aim.segment === null ? '' : ` for ${aim.segment}`;
  return say`${aim.metric}${change}${segment}${aim.by === null ? '' : ` by ${aim.by}`}`;
}

function watched(guardrails: readonly EffectiveGuardrail[]): Phrase {
  if (guardrails.length === 0) return say`nothing`;
  return listed(guardrails.map(guarded), { most: 3 });
}

function guarded({ sli, threshold, stop }: EffectiveGuardrail): Phrase {
  const what = say`${sli === null ? 'an unnamed SLI' : literal(sli)}${threshold === null ? '' : ` ${threshold}`}`;
  const who =
    stop.length === 0
      ? say`nobody is named who can stop it`
      : say`${listed(stop.map(person), { most: 3 })} can stop it`;
  return say`${what} (${who})`;
}

/** Ends with a full stop, whatever its author thought of that. */
function sentence(text: string): string {
  const shown = printable(text).trim();
  return /[.!?…]$/.test(shown) ? shown : `${shown}.`;
}
