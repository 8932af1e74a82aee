import type { Finding } from '../core/finding.js';
import { NO_LINKS } from './links.js';
import { code, table } from './markdown.js';
import { counted, markdown } from './phrase.js';
import { type LintScene, sceneInLog } from './scene.js';
import { sayFinding } from './words/finding.js';

/** The linter's findings as a Markdown document; ends with a line break. */
export function lintDocument(log: LintScene, findings: readonly Finding[]): string {
  if (findings.length === 0) return '## Nothing to mend\n';
  const errors = findings.filter(({ level }) => level === 'error').length;
  const rows = findings.map((finding) => {
    const { what, fix } = sayFinding(sceneInLog(log, finding));
    const said = `${markdown(what, NO_LINKS)} ${markdown(fix, NO_LINKS)}`;
    return [whereOf(finding), finding.level, code(finding.fact.code), said];
  });
  const title = `${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}`;
  return `## ${title}\n\n${table(['where', 'level', 'code', 'what'], rows)}\n`;
}

function whereOf({ place }: Finding): string {
  if (place === null) return '';
  return code(place.line === null ? place.file : `${place.file}:${place.line}`);
}
