import { describe, expect, it } from 'vitest';
import type { Annotation, CheckRun, PublishedRun } from '../../src/core/write.js';
import { publish } from '../../src/write/check-run.js';

const NOTE: Annotation = {
  path: 'docs/decisions/0042.md',
  startLine: 14,
  endLine: 14,
  level: 'failure',
  title: 'Rollback path not found',
  message: 'It has no such heading.',
};

const HELD: CheckRun = {
  kind: 'check-run',
  headOid: 'a'.repeat(40),
  conclusion: 'failure',
  title: 'Held: checkout-pricing needs a rollback path',
  summary: 'This change touches **Checkout pricing**.',
  annotations: [NOTE],
};

interface Sent {
  readonly route: string;
  readonly body: Record<string, unknown>;
}

/** Checks of one commit, as GitHub would keep them; every request is noted. */
function board() {
  const sent: Sent[] = [];
  let newest: PublishedRun | null = null;
  let ids = 100;
  const client = {
    request: async (route: string, body: Record<string, unknown>) => {
      sent.push({ route: route.split(' ')[0] ?? '', body });
      const id = typeof body.check_run_id === 'number' ? body.check_run_id : ++ids;
      newest = { id, status: String(body.status), externalId: String(body.external_id) };
      return { data: { id } };
    },
  };
  return {
    sent,
    say: (run: CheckRun) => publish(run, { client, owner: 'acme', repo: 'shop', newest }),
    forget: () => {
      newest = newest === null ? null : { ...newest, externalId: null };
    },
  };
}

const IN_PROGRESS: CheckRun = { ...HELD, conclusion: null, annotations: [] };

describe('what a check run is made of', () => {
  it('creates a completed run with annotations where none stands', async () => {
    const { sent, say } = board();
    expect(await say(HELD)).toBe(101);
    expect(sent).toEqual([
      {
        route: 'POST',
        body: {
          owner: 'acme',
          repo: 'shop',
          name: 'Belay',
          head_sha: HELD.headOid,
          external_id: expect.stringMatching(/^[0-9a-f]{16}-[0-9a-f]{16}$/),
          status: 'completed',
          conclusion: 'failure',
          output: {
            title: HELD.title,
            summary: HELD.summary,
            annotations: [
              {
                path: NOTE.path,
                start_line: 14,
                end_line: 14,
                annotation_level: 'failure',
                title: NOTE.title,
                message: NOTE.message,
              },
            ],
          },
        },
      },
    ]);
  });

  it('never sends more than 50 annotations', async () => {
    const { sent, say } = board();
    await say({ ...HELD, annotations: Array.from({ length: 60 }, () => NOTE) });
    expect(sent[0]?.body.output).toMatchObject({ annotations: { length: 50 } });
  });

  it('takes an answer without an id for trouble', async () => {
    const client = { request: async () => ({ data: '' }) };
    const slot = { client, owner: 'acme', repo: 'shop', newest: null };
    await expect(publish(HELD, slot)).rejects.toMatchObject({ trouble: { kind: 'partial' } });
  });
});

describe('a run that stands already', () => {
  it('is left alone when it says the same', async () => {
    const { sent, say } = board();
    const id = await say(HELD);
    expect(await say({ ...HELD })).toBe(id);
    expect(sent).toHaveLength(1);
  });

  it('is rewritten without annotations when only its text differs', async () => {
    const { sent, say } = board();
    await say(HELD);
    const before = new Date().toISOString();
    await say({ ...HELD, summary: 'Another reason.' });
    expect(sent[1]).toMatchObject({ route: 'PATCH', body: { check_run_id: 101 } });
    expect(String(sent[1]?.body.completed_at) >= before).toBe(true);
    expect(sent[1]?.body.output).not.toHaveProperty('annotations');
  });

  it.each([
    ['differ', [{ ...NOTE, startLine: 15, endLine: 15 }]],
    ['are gone', []],
  ])('is followed by a new one when the annotations %s', async (_, annotations) => {
    const { sent, say } = board();
    await say(HELD);
    await say({ ...HELD, annotations });
    expect(sent[1]?.route).toBe('POST');
  });

  it('is followed by a new one when the verdict is open again', async () => {
    const { sent, say } = board();
    await say(HELD);
    await say(IN_PROGRESS);
    expect(sent[1]).toMatchObject({ route: 'POST', body: { status: 'in_progress' } });
    expect(sent[1]?.body).not.toHaveProperty('conclusion');
  });

  it('is concluded with its annotations when it was in progress', async () => {
    const { sent, say } = board();
    await say(IN_PROGRESS);
    await say(HELD);
    expect(sent[1]).toMatchObject({ route: 'PATCH', body: { conclusion: 'failure' } });
    expect(sent[1]?.body.output).toHaveProperty('annotations');
  });

  it('is replaced when nobody knows what it said', async () => {
    const { sent, say, forget } = board();
    await say(HELD);
    forget();
    await say(HELD);
    expect(sent[1]?.route).toBe('POST');
  });
});
