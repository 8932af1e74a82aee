import { startGitHub } from '/work/main/test/github/world.js';
import { startProcess } from '/work/main/scripts/bench/app-process.js';
import { SCENARIOS, run } from '/work/main/scripts/bench/scenarios.js';
import { measure } from '/work/main/scripts/bench/measure.js';
import { open, openShop, UNTOUCHED, complete } from '/work/main/scripts/bench/pulls.js';
import { build } from 'esbuild';
const t0 = performance.now();
await build({ entryPoints: ['/work/main/scripts/bench/minimal-app.ts'], bundle: true, platform:'node', target:'node20', format:'esm', packages:'external', outfile:'/work/main/dist/bench/minimal-app.js', logLevel:'warning'});
const gh = await startGitHub();
const belay = await startProcess('Belay', '/work/main/dist/app.js', gh);
const minimal = await startProcess('minimal', '/work/main/dist/bench/minimal-app.js', gh);
console.log('started', performance.now()-t0);
const shop = await openShop(gh);
for (let i=0;i<30;i++) { const {event} = await open(shop, i%2?UNTOUCHED:complete()); for (const app of [minimal, belay]) { const m = await measure(gh,{app,opened:event,ends:'written'}).catch(e=>{console.log(i,app.name,gh.requests.map(r=>[r.method,r.path,r.operation,r.status,r.ms]), gh.deliveries.at(-1)?.status, gh.deliveries.at(-1)?.answer, gh.deliveries.at(-1)?.event);throw e}); if(i<3) console.log(app.name,m); } }
console.log('warmed', performance.now()-t0, await belay.usage(), await minimal.usage());
for (const s of SCENARIOS) { const r = await run({gh,minimal,belay}, s);
 console.log(s.name, 'min', r.minimal, 'belay', r.belay, 'ratio', r.belay.ms[0]/r.minimal.ms[0], r.belay.ms[60]/r.minimal.ms[60], Math.round(performance.now()-t0)); }
console.log(await belay.usage(), await minimal.usage());
await belay.stop(); await minimal.stop(); await gh.close();
