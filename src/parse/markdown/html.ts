/** One piece of HTML: a tag, or the text between tags. Comments are no pieces. */
export type HtmlPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string }
  | { readonly kind: 'close'; readonly name: string };

/** A tag holds no `<`: so every scan ends at the next one and hostile HTML stays linear. */
const TAG = /<(?<slash>\/?)(?<name>[a-z][a-z0-9-]*)(?<attributes>(?:\s[^<>]*)?)\/?>/gi;
const ANCHOR = /(?:^|\s)(?:id|name)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
const COMMENT_OPENS = '<!--';
const COMMENT_CLOSES = '-->';

/** The tags and texts of HTML in order. A comment that is never closed hides all that follows it. */
export function readHtml(html: string): readonly HtmlPiece[] {
  const source = withoutComments(html);
  const pieces: HtmlPiece[] = [];
  let end = 0;
  for (const match of source.matchAll(TAG)) {
    if (match.index > end) pieces.push({ kind: 'text', text: source.slice(end, match.index) });
    pieces.push(pieceOf(match.groups ?? {}));
    end = match.index + match[0].length;
  }
  if (end < source.length) pieces.push({ kind: 'text', text: source.slice(end) });
  return pieces;
}

/** The text without HTML comments, closed or not; each leaves a space. */
export function withoutComments(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let at = text.indexOf(COMMENT_OPENS); at !== -1; at = text.indexOf(COMMENT_OPENS, from)) {
    kept.push(text.slice(from, at), ' ');
    const close = text.indexOf(COMMENT_CLOSES, at + COMMENT_OPENS.length);
    if (close === -1) return kept.join('');
    from = close + COMMENT_CLOSES.length;
  }
  return kept.join('') + text.slice(from);
}

/** The values of `id` and `name` in a tag's attributes: each can be linked to. */
export function anchorsIn(attributes: string): readonly string[] {
  const found = [...attributes.slice(0, 1000).matchAll(ANCHOR)];
  return found.map((match) => match[1] ?? match[2] ?? match[3] ?? '').filter((name) => name !== '');
}

function pieceOf(tag: Record<string, string | undefined>): HtmlPiece {
  const name = (tag.name ?? '').toLowerCase();
  if (tag.slash !== '') return { kind: 'close', name };
  return { kind: 'open', name, attributes: tag.attributes ?? '' };
}
