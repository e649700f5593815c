/**
 * The environment of a command: an allow-list of ours, what the project's config adds, what the stage declares. Pure.
 *
 * Names that make a program load code or look elsewhere for it cannot be set by a stage: their values could come
 * from a run, and would turn data into code.
 */
import { err, ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import type { JsonObject } from '../../model/json.ts';
import { failure } from '../failures.ts';
import { secretName, secretValue, textOf } from '../fields.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const INHERITED = new Set(
  `PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TMPDIR TMP TEMP
   SystemRoot SystemDrive windir ComSpec PATHEXT USERPROFILE USERNAME APPDATA LOCALAPPDATA ProgramData ProgramFiles
   ProgramFiles(x86) CommonProgramFiles NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE`
    .split(/\s+/)
    .map((name) => name.toUpperCase()),
);

const REFUSED = new Set(
  `PATH PATHEXT COMSPEC SHELL IFS ENV BASH_ENV BASHOPTS SHELLOPTS PS4 PROMPT_COMMAND CDPATH GLOBIGNORE ZDOTDIR
   NODE_OPTIONS NODE_PATH NODE_REPL_EXTERNAL_MODULE NODE_EXTRA_CA_CERTS TS_NODE_PROJECT TSX_TSCONFIG_PATH
   PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONINSPECT PYTHONBREAKPOINT PYTHONWARNINGS PYTHONUSERBASE
   PERLLIB PERL5LIB PERL5OPT PERL5DB RUBYLIB RUBYOPT GEM_PATH GEM_HOME BUNDLE_GEMFILE
   JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS CLASSPATH MAVEN_OPTS GRADLE_OPTS
   PHPRC PHP_INI_SCAN_DIR LUA_INIT LUA_PATH LUA_CPATH GCONV_PATH LOCPATH HOSTALIASES RES_OPTIONS
   EDITOR VISUAL PAGER LESSOPEN LESSCLOSE BROWSER
   GIT_DIR GIT_EXEC_PATH GIT_SSH GIT_SSH_COMMAND GIT_EDITOR GIT_SEQUENCE_EDITOR GIT_PAGER GIT_ASKPASS SSH_ASKPASS
   GIT_EXTERNAL_DIFF GIT_PROXY_COMMAND GIT_TEMPLATE_DIR RUSTC_WRAPPER RUSTFLAGS GOFLAGS`.split(/\s+/),
);
const REFUSED_PREFIX =
  /^(LD_|DYLD_|PIPELINE_|GIT_CONFIG|BASH_FUNC_|NPM_CONFIG_|LUA_INIT_|COR_|CORECLR_|DOTNET_STARTUP_)/;

/** What passes from the runner's own environment to a command. */
export function inheritedEnvironment(environment: Environment, alsoAllowed: readonly string[]): Record<string, string> {
  const passed: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(environment)) {
    const upper = name.toUpperCase();
    const isAllowed = INHERITED.has(upper) || upper.startsWith('LC_') || alsoAllowed.includes(name);
    if (isAllowed && value !== undefined) passed[name] = value;
  }
  return passed;
}

export interface DeclaredEnvironment {
  readonly values: Readonly<Record<string, string>>;
  /** Values of the secrets in it. */
  readonly secrets: readonly string[];
}

/** `with.env` with its secrets put in. */
export function declaredEnvironment(
  declared: JsonObject,
  secret: (name: string) => string | undefined,
): Result<DeclaredEnvironment, Failure> {
  const values: Record<string, string> = Object.create(null);
  const secrets: string[] = [];
  for (const [name, entry] of Object.entries(declared)) {
    const refusal = refuseName(name);
    if (refusal !== null) return err(refusal);
    const reference = secretName(entry);
    const value = reference === null ? textOf(entry, `env.${name}`) : secretValue(reference, secret);
    if (!value.ok) return value;
    if (value.value.includes('\0')) return err(failure('stage/with', `env.${name} holds a NUL character`));
    if (reference !== null) secrets.push(value.value);
    values[name] = value.value;
  }
  return ok({ values, secrets });
}

function refuseName(name: string): Failure | null {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    return failure('stage/with', `"${name}" is no name of an environment variable`);
  const upper = name.toUpperCase();
  if (!REFUSED.has(upper) && !REFUSED_PREFIX.test(upper)) return null;
  const hint = upper.startsWith('PIPELINE_')
    ? 'Choose a name that does not begin with PIPELINE_.'
    : 'Name the variable under "env" in pipeline-runner.config.yaml and set it where the runner is started.';
  return failure('command/env-refused', `a stage may not set ${name}: it decides what code a program runs`, { hint });
}
