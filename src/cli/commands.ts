/** The commands in the order in which the help lists them. */
import type { Cli } from './declare.ts';
import { approve, diff, edit, reject, requestChanges } from './declared/answering.ts';
import { fork, init, newManifest } from './declared/making.ts';
import { cost, explain, graph, lineage, list, logs, status, verify } from './declared/reading.ts';
import { plan, run, validate } from './declared/running.ts';
import { budget, cancel, pause, reset, retry, skip, unpause } from './declared/steering.ts';
import { completion, doctor, gc, schema, version } from './declared/tools.ts';
import { reconcile, watch } from './declared/watching.ts';
import { buildRouteMap } from './stricli.ts';

export const routes = buildRouteMap<string, Cli>({
  docs: { brief: 'Runs pipelines whose only interface is files in a git repository' },
  routes: {
    init,
    new: newManifest,
    run,
    fork,
    validate,
    plan,
    watch,
    reconcile,
    status,
    list,
    logs,
    cost,
    explain,
    lineage,
    verify,
    graph,
    approve,
    'request-changes': requestChanges,
    reject,
    edit,
    diff,
    retry,
    reset,
    pause,
    unpause,
    cancel,
    skip,
    budget,
    schema,
    completion,
    gc,
    doctor,
    version,
  },
});
