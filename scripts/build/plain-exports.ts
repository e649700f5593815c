/**
 * Makes the chunks of a bundle cheaper to load and to use. Pure.
 *
 * rolldown exports every name by a getter, in case its value changes later. Defining a getter takes several times as
 * long as setting a value, and each use of the name from another chunk calls the getter. Only few names ever change.
 */
import { type ESTree, parseSync, Visitor } from 'rolldown/utils';

const GETTER =
  /Object\.defineProperty\(exports, ("[\w$]+"), \{\s*enumerable: !0,\s*get: function\(\) \{\s*return ([\w$]+);\s*\}\s*\}\)/g;

/** Exports whose values never change become values. rolldown defines all exports at the end of a chunk. */
export function plainExports(code: string): string {
  const names = [...code.matchAll(GETTER)].map(([, , name = '']) => name);
  if (names.length === 0) return code;
  const constant = constants(code);
  return code.replace(GETTER, (getter, key: string, name: string) =>
    constant.has(name) ? `exports[${key}] = ${name}` : getter,
  );
}

/** Names at the top level that are declared with a value and never assigned another one. */
function constants(code: string): ReadonlySet<string> {
  const { program } = parseSync('chunk.js', code);
  const names = new Set<string>();
  for (const statement of program.body) {
    const isNamed = statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration';
    if (isNamed && statement.id) names.add(statement.id.name);
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations)
      if (init !== null) for (const name of namesIn(id)) names.add(name);
  }
  for (const name of assigned(program)) names.delete(name);
  return names;
}

/** In whatever scope: a local variable of the same name only costs a getter. */
function assigned(program: ESTree.Program): readonly string[] {
  const names: string[] = [];
  const add = (target: ESTree.Node): void => void names.push(...namesIn(target));
  new Visitor({
    AssignmentExpression: ({ left }) => add(left),
    UpdateExpression: ({ argument }) => add(argument),
    ForInStatement: ({ left }) => add(left),
    ForOfStatement: ({ left }) => add(left),
  }).visit(program);
  return names;
}

/** The variables that a target of an assignment or a declaration sets. */
function namesIn(target: ESTree.Node): readonly string[] {
  switch (target.type) {
    case 'Identifier':
      return [target.name];
    case 'ArrayPattern':
      return target.elements.flatMap((element) => (element === null ? [] : namesIn(element)));
    case 'ObjectPattern':
      return target.properties.flatMap((property) => namesIn(property.type === 'Property' ? property.value : property));
    case 'AssignmentPattern':
      return namesIn(target.left);
    case 'RestElement':
      return namesIn(target.argument);
    default:
      return [];
  }
}

const INTEROP = /(exports\["[\w$]+"\] = )__toESM\b/;

/**
 * `import path from 'node:path'` gets a copy of the Node module, by rolldown's `__toESM`: one for all chunks of the
 * program, instead of one for each. To be applied after {@link plainExports}.
 */
export const sharedInterop = (code: string): string => code.replace(INTEROP, `$1${SHARED}`);

/** `isNode`: the imports of a module of ours, which get a copy of any other module too. */
const SHARED = `((copies) => (module, isNode) => {
	if (!isNode) return __toESM(module);
	if (!copies.has(module)) copies.set(module, __toESM(module, isNode));
	return copies.get(module);
})(new Map())`;
