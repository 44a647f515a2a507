"""Part start: a trivial program and an unmodified server, from exec until they answer, under each agent."""
import os
import re
import subprocess
import time
import zipfile

from processes import Server, fetch, free_port, serves

HELLO = "dev.tombstone.benchmarks.programs.Hello"
AGENTS = ["bare", "Tombstone", "opentelemetry-javaagent", "jmx_prometheus_javaagent"]
ARCHIVE = ", class archive"
# What JDK 25 prints for any agent where an archive is named: jdk.module.addmods differs from the dump's.
JVM_ON_ANY_AGENT = re.compile(r"\[[^]]*]\[error *]\[cds *] (An error has occurred while processing|"
                              r"Mismatched values for property jdk.module.addmods|Disabling optimized module)")


class Start:
    NAME = "start"
    ROUNDS = 5

    def __init__(self, bench):
        self.bench = bench
        self.idle_seconds = 2 if bench.quick else 8
        self.hello = os.path.join(bench.work, "hello.jar")
        self.archives = {}

    def seconds_a_round(self):
        return len(self.bench.jdks) * 2 * len(AGENTS) * (3 + 5 + self.idle_seconds)

    def prepare(self):
        """The archives are made without an agent: the JVM refuses to make one with it."""
        member = HELLO.replace(".", "/") + ".class"
        with zipfile.ZipFile(self.hello, "w") as jar:
            jar.write(os.path.join(self.bench.classes, member), member)
        with open(os.path.join(self.bench.work, "jmx.yaml"), "w") as rules:
            rules.write("rules:\n- pattern: '.*'\n")
        size = os.path.getsize(self.bench.agent) / (1 << 20)
        self.bench.measured("jar", "any", "jar", "Tombstone", "MiB", size)
        for jdk in self.bench.jdks:
            for program, train in (("Hello", self.run_hello), ("ZooKeeper", self.train_zookeeper)):
                archive = os.path.join(self.bench.work, f"{program}-{jdk.feature}.jsa")
                train(jdk, ["-XX:ArchiveClassesAtExit=" + archive])
                self.archives[program, jdk.feature] = archive

    def run(self, number):
        for jdk in self.bench.jdks:
            for suffix in ("", ARCHIVE):
                turn = number % len(AGENTS)
                for agent in AGENTS[turn:] + AGENTS[:turn]:
                    self.bench.say(f"JDK {jdk.version}, {agent}{suffix}")
                    self.measure_hello(jdk, agent, suffix, number)
                    self.measure_zookeeper(jdk, agent, suffix)

    def measured(self, jdk, program, variant, metric, value):
        self.bench.measured(self.NAME, jdk.version, program, variant, metric, value)

    def options(self, jdk, program, agent, suffix, port):
        """Each agent with one endpoint on loopback, and the server's own logging off."""
        work, peers = self.bench.work, self.bench.peers
        options = {
            "bare": [],
            "Tombstone": [f"-javaagent:{self.bench.agent}=http.port={port}"],
            "opentelemetry-javaagent": [
                f"-javaagent:{peers}/opentelemetry-javaagent.jar", "-Dotel.traces.exporter=none",
                "-Dotel.logs.exporter=none", "-Dotel.metrics.exporter=prometheus",
                "-Dotel.exporter.prometheus.host=127.0.0.1", f"-Dotel.exporter.prometheus.port={port}"],
            "jmx_prometheus_javaagent": [
                f"-javaagent:{peers}/jmx_prometheus_javaagent.jar=127.0.0.1:{port}:{work}/jmx.yaml"],
        }[agent]
        shared = ["-XX:SharedArchiveFile=" + self.archives[program, jdk.feature]] if suffix else []
        return shared + options

    # Hello

    def run_hello(self, jdk, options):
        """Wall seconds from exec to exit and to main, what the system charged, lines beyond its own."""
        with open(os.path.join(self.bench.work, "hello.txt"), "w+") as printed:
            began = time.time()
            process = subprocess.Popen([jdk.java, *options, "-cp", self.hello, HELLO], cwd=self.bench.work,
                                       stdout=printed, stderr=subprocess.STDOUT)
            _, status, used = os.wait4(process.pid, 0)
            wall = time.time() - began
            process.returncode = os.waitstatus_to_exitcode(status)
            printed.seek(0)
            lines = [line for line in printed.read().splitlines() if not JVM_ON_ANY_AGENT.match(line)]
        stamps = [int(line) for line in lines if line.isdigit()]
        if process.returncode != 0 or len(stamps) != 1:
            raise SystemExit("Hello: " + "\n".join(lines))
        return wall, stamps[0] / 1000 - began, used, len(lines) - 1

    def measure_hello(self, jdk, agent, suffix, number):
        options = self.options(jdk, "Hello", agent, suffix, free_port())
        wall, until_main, used, lines = self.run_hello(jdk, options)
        values = {"wall s": wall, "main s": until_main, "cpu s": used.ru_utime + used.ru_stime,
                  "resident MiB": used.ru_maxrss / 1024, "lines": lines}
        if number == 0:
            values["classes"] = self.classes_of_hello(jdk, options)
        for metric, value in values.items():
            self.measured(jdk, "Hello", agent + suffix, metric, value)

    def classes_of_hello(self, jdk, options):
        """In a run of its own, because writing the log takes time."""
        log = os.path.join(self.bench.work, "classes.log")
        self.run_hello(jdk, options + ["-Xlog:class+load:file=" + log])
        with open(log) as text:
            return sum("source:" in line for line in text)

    # ZooKeeper

    def zookeeper(self, jdk, options, port):
        data = os.path.join(self.bench.work, f"data-{time.time_ns()}")
        command = [jdk.java, "-Xmx512m", "-Dzookeeper.admin.enableServer=false",
                   "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", *options, "-cp", self.bench.zookeeper,
                   "org.apache.zookeeper.server.ZooKeeperServerMain", str(port), data]
        return Server(command, self.bench.work, "zookeeper")

    def train_zookeeper(self, jdk, options):
        port = free_port()
        with self.zookeeper(jdk, options, port) as server:
            server.until(lambda: serves(port), "ZooKeeper's answer")

    def measure_zookeeper(self, jdk, agent, suffix):
        port = free_port()
        endpoint = free_port(port + 1)
        options = self.options(jdk, "ZooKeeper", agent, suffix, endpoint)
        with self.zookeeper(jdk, options, port) as server:
            server.until(lambda: serves(port), "ZooKeeper's answer")
            if agent != "bare":
                server.until(lambda: fetch(endpoint, "/metrics") is not None, agent + "'s endpoint")
            values = {"wall s": time.time() - server.started, "cpu s": server.cpu_seconds()}
            time.sleep(self.idle_seconds)
            values["settled cpu s"] = server.cpu_seconds()
            values["resident MiB"] = server.resident_mib()
            values["classes"] = self.classes_of(jdk, server.pid)
        for metric, value in values.items():
            self.measured(jdk, "ZooKeeper", agent + suffix, metric, value)

    @staticmethod
    def classes_of(jdk, pid):
        table = subprocess.run([jdk.home + "/bin/jstat", "-class", str(pid)], capture_output=True, text=True)
        return int(table.stdout.splitlines()[1].split()[0])
