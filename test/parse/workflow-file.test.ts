import { describe, expect, it } from 'vitest';
import { isDispatchable } from '../../src/parse/workflow-file.js';

const FILE = '.github/workflows/roll-back.yml';
const JOBS = 'jobs:\n  back:\n    runs-on: ubuntu-latest\n    steps: [{ run: ./back }]\n';

describe('a workflow file', () => {
  it.each([
    ['on: workflow_dispatch\n'],
    ['on: [push, workflow_dispatch]\n'],
    ['on:\n  - workflow_dispatch\n'],
    ['on:\n  workflow_dispatch:\n'],
    ['on:\n  workflow_dispatch: {}\n  push: { branches: [main] }\n'],
    ['on:\n  workflow_dispatch:\n    inputs:\n      to: { type: string, required: true }\n'],
    ['"on": { workflow_dispatch: }\n'],
    ["'on': workflow_dispatch\n"],
    ['on: "workflow_dispatch"\n'],
    ['true: { workflow_dispatch: null }\n'],
    ['name: x\r\non:\r\n  workflow_dispatch:\r\n'],
    ['\uFEFFon: workflow_dispatch\n'],
    ['x: &events { workflow_dispatch: }\non: *events\n'],
    ['{ "on": { "workflow_dispatch": null }, "name": "x" }\n---\n'],
  ])('can be started by hand: %j', (on) => {
    const text = on.endsWith('---\n') ? on : on + JOBS;
    expect(isDispatchable(FILE, text)).toBe(true);
  });

  it.each([
    ['on: push\n'],
    ['on: [push, workflow_call]\n'],
    ['on: { repository_dispatch: }\n'],
    ['on: { push: { branches: [workflow_dispatch] } }\n'],
    ['# on: workflow_dispatch\non: push\n'],
    ['name: workflow_dispatch\n'],
    ['on: null\n'],
    [''],
  ])('cannot: %j', (on) => {
    expect(isDispatchable(FILE, on + JOBS)).toBe(false);
  });

  it.each([
    ['on: [workflow_dispatch\n'],
    ['on: workflow_dispatch\non: push\n'],
    ['on:\n\tworkflow_dispatch:\n'],
    [`# ${'x'.repeat(66_000)}\non: workflow_dispatch\n`],
    [`on: ${'['.repeat(5000)}`],
    ['on: workflow_dispatch\0\n'],
  ])('cannot be read: %#', (text) => {
    expect(isDispatchable(FILE, text)).toBeNull();
  });
});
