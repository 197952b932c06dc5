# For the scripts beside this one, which source it in the project's folder: says what is missing, and builds what is.

fail() {
    echo "openhab/${0##*/}: $*" >&2
    exit 1
}

up_to_date() {
    local kar=(target/*.kar)
    [ -f "${kar[0]}" ] && [ -f target/test.classpath ] && [ -d target/test-classes ] &&
        [ -f openhab/distribution/target/openhab/start.sh ] &&
        [ -z "$(find pom.xml src openhab/pom.xml openhab/distribution/pom.xml -newer "${kar[0]}" -print -quit)" ]
}

# Ends Maven too when this script is told to end or its parent has gone.
build() {
    command -v mvn >/dev/null || fail "Maven is needed to build the binding: there is no mvn in the PATH"
    mkdir -p target/tmp
    export MAVEN_OPTS="-XX:-UsePerfData -Djava.io.tmpdir=$PWD/target/tmp ${MAVEN_OPTS-}"
    local log=target/build.log parent=$PPID seconds=0 maven what="Building"
    [ -f openhab/distribution/target/openhab/start.sh ] || what="Building, which takes some minutes for the first time"
    mvn --batch-mode --no-transfer-progress --quiet package -DskipTests -DskipChecks >"$log" 2>&1 </dev/null &
    maven=$!
    trap 'kill "$maven" 2>/dev/null; wait "$maven"; exit 1' INT TERM HUP
    [ "$terminal" = true ] || echo "$what …"
    while kill -0 "$maven" 2>/dev/null; do
        [ "$(ps -o ppid= -p $$ 2>/dev/null || echo "$parent")" -eq "$parent" ] || { kill "$maven"; exit 1; }
        [ "$terminal" = false ] || printf '\r%s … %d s' "$what" "$seconds"
        sleep 1
        seconds=$((seconds + 1))
    done
    [ "$terminal" = false ] || echo
    trap - INT TERM HUP
    wait "$maven" || { tail -n 30 "$log" >&2; fail "The build failed; all it said is in $PWD/$log"; }
}

jdk=${JAVA_HOME:+$JAVA_HOME/bin/}
version=$("${jdk}javac" -J-XX:-UsePerfData -version 2>/dev/null) ||
    fail "JDK 17 or newer is needed: there is no javac in ${JAVA_HOME:+JAVA_HOME or }the PATH"
version=${version#javac }
[ "${version%%[!0-9]*}" -ge 17 ] || fail "JDK 17 or newer is needed: ${jdk}javac is version $version"

[ -t 1 ] && [ "${TERM:-dumb}" != dumb ] && terminal=true || terminal=false

megabytes=100
up_to_date || megabytes=600
[ "$(df -Pk . | awk 'NR == 2 { print int($4 / 1024) }')" -ge "$megabytes" ] ||
    fail "There is not enough free disk space in $PWD: $megabytes MB are needed"
up_to_date || build
