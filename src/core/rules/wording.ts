import { type Aim, backupOf, ownerOf } from '../decision.js';
import { samePerson } from '../policy.js';
import { type Case, type Remark, remark } from './case.js';

/**
 * Words that measure looks. They are vanity when they stand as the outcome itself, not when they
 * only scale it (`tickets per 1k sessions`).
 */
const VANITY =
  /^(?:(?:number|count|total|sum) of )?(?:(?:more|total|daily|weekly|monthly|unique|#) )*(?:[\w-]+ )?(?:sessions?|opens?|clicks?|(?:e?mails?|messages?) (?:sent|opened)|(?:page ?)?views?|impressions?|dials?|demos?|tickets? closed|story points?|velocity|downloads?|likes?)(?: (?:given|held|made|booked|delivered))?$/i;

/** Between measures named in one breath. */
const AND = /, | and | & | \+ /i;
/** What follows only scales the measure. */
const PER = / (?:per|\/) /i;

/** A mechanism that opens with a chore and predicts nothing is a task. */
const TASK =
  /^(?:we (?:will |should )?)?(?:re-?factor|rewrite|migrate|upgrade|implement|build|add|send|move|switch|replace|clean ?up|introduce|use|create|write|set up)\b/i;
const PREDICTS =
  /\b(?:will|would|should|can|cuts?|reduces?|raises?|lowers?|moves?|increases?|decreases?|lets?|makes?|stops?|prevents?|shortens?)\b/i;

const SPAN = '(?:\\d+|an?|one|two|three|four|six|eight|ten|twelve)[ -]';
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b';

/** A day, a month, a quarter, or a span of time that something happens within. */
const A_DATE = new RegExp(
  [
    '\\b\\d{4}-\\d{2}-\\d{2}\\b',
    '\\bQ[1-4]\\b',
    '\\b(?:end of|next|this) (?:the )?(?:week|month|quarter|cycle|year)\\b',
    `\\b(?:within|in|after|over) ${SPAN}(?:day|week|month|quarter|cycle|sprint|year)s?\\b`,
    `\\b(?:by|until|before|in) (?:\\d{1,2}\\.? ?)?(?:${MONTH}|20\\d{2}\\b)`,
  ].join('|'),
  'i',
);

const LONGEST_AIM = 500;
/** A number that is no part of a name, such as `p95`, `v1.8` or `14-day`. */
const FIGURE = /(?<![\p{L}\d_.])\d+(?:[.,]\d+)*(?![.,]?\d|-\p{L}|(?:st|nd|rd|th)\b)/u;
/** What stands between the two figures of a change. */
const LEADS_TO = /→|⇒|[-=–]>|\b(?:to|from|instead of)\b/i;
/** Where the measure of a sentence ends: its figures, and the words that lead to them. */
const MEASURE_ENDS =
  /(?<![\p{L}\d_.])\d[\d.,]*(?: ?%)?|→|⇒|[-=–]>|[:;]|\b(?:from|to|by|up|down|at|below|above|than)\b/iu;
/** What a sentence may begin with before it names its measure. */
const WANTS =
  /^(?:(?:we|will|want|should|raise|increase|grow|lift|boost|double|reach|get|reduce|cut|lower|improve|drive|win|make|have|see|the|our)(?: |$))+/i;

/** The aim says from where, and by when. */
export function weakAim(one: Case): readonly Remark[] {
  const { aim } = one.decision;
  if (aim === null) return [];
  const missing = missingOf(aim);
  return missing.length === 0 ? [] : [remark(one, { code: 'weak-aim', missing }, 'aim')];
}

/** The mechanism is a bet on a cause, not a chore. */
export function weakMechanism(one: Case): readonly Remark[] {
  const text = one.decision.mechanism;
  if (text === null || !TASK.test(text)) return [];
  const [claim = ''] = text.split(/\bbecause\b/i);
  const prediction = claim.replace(TASK, '');
  return PREDICTS.test(prediction)
    ? []
    : [remark(one, { code: 'weak-mechanism', text }, 'mechanism')];
}

/** The outcome counts what users do, not how busy it looks. */
export function vanityOutcome(one: Case): readonly Remark[] {
  return one.decision.signals.outcome
    .filter(isVanity)
    .map((outcome) =>
      remark(one, { code: 'vanity-outcome', outcome }, 'signals.outcome', 'signals'),
    );
}

/** Whether the outcome itself measures looks. */
export function isVanity(outcome: string): boolean {
  const [measure = ''] = oneLine(outcome).split(PER);
  return measure.split(AND).every((part) => VANITY.test(part));
}

/** Which figures a sentence gives besides dates: from where to where, one end of it, or none. */
export function figuresIn(aim: string): 'from-to' | 'one' | 'none' {
  const [, ...after] = withoutDates(aim).split(FIGURE);
  const between = after.slice(0, -1);
  if (between.some((text) => LEADS_TO.test(text))) return 'from-to';
  return after.length > 0 ? 'one' : 'none';
}

/** Whether what the sentence wants to move measures looks. */
export function isVanityAim(aim: string): boolean {
  const parts = withoutDates(aim)
    .split(MEASURE_ENDS)
    .map((part) => part.trim());
  const measure = parts.find((part) => /\p{L}/u.test(part.replace(WANTS, '')));
  return measure !== undefined && isVanity(measure.replace(WANTS, ''));
}

/** An outcome that is the proxy again shows nothing of its own. */
export function proxyOnly(one: Case): readonly Remark[] {
  const { proxy, outcome } = one.decision.signals;
  const plain = (text: string) => oneLine(text).toLowerCase();
  const proxies = new Set(proxy.map(plain));
  const [first] = proxy;
  if (first === undefined || outcome.length === 0) return [];
  if (!outcome.every((text) => proxies.has(plain(text)))) return [];
  return [remark(one, { code: 'proxy-only', proxy: first }, 'signals.outcome', 'signals')];
}

/** Somebody else stands in for the owner. */
export function noBackup(one: Case): readonly Remark[] {
  const owner = ownerOf(one.decision, [one.workflow]);
  const backup = backupOf(one.decision, [one.workflow]);
  const others = backup.filter((person) => !owner.some((held) => samePerson(held, person)));
  if (others.length > 0) return [];
  return [remark(one, { code: 'no-backup' }, 'backup', 'owner')];
}

/** A guardrail says how far the test reaches at first. */
export function limitMissing(one: Case): readonly Remark[] {
  const { guardrails } = one.decision;
  const [first] = guardrails;
  if (first === undefined || guardrails.some(({ limit }) => limit !== null)) return [];
  const made = remark(
    one,
    { code: 'limit-missing', sli: first.sli },
    'guardrail.limit',
    'guardrail',
  );
  return [{ ...made, place: first.place }];
}

function missingOf(aim: Aim): readonly ('from' | 'by')[] {
  if (aim.metric === null && aim.text !== null) return A_DATE.test(oneLine(aim.text)) ? [] : ['by'];
  const missing: ('from' | 'by')[] = [];
  if (aim.from === null) missing.push('from');
  if (aim.by === null) missing.push('by');
  return missing;
}

/** An aim is a sentence; of a longer text the beginning will do. */
function withoutDates(text: string): string {
  const sentence = oneLine(text).slice(0, LONGEST_AIM);
  const bare = sentence
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, ' ')
    .replace(new RegExp(A_DATE, 'gi'), ' ');
  return oneLine(bare);
}

/** Runs of white space would make the patterns above slow on hostile text. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
