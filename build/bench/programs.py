"""Part programs: whole programs under load, with and without the agent at the same time.

The two share all processors, load generators included, and the operating system moves them from one to the other:
processors of a rented machine differed by up to 1.7 times for minutes, which half of the processors for each would
book on one of the two. What slows the machine down slows both. Only the first seconds, which are those of a JVM with
one processor, have one each; these are exchanged from round to round.
"""
import concurrent.futures
import contextlib
import glob
import os
import re
import subprocess
import threading
import time

from processes import PATIENCE, TICK, Server, connects, fetch, free_port, port_in
from servers import SERVERS, WARNINGS

PACKAGE = "dev.tombstone.benchmarks.programs."
PROGRAMS = (*SERVERS, "H2", "javac")
VARIANTS = ("bare", "agent")
START_SECONDS = 7
FIRST_SECONDS = 15
# Names of the JVM's compiler threads, as the system shows them.
COMPILER = re.compile(r"C[12] Compiler")


class Programs:
    NAME = "programs"
    ROUNDS = 10

    def __init__(self, bench):
        self.bench = bench
        self.chosen = [name for name in PROGRAMS if name in (bench.only or PROGRAMS)]
        warm_up = WarmUp(2, 3, 3) if bench.quick else WarmUp(2, 46, 120)
        measured_seconds = 4 if bench.quick else 15
        self.seconds = START_SECONDS + warm_up.least + measured_seconds
        processors = sorted(os.sched_getaffinity(0))
        if len(processors) < 2:
            raise SystemExit("programs: needs two processors, one for each of a pair")
        self.places = [Place(bench, "first", processors[0], 23_000, warm_up, measured_seconds),
                       Place(bench, "second", processors[1], 25_000, warm_up, measured_seconds)]

    def prepare(self):
        for place in self.places:
            os.makedirs(place.folder)

    def seconds_a_round(self):
        first = FIRST_SECONDS if "H2" in self.chosen else 0
        return len(self.bench.jdks) * (len(self.chosen) * self.seconds + first)

    def run(self, number):
        places = self.places if number % 2 == 0 else self.places[::-1]
        for jdk in self.bench.jdks:
            for name in self.chosen:
                self.bench.say(f"JDK {jdk.version}, {name}")
                with concurrent.futures.ThreadPoolExecutor() as pool:
                    both = [pool.submit(place.run, jdk, name, variant) for place, variant in zip(places, VARIANTS)]
                for variant, done in zip(VARIANTS, both):
                    for metric, value in done.result().items():
                        self.bench.measured(self.NAME, jdk.version, name, variant, metric, value)
            if "H2" in self.chosen:
                self.first_seconds(jdk, places)

    def first_seconds(self, jdk, places):
        self.bench.say(f"JDK {jdk.version}, H2, first {FIRST_SECONDS} seconds")
        with concurrent.futures.ThreadPoolExecutor() as pool:
            both = [pool.submit(place.first_seconds, jdk, variant) for place, variant in zip(places, VARIANTS)]
        for variant, done in zip(VARIANTS, both):
            self.bench.measured(self.NAME, jdk.version, f"H2, first {FIRST_SECONDS} s of one processor", variant,
                                "operations", done.result())


class WarmUp:
    """Of all programs of a round: it ends when the JVMs' compilers have come to rest, for all at once."""

    REST = 0.03  # of a processor

    def __init__(self, parties, least, most):
        self.least, self.most = least, most
        self.look_seconds = min(5, least)
        self.barrier = threading.Barrier(parties)

    def wait(self, servers):
        began = time.time()
        self.barrier.wait(PATIENCE)
        while all(server.process.poll() is None for server in servers):
            before = compiler_seconds(servers)
            time.sleep(self.look_seconds)
            busy = (compiler_seconds(servers) - before) / self.look_seconds
            lasted = time.time() - began
            if lasted >= self.most or (lasted >= self.least and busy < self.REST):
                break
        self.barrier.wait(PATIENCE)


def compiler_seconds(servers):
    """Of the compiler threads that are alive: some end when there is nothing to do."""
    ticks = 0
    for server in servers:
        for task in glob.glob(f"/proc/{server.pid}/task/*/stat"):
            try:
                with open(task) as stat:
                    name, _, rest = stat.read().partition(" (")[2].rpartition(")")
            except OSError:
                continue
            if COMPILER.match(name):
                fields = rest.split()
                ticks += int(fields[11]) + int(fields[12])
    return ticks / TICK


class Place:
    """A folder, ports and a processor of its own for what wants one, and a program."""

    def __init__(self, bench, name, processor, first_port, warm_up, measured_seconds):
        self.bench, self.processor, self.first_port = bench, processor, first_port
        self.folder = os.path.join(bench.work, name)
        self.warm_up, self.measured_seconds = warm_up, measured_seconds
        self.port_file = os.path.join(self.folder, "agent.port")

    def run(self, jdk, name, variant):
        if name in SERVERS:
            return self.server(jdk, SERVERS[name], self.options(variant))
        run = {"H2": self.database, "javac": self.compiler}[name]
        return run(jdk, self.options(variant))

    def options(self, variant):
        if variant == "bare":
            return []
        if os.path.exists(self.port_file):
            os.remove(self.port_file)  # of the program before, whose port is not this one's
        return [f"-javaagent:{self.bench.agent}=http.port=0,http.port.file={self.port_file}"]

    def started(self, command, name, **streams):
        return Server(command, self.folder, name, **streams)

    # The programs

    def server(self, jdk, start_of, options):
        start = start_of(self.bench, jdk.java, options, self.folder, free_port(self.first_port))
        with self.started(start.command, "server") as server:
            server.until(lambda: connects(start.port), "the server's port")
            if has_agent(options):
                server.until(lambda: port_in(self.port_file), "the agent's port")
            with self.load(jdk, ["-Xmx256m", WARNINGS], start.load_path, start.load,
                           [f"127.0.0.1:{start.port}"]) as load:
                return self.measure(server, load, has_agent(options))

    def database(self, jdk, options):
        path = self.bench.jar + ":" + self.bench.peers + "/h2.jar"
        with self.load(jdk, ["-Xmx512m", *options], path, "DatabaseLoad", []) as load:
            return self.measure(load, load, has_agent(options))

    def first_seconds(self, jdk, variant):
        """Operations in the first seconds of a JVM's life, its start included, on one processor."""
        command = [jdk.java, "-Xmx512m", *self.options(variant), "-XX:ActiveProcessorCount=1", "-cp",
                   self.bench.jar + ":" + self.bench.peers + "/h2.jar", PACKAGE + "DatabaseLoad", str(FIRST_SECONDS),
                   "start"]
        pinned = ["taskset", "-c", str(self.processor)]
        out = subprocess.run(pinned + command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
        return float(out.stdout.split()[-1])

    def compiler(self, jdk, options):
        peers = self.bench.peers
        path = ":".join(sorted(os.path.join(peers, jar) for jar in os.listdir(peers) if "sources" not in jar))
        arguments = [os.path.join(peers, "guava-sources.jar"), path]
        with self.load(jdk, ["-Xmx512m", *options], self.bench.jar, "JavacLoad", arguments) as load:
            return self.measure(load, load, has_agent(options))

    # Measuring

    def load(self, jdk, options, path, load_class, arguments):
        command = [jdk.java, *options, "-cp", path, PACKAGE + load_class, *arguments,
                   str(self.measured_seconds)]
        return self.started(command, "load", stdin=subprocess.PIPE)

    def measure(self, server, load, agent):
        """What the load says, and what the server used between its begin and its end."""
        results, before = {}, (0.0, 0.0, 0.0)
        warm = threading.Event()
        if agent:
            threading.Thread(target=self.scrape, args=(server, warm), daemon=True).start()
        self.warm_up.wait({server, load})
        with contextlib.suppress(BrokenPipeError):  # A load that has ended says why below.
            print(file=load.process.stdin, flush=True)
        for line in load.process.stdout:
            name, _, value = line.strip().partition(" ")
            if name == "begin":
                warm.set()
                before = self.used(server, agent)
            elif name == "end":
                after = self.used(server, agent)
                load.process.stdin.close()
                return self.metrics(results, [b - a for a, b in zip(before, after)], agent)
            elif name in ("throughput", "p99", "early"):
                results[name] = float(value)
        with open(load.log) as log:
            raise SystemExit("the load failed\n" + log.read())

    def scrape(self, server, warm):
        """Until the measurement begins: a first scrape makes the JVM load and compile much."""
        while not warm.wait(1) and server.process.poll() is None:
            fetch(port_in(self.port_file), "/metrics")

    def metrics(self, results, used, agent):
        cpu, agent_cpu, deletions = used
        operations = results["throughput"] * self.measured_seconds
        if operations == 0:
            self.bench.say("no operation was over within the measured seconds: left out")
            return {}
        metrics = {"operations/s": results["throughput"], "p99 µs": results["p99"],
                   "cpu µs/operation": cpu * 1e6 / operations, "operations/s, second 5 to 60": results["early"]}
        if agent:
            metrics["agent threads, % of cpu"] = 100 * agent_cpu / cpu
            metrics["deletions/s"] = deletions / self.measured_seconds
        return metrics

    def used(self, server, agent):
        """Processor seconds of the process and of the agent's threads, deletions."""
        if not agent:
            return server.cpu_seconds(), 0.0, 0.0
        metrics = fetch(port_in(self.port_file), "/metrics") or ""
        return (server.cpu_seconds(), total(metrics, "tombstone_agent_cpu_seconds_total"),
                total(metrics, "tombstone_removals_total"))


def has_agent(options):
    return any(option.startswith("-javaagent:") for option in options)


def total(metrics, name):
    """Sum over the labels of a metric."""
    return sum(float(line.split()[-1]) for line in metrics.splitlines()
               if line.startswith((name + " ", name + "{")))
