/**
 * What Belay is compared with: a Probot app that does the least a check can do. It lists the pull
 * request's files and reads one file, both at once, and writes one check.
 */
import { createServer } from 'node:http';
import { pino } from 'pino';
import { type ApplicationFunction, createNodeMiddleware, Probot, ProbotOctokit } from 'probot';

const { APP_ID = '', PRIVATE_KEY = '', WEBHOOK_SECRET = '', GITHUB_API_URL = '' } = process.env;

const check: ApplicationFunction = (app) => {
  app.on('pull_request.opened', async ({ octokit, payload }) => {
    const { name: repo, owner } = payload.repository;
    const { number, head } = payload.pull_request;
    const place = { owner: owner.login, repo };
    const [files] = await Promise.all([
      octokit.rest.pulls.listFiles({ ...place, pull_number: number, per_page: 100 }),
      octokit.rest.repos.getContent({ ...place, path: '.github/belay.yml' }),
    ]);
    await octokit.rest.checks.create({
      ...place,
      name: 'Minimal',
      head_sha: head.sha,
      status: 'completed',
      conclusion: 'success',
      output: { title: 'Looked at', summary: `${files.data.length} files` },
    });
  });
};

interface Plugged {
  readonly throttle?: object;
}

const probot = new Probot({
  appId: APP_ID,
  privateKey: PRIVATE_KEY,
  secret: WEBHOOK_SECRET,
  baseUrl: GITHUB_API_URL,
  log: pino({ level: 'warn' }),
  // Only as a function do these reach the plugins.
  Octokit: ProbotOctokit.defaults((options: Plugged) => ({
    ...options,
    throttle: { ...options.throttle, enabled: false },
    retry: { enabled: false },
  })),
});
const middleware = await createNodeMiddleware(check, { probot });

createServer(async (request, response) => {
  if (!(await middleware(request, response))) response.writeHead(404).end();
}).listen(Number(process.env.PORT), '127.0.0.1');
