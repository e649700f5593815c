/**
 * Completion scripts for shells. Pure.
 *
 * At every Tab they call the program, which prints lines of a word, a tab and a description. This output is never
 * evaluated: the words are read into arrays, and the shell quotes them.
 */

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * For bash 3.2 and later. bash splits words at `=` and `:`; the script joins them, and splits the proposals in the same
 * way.
 */
const BASH = `# bash completion of pipeline-runner: put this into ~/.bashrc
#   eval "$(pipeline-runner completion bash)"
_pipeline_runner() {
  local program="\${COMP_WORDS[0]/#\\~/$HOME}" word glue='' prefix='' quote='' i last value
  local -a words
  words=()
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    if [[ -n $glue || $word == [=:]* ]] && ((\${#words[@]} > 0)); then
      last=$((\${#words[@]} - 1))
      words[last]="\${words[last]}$word"
      if [[ $word == [=:]* ]]; then glue=1; else glue=''; fi
      ((i < COMP_CWORD)) || prefix="\${words[last]%"\${words[last]##*[=:]}"}"
    else
      words[\${#words[@]}]="$word"
    fi
  done
  ((\${#words[@]} > 0)) || words=('')
  last=$((\${#words[@]} - 1))
  case "\${words[last]}" in [\\'\\"]*) quote=1 ;; esac
  for ((i = 0; i <= last; i++)); do words[i]="\${words[i]//[\\\\\\'\\"]/}"; done
  COMPREPLY=()
  while IFS=$'\\t' read -r value _; do
    value="\${value#"$prefix"}"
    [[ -n $quote ]] || printf -v value %q "$value"
    COMPREPLY[\${#COMPREPLY[@]}]="$value"
  done < <("$program" __complete "\${words[@]}" 2>/dev/null)
}
complete -o default -F _pipeline_runner pipeline-runner
`;

const ZSH = `#compdef pipeline-runner
# zsh completion of pipeline-runner: put this into ~/.zshrc, behind compinit
#   eval "$(pipeline-runner completion zsh)"
_pipeline_runner() {
  local value about
  local -a values shown
  while IFS=$'\\t' read -r value about; do
    values+=("$value")
    shown+=("$value\${about:+  -- $about}")
  done < <("\${(Q)words[1]/#\\~/$HOME}" __complete "\${(@Q)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#values} )); then
    compadd -l -d shown -a values
  else
    _files
  fi
}
if [[ "\${funcstack[1]}" == _pipeline_runner ]]; then
  _pipeline_runner "$@"
else
  compdef _pipeline_runner pipeline-runner
fi
`;

const FISH = `# fish completion of pipeline-runner:
#   pipeline-runner completion fish > ~/.config/fish/completions/pipeline-runner.fish
function __pipeline_runner_complete
    set -l typed (commandline -opc) (commandline -ct)
    set -l found ($typed[1] __complete $typed[2..-1] 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c pipeline-runner -f -a '(__pipeline_runner_complete)'
`;

const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };

export const completionScript = (shell: Shell): string => SCRIPTS[shell];
