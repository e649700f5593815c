/** The commands in the order of the help. The declaration of a command is loaded when the command is typed. */
import { buildRouteMap, type Cli, type Command, type RouteMap } from './stricli.ts';

const answering = () => import('./declared/answering.ts');
const making = () => import('./declared/making.ts');
const reading = () => import('./declared/reading.ts');
const running = () => import('./declared/running.ts');
const steering = () => import('./declared/steering.ts');
const tools = () => import('./declared/tools.ts');
const watching = () => import('./declared/watching.ts');

const COMMANDS: ReadonlyMap<string, () => Promise<Command<Cli>>> = new Map([
  ['init', async () => (await making()).init],
  ['new', async () => (await making()).newManifest],
  ['run', async () => (await running()).run],
  ['fork', async () => (await making()).fork],
  ['validate', async () => (await running()).validate],
  ['plan', async () => (await running()).plan],
  ['watch', async () => (await watching()).watch],
  ['reconcile', async () => (await watching()).reconcile],
  ['status', async () => (await reading()).status],
  ['list', async () => (await reading()).list],
  ['logs', async () => (await reading()).logs],
  ['cost', async () => (await reading()).cost],
  ['explain', async () => (await reading()).explain],
  ['lineage', async () => (await reading()).lineage],
  ['verify', async () => (await reading()).verify],
  ['graph', async () => (await reading()).graph],
  ['approve', async () => (await answering()).approve],
  ['request-changes', async () => (await answering()).requestChanges],
  ['reject', async () => (await answering()).reject],
  ['edit', async () => (await answering()).edit],
  ['diff', async () => (await answering()).diff],
  ['retry', async () => (await steering()).retry],
  ['reset', async () => (await steering()).reset],
  ['pause', async () => (await steering()).pause],
  ['unpause', async () => (await steering()).unpause],
  ['cancel', async () => (await steering()).cancel],
  ['skip', async () => (await steering()).skip],
  ['budget', async () => (await steering()).budget],
  ['adopt', async () => (await steering()).adopt],
  ['schema', async () => (await tools()).schema],
  ['completion', async () => (await tools()).completion],
  ['gc', async () => (await tools()).gc],
  ['doctor', async () => (await tools()).doctor],
  ['version', async () => (await tools()).version],
]);

export const allRoutes = (): Promise<RouteMap<Cli>> => routesOf(COMMANDS);

/** The routes needed to run the command that was typed, or to report what is wrong with it. */
export function routesFor(command: string | undefined): Promise<RouteMap<Cli>> {
  const declared = command === undefined ? undefined : COMMANDS.get(command);
  return command === undefined || declared === undefined ? allRoutes() : routesOf(new Map([[command, declared]]));
}

async function routesOf(commands: typeof COMMANDS): Promise<RouteMap<Cli>> {
  const loaded = [...commands].map(async ([name, load]) => [name, await load()] as const);
  return buildRouteMap({
    docs: { brief: 'Runs declarative pipelines whose only interface is files in a git repository' },
    routes: Object.fromEntries(await Promise.all(loaded)),
  });
}
