#!/usr/bin/env bash
# Assesses one NDJSON file with one process and as partitions under Spark, holds the bytes of both
# against each other, and prints what each took.
#
#   docs/spark/run.sh ROWS [PARTITIONS]
#
# HUIQI      the program, huiqi on the path if not given
# SPARK_HOME a Spark; the folder `pyspark` of `pip install pyspark` is one
# DRAW       draws applicants; the benchmark of files if not given
# FOLDER     where files go, with room for twice the results; a new one, removed at the end, if not given
# MEASURES   words for `huiqi batch`, as in "--measure inclusive-period"; the fixed set of the benchmarks
#            if not given, an empty text for the whole catalogue
set -euo pipefail

rows=$1
partitions=${2:-8}
huiqi=${HUIQI:-$(command -v huiqi)}
as_of=2026-11-23
[ -x "${SPARK_HOME:?set SPARK_HOME}/bin/spark-shell" ]
here=$(cd "$(dirname "$0")" && pwd)
programs=${DRAW:-cargo bench --quiet --locked --manifest-path $here/../../Cargo.toml --bench files --}
measures=${MEASURES-$($programs program measures | tr '\n' ' ')}

if [ -z "${FOLDER:-}" ]; then
  FOLDER=$(mktemp -d)
  trap 'rm -rf "$FOLDER"' EXIT
fi
$programs program draw ndjson 0 "$rows" > "$FOLDER/clients.ndjson"
cd "$FOLDER"
rm -rf results

# Exit code 4 says that a fact could not be used and everything was delivered: no failure of the task.
command="$huiqi batch - --from ndjson --to ndjson -q --as-of $as_of $measures"
export PARTITION="$command --jobs 1 || [ \$? -eq 4 ]"
export PARTITIONS=$partitions

seconds() { date +%s.%N; }
took() { awk -v time="$1" -v rows="$rows" -v what="$2" 'BEGIN {
  printf "%-28s %10.1f s %12.0f rows/s; 180 million rows, extrapolated: %.1f hours\n", what, time, rows / time, 180e6 * time / rows / 3600
}'; }
since() { awk -v from="$1" -v to="$(seconds)" 'BEGIN { print to - from }'; }

start=$(seconds)
bash -c "$command < clients.ndjson > one.ndjson || [ \$? -eq 4 ]"
took "$(since "$start")" "one process"

start=$(seconds)
"$SPARK_HOME/bin/spark-shell" --master 'local[*]' -I "$here/pipe.scala" < /dev/null > spark.log 2>&1 \
  || { tail -n 40 spark.log >&2; exit 1; }
whole=$(since "$start")
took "$(grep -o 'partitions took [0-9.]*' spark.log | grep -o '[0-9.]*$')" "Spark, all partitions"
printf '%-28s %10.1f s\n' "Spark with its own start" "$whole"

echo "$("$huiqi" --version), $(grep -o 'version [0-9.]*$' spark.log | head -n 1 | sed 's/version/Spark/'), $(nproc) cores, $partitions partitions, $(du -h clients.ndjson | cut -f1) in, $(du -h one.ndjson | cut -f1) out"
if cat results/part-* | cmp - one.ndjson; then
  echo "the partitions in their order are the same bytes as one process: $(sha256sum one.ndjson | cut -c1-16)…"
else
  echo "the bytes differ" >&2
  exit 1
fi
