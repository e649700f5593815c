/** The commands in the order in which the help lists them. */
import type { Cli } from './declare.ts';
import { explain, graph, lineage, list, logs, status } from './declared/reading.ts';
import { plan, run, validate } from './declared/running.ts';
import { cancel, retry } from './declared/steering.ts';
import { completion, gc, schema, version } from './declared/tools.ts';
import { buildRouteMap } from './stricli.ts';

export const routes = buildRouteMap<string, Cli>({
  docs: { brief: 'Runs pipelines whose only interface is files in a git repository' },
  routes: {
    run,
    validate,
    plan,
    status,
    list,
    logs,
    explain,
    lineage,
    graph,
    retry,
    cancel,
    schema,
    completion,
    gc,
    version,
  },
});
