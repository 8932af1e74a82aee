import { expect, it } from 'vitest';
import { read } from './tree.js';

const PAGE = 'docs/scorecard.md';
const GOLDEN = 'test/render/scorecard/golden/systems-outcome-2026-10.md';

/** Without the links, and without what keeps people from being called. */
function bare(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('\u2060', '');
}

function quoted(markdown: string): string {
  return markdown.replace(/^(?=.)/gm, '> ').replace(/^$/gm, '>');
}

it('the scorecard that the page shows begins as one that Belay writes', async () => {
  const [, summary = '', table = ''] = bare(read(GOLDEN).text).split('\n\n');
  const page = read(PAGE).text;
  const current = page.replace(/(?:^>.*\n)+/m, `${quoted(`${summary}\n\n${table}`)}\n`);
  expect(current).toContain('\n> | area |');
  await expect(current).toMatchFileSnapshot(`../../${PAGE}`);
});
