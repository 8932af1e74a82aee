import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { SCORECARD_TEMPLATES } from '../../../src/core/policy.js';
import { scorecardIssue } from '../../../src/render/scorecard/issue.js';
import { sixScorecards } from '../../builders/six-months.js';

/** Mermaid's own parser needs a document before it is loaded. */
async function loadMermaid() {
  const { window } = new JSDOM('');
  Object.assign(globalThis, { window, document: window.document });
  return (await import('mermaid')).default;
}

describe('what Mermaid says of the trend', async () => {
  const parser = await loadMermaid();

  it('refuses what is no chart', async () => {
    await expect(parser.parse('xychart-beta\n    bar [a')).rejects.toThrow();
  });

  for (const template of SCORECARD_TEMPLATES)
    it(`can draw every chart of ${template}`, async () => {
      const charts = sixScorecards(template).flatMap((card) => chartsIn(scorecardIssue(card).body));
      expect(charts).toHaveLength(5);
      for (const chart of charts)
        await expect(parser.parse(chart)).resolves.toMatchObject({ diagramType: 'xychart' });
    });
});

function chartsIn(body: string): readonly string[] {
  return [...body.matchAll(/^```mermaid\n([\s\S]*?)\n```$/gm)].map(([, chart = '']) => chart);
}
