import { styleText } from 'node:util';
import type { GitHub, Pull } from '../../test/github/world.js';
import { showMarkdown } from '../show-markdown.js';

/** One step of the story. */
export function say(text: string): void {
  console.log(`\n${styleText('dim', '─'.repeat(96))}\n${text}`);
}

const SIGNS = { success: styleText('green', '✓'), failure: styleText('red', '✗') } as const;

/** The check of the pull request's head, as its page shows it. */
export async function showCheck(gh: GitHub, pull: Pull): Promise<void> {
  const run = await gh.until(() => {
    const newest = pull.check('Belay');
    return newest?.status === 'completed' ? newest : null;
  });
  const sign = run.conclusion === 'success' ? SIGNS.success : SIGNS.failure;
  console.log(`\n  #${pull.number} ${styleText('bold', pull.title)}`);
  console.log(`  ${sign} Belay: ${run.output.title}\n`);
  show(run.output.summary ?? '');
}

/** As a person sees it: what is hidden in comments of the text stays hidden. */
export function show(markdown: string): void {
  const seen = markdown.replace(/<!--[\s\S]*?-->/g, '').trimEnd();
  console.log(showMarkdown(seen).replace(/^(?=.)/gm, '    '));
}
