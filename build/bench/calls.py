"""Parts calls and idle: JMH, one fork of each variant of each call in a round, the variants in turns."""
import json
import os
import subprocess

PACKAGE = "dev.tombstone.benchmarks.calls."
FAMILIES = ["HashMap", "LinkedHashMap", "TreeMap", "ConcurrentHashMap", "ConcurrentSkipListMap",
            "WeakHashMap", "IdentityHashMap", "EnumMap", "Hashtable"]
SORTED = ["TreeMap", "ConcurrentSkipListMap"]
PAIR = ["bare", "agent"]
THREE = ["bare", "empty hook", "agent"]
ALL = THREE + ["detectors=none", "sample.ratio=1", "disabled", "detached"]
PEERS = ["JFR method timing", "Byteman"]
# JFR cannot time ConcurrentHashMap and says nothing about it.
TIMED = {"HashMap": "java.util.HashMap", "TreeMap": "java.util.TreeMap"}
# Warm-up and measurement, and how many seconds they take: the sampling ratio settles within the second.
FULL = (["-w", "1s", "-i", "3", "-r", "500ms"], 1.5)
SHORT = (["-w", "1s", "-i", "2", "-r", "250ms"], 0.5)
WARM_UP = 2
# For their first five seconds detectors watch all maps whatever it takes.
WATCHED = {"agent": 7, "sample.ratio=1": 7}
START_SECONDS = 1.5


class Call:
    def __init__(self, name, method, variants, threads=1, **parameters):
        self.name, self.variants, self.threads = name, variants, threads
        self.method = PACKAGE + method
        self.parameters = parameters
        self.family = parameters.get("family")


def removals(quick):
    """A subset of operation × family × keys × entries × threads × variant; docs/performance.md says which."""
    for operation in ("miss", "hit"):
        method = "KeyedCalls." + operation
        yield Call(f"HashMap {operation}", method, ALL + PEERS, family="HashMap")
        if operation == "miss":
            yield Call("first subclass miss", method, PAIR, family="Subclass")
            yield Call("71st subclass miss", method, PAIR, family="LateSubclass")
        if quick:
            continue
        yield Call(f"HashMap {operation}, String keys", method, ALL, family="HashMap", keys="String")
        for family in FAMILIES[1:]:
            variants = THREE if operation == "miss" else PAIR
            peers = PEERS[:1] if (family, operation) == ("TreeMap", "miss") else []
            yield Call(f"{family} {operation}", method, variants + peers, family=family)
        for family in ("HashMap", "TreeMap", "ConcurrentHashMap"):
            yield Call(f"{family} {operation}, 1 M entries", method, PAIR, family=family, entries=1 << 20)
        for family in ("HashMap", "ConcurrentHashMap"):
            yield Call(f"{family} {operation}, 2 threads", method, THREE, 2, family=family)
        yield Call(f"one shared ConcurrentHashMap {operation}, 2 threads", "SharedCalls." + operation, PAIR, 2)
    if quick:
        return
    for family in FAMILIES:
        yield Call(f"{family} iterator", "KeyedCalls.iterator", PAIR, family=family)
        yield Call(f"{family} compute", "KeyedCalls.compute", PAIR, family=family)
        many = "64" if family == "EnumMap" else "1,000"
        yield Call(f"{family} removeIf of {many}", "BulkCalls.removeIf", PAIR, family=family)
        yield Call(f"{family} clear of {many}", "BulkCalls.clear", PAIR, family=family)
    for family in SORTED:
        yield Call(f"{family} poll", "KeyedCalls.poll", PAIR, family=family)


def others(quick):
    """Calls that delete nothing."""
    for family in FAMILIES[:1] if quick else FAMILIES[:6]:
        for operation in ("get", "put", "iterate", "fillNew"):
            yield Call(f"{family} {operation}", "IdleCalls." + operation, PAIR + ["detectors=none"], family=family)
    yield Call("HashSet add", "IdleCalls.setAdd", PAIR + ["detectors=none"])


class Calls:
    NAME = "calls"
    ROUNDS = 3

    def __init__(self, bench):
        self.bench = bench
        self.calls = list((removals if self.NAME == "calls" else others)(bench.quick))
        self.times, self.measured_seconds = SHORT if bench.quick else FULL
        help_text = subprocess.run([bench.jdks[0].java, "-jar", bench.agent, "--help"],
                                   capture_output=True, text=True).stdout
        self.detachable = "detach" in help_text

    def prepare(self):
        if self.NAME == "calls" and not self.detachable:
            self.bench.say("SKIPPED: variant detached; this agent has no command detach")

    def seconds_a_round(self):
        return sum(warm_up(variant) + self.measured_seconds + START_SECONDS for jdk in self.bench.jdks for call in self.calls
                   for variant in call.variants if self.options(jdk, call, variant) is not None)

    def run(self, number):
        for jdk in self.bench.jdks:
            for call in self.calls:
                turn = number % len(call.variants)
                for variant in call.variants[turn:] + call.variants[:turn]:
                    options = self.options(jdk, call, variant)
                    if options is not None:
                        self.bench.say(f"JDK {jdk.version}, {call.name}, {variant}")
                        self.fork(jdk, call, variant, options)

    def options(self, jdk, call, variant):
        """Options of the JVM, or None where the variant cannot be had."""
        port_file = os.path.join(self.bench.work, "port")

        def agent(state, settings):
            return [f"-javaagent:{self.bench.agent}={settings}", f"-Dbenchmarks.agent={state}",
                    f"-Dbenchmarks.portFile={port_file}"]

        def byteman():
            jar = self.bench.peers + "/byteman.jar"
            return [f"-javaagent:{jar}=boot:{jar},script:{self.bench.here}/count.btm",
                    "-Dorg.jboss.byteman.transform.all"]

        def method_timing():
            recording = os.path.join(self.bench.work, "timing.jfr")
            return [f"-XX:StartFlightRecording:method-timing={TIMED[call.family]}::remove,filename={recording}"]

        detach = f"-Dbenchmarks.detach={jdk.java},-jar,{self.bench.agent},detach"
        return {
            "bare": lambda: [],
            "empty hook": lambda: agent("emptyHook", "http.enabled=false,detectors=none"),
            "agent": lambda: agent("started", "http.enabled=false"),
            "detectors=none": lambda: agent("started", "http.enabled=false,detectors=none"),
            "sample.ratio=1": lambda: agent("started", "http.enabled=false,sample.ratio=1"),
            "disabled": lambda: agent("disabled", f"http.port=0,http.port.file={port_file}"),
            "detached": lambda: agent("detached", "http.enabled=false") + [detach] if self.detachable else None,
            "JFR method timing": lambda: method_timing() if jdk.feature >= 25 else None,
            "Byteman": byteman,
        }[variant]()

    def fork(self, jdk, call, variant, options):
        result = os.path.join(self.bench.work, "jmh.json")
        # No option of the JVM here: the forks would inherit it.
        command = [jdk.java, "-jar", self.bench.jar, "-f", "1", "-wi", str(warm_up(variant)), *self.times,
                   "-t", str(call.threads), "-foe", "true", "-prof", "gc", "-prof", PACKAGE + "CallerAllocation",
                   "-rf", "json", "-rff", result, "-jvm", jdk.java,
                   "-jvmArgsAppend", " ".join(options)]
        for name, value in call.parameters.items():
            command += ["-p", f"{name}={value}"]
        done = subprocess.run(command + [call.method.replace(".", "\\.") + "$"],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            raise SystemExit(done.stdout)
        with open(result) as text:
            benchmark = json.load(text)[0]
        if benchmark["jvmArgs"] != options:
            raise SystemExit(f"the fork ran with {benchmark['jvmArgs']}, not with {options}")
        self.measured(jdk, call, variant, "ns", benchmark["primaryMetric"]["score"])
        for name, metric in benchmark["secondaryMetrics"].items():
            if name.endswith("gc.alloc.rate.norm"):
                self.measured(jdk, call, variant, "B/op", metric["score"])
            elif name.endswith("caller.alloc") and "BulkCalls" not in call.method:
                self.measured(jdk, call, variant, "caller B/op", metric["score"])

    def measured(self, jdk, call, variant, metric, value):
        self.bench.measured(self.NAME, jdk.version, call.name, variant, metric, value)


class Idle(Calls):
    NAME = "idle"


def warm_up(variant):
    return WATCHED.get(variant, WARM_UP)
