# What stages of test projects run: does the same as act.mjs where a shell can, since Node takes 40 times as long to
# start, and leaves the rest to it. script.sh, which is made of script.json, sets the outcome of `task`, or `node=1`.
task=${PIPELINE_RUNNER_TASK#*/}
node=
output=
exit=0
stderr=
stdout=

# As a list in JSON, unless a value would need escapes.
for arg; do
  case $arg in *[\"\\]* | *[[:cntrl:]]*) node=1 ;; esac
  output="$output,\"$arg\""
done
output="[${output#,}]"

# How many times this task has begun, this time included.
begun() {
  count=1
  [ ! -e executions.log ] || while read -r line; do
    case $line in "start $task "*) count=$((count + 1)) ;; esac
  done < executions.log
}

# Tests may remove script.json alone.
[ ! -e script.json ] || . ./script.sh
[ -z "$node" ] || exec node tools/act.mjs "$@"

echo "start $task $PIPELINE_ATTEMPT" >> executions.log
printf %s "$stderr" >&2
printf %s "$stdout"
[ -z "$output" ] || printf %s "$output" > "$PIPELINE_OUTPUT"
echo "end $task $PIPELINE_ATTEMPT" >> executions.log
exit "$exit"
