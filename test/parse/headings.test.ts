import { describe, expect, it } from 'vitest';
import { headingsOf } from '../../src/parse/headings.js';

function anchors(markdown: string): readonly string[] {
  return headingsOf(markdown).map(({ anchor }) => anchor);
}

describe('headings', () => {
  it.each([
    ['# Roll back the quote cache', 'roll-back-the-quote-cache'],
    ['## `kubectl` **rollout** _undo_ ##', 'kubectl-rollout-undo'],
    ['Roll back\n=========', 'roll-back'],
    ['Roll back\n---------', 'roll-back'],
    ['# 🚀 Go', '-go'],
    ['# :rocket: Go', 'rocket-go'],
    ['# What? Who & where!', 'what-who--where'],
    ['# [Roll back](../x.md) now', 'roll-back-now'],
    ['# Roll back ![badge](x.png)', 'roll-back-'],
    ['# Zurück – sofort', 'zurück--sofort'],
    ['# snake_case_name', 'snake_case_name'],
    ['# 1.2.3 (beta)', '123-beta'],
    ['> # Quoted', 'quoted'],
    ['- # In a list', 'in-a-list'],
    ['# AT&amp;T', 'att'],
    ['<h2 align="center">Roll &amp; back</h2>', 'roll--back'],
  ])('%j is %s', (markdown, anchor) => {
    expect(anchors(markdown)).toEqual([anchor]);
  });

  it('of the same text are numbered', () => {
    expect(anchors('# A\n# A\n# a\n# A-1\n')).toEqual(['a', 'a-1', 'a-2', 'a-1-1']);
  });

  it('keep their words, and spaces as GitHub counts them', () => {
    expect(headingsOf('## `Roll`  **back**\n')).toEqual([
      { text: 'Roll back', anchor: 'roll--back' },
    ]);
  });

  it('in code, comments and front matter do not count', () => {
    const text =
      '---\ntitle: x\n---\n```\n# no\n```\n~~~\n# no\n~~~\n    # no\n<!--\n# no\n-->\n# yes\n';
    expect(anchors(text)).toEqual(['yes']);
    expect(anchors('```\n# never closed')).toEqual([]);
  });

  it('are joined by what HTML names', () => {
    const text =
      '# A\n<a name="b"></a>\n\ntext <span id=\'c\'>x</span>\n\n<div id=d>\n\n`<a name="no">`\n<!-- <a id="no"> -->';
    expect(anchors(text)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('end with any line end', () => {
    expect(anchors('# A\r\n\r\n# B\r# C\n')).toEqual(['a', 'b', 'c']);
  });
});
