/**
 * Variables that a stage may not set for its command.
 *
 * Names that make a program load code or look elsewhere for it: their values could come from a run, and would turn data
 * into code.
 */

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

/** Why a stage may not set it, and what to do; null: it may. */
export function refusedVariable(name: string): { readonly message: string; readonly hint: string } | null {
  const upper = name.toUpperCase();
  if (upper.startsWith('PIPELINE_'))
    return {
      message: `a stage may not set ${name}: names that begin with PIPELINE_ are the runner's`,
      hint: 'choose a name that does not begin with PIPELINE_',
    };
  if (!REFUSED.has(upper) && !REFUSED_PREFIX.test(upper)) return null;
  return {
    message: `a stage may not set ${name}: it decides what code a program runs`,
    hint: 'name the variable under "env" in pipeline-runner.config.yaml and set it where the runner is started',
  };
}
