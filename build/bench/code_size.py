"""Part code: what weaving makes of compiled code.

Programs under load with and without the agent, each with a log of the compilers: machine code of the maps' methods
and of what they are inlined into, and what is no longer inlined; then what uses of maps allocate.
"""
import collections
import concurrent.futures
import html
import os
import re
import subprocess

import programs

MAPS = re.compile(r"java\.util\.(concurrent\.)?\w*(Map|Hashtable|HashSet|TreeSet|Properties)\b")
SIZE_REASONS = ("already compiled into a big method", "hot method too big")
ALLOCATIONS = "dev.tombstone.benchmarks.code.Allocations"


class Code:
    NAME = "code"
    ROUNDS = 3

    def __init__(self, bench):
        self.bench = bench
        self.programs = programs.Programs(bench)
        for place in self.programs.places:
            place.__class__ = LoggedPlace

    def prepare(self):
        self.programs.prepare()

    def seconds_a_round(self):
        return self.programs.seconds_a_round() + len(self.bench.jdks) * 20

    def run(self, number):
        places = self.programs.places if number % 2 == 0 else self.programs.places[::-1]
        for jdk in self.bench.jdks:
            for name in self.programs.chosen:
                self.bench.say(f"JDK {jdk.version}, {name}")
                with concurrent.futures.ThreadPoolExecutor() as pool:
                    both = [pool.submit(place.run, jdk, name, variant)
                            for place, variant in zip(places, programs.VARIANTS)]
                for done in both:
                    done.result()
                for place, variant in zip(places, programs.VARIANTS):
                    self.measured(jdk, name, variant, CompilerLog(place.compiler_log))
            self.bench.say(f"JDK {jdk.version}, allocations")
            for variant in programs.VARIANTS:
                self.allocations(jdk, variant)

    def measured(self, jdk, program, variant, log):
        for method, size in log.sizes.items():
            if MAPS.match(method):
                self.bench.measured(self.NAME, jdk.version, f"{program}: {method}", variant, "machine code, B", size)
            elif method in log.callers:
                self.bench.measured(self.NAME, jdk.version, f"{program}: {method}", variant, "caller's code, B", size)
        for method, times in log.refused.items():
            self.bench.measured(self.NAME, jdk.version, f"{program}: {method}", variant, "calls not inlined", times)

    def allocations(self, jdk, variant):
        agent = [] if variant == "bare" else [f"-javaagent:{self.bench.agent}=http.enabled=false"]
        for maps in ("HashMap", "LinkedHashMap", "TreeMap", "concurrent.ConcurrentHashMap"):
            command = [jdk.java, "-Xmx256m", *agent, "-cp", self.bench.classes, ALLOCATIONS, "java.util." + maps]
            out = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
            for line in out.stdout.splitlines():
                use, _, size = line.partition("\t")
                self.bench.measured(self.NAME, jdk.version, use, variant, "allocated, B", float(size))


class LoggedPlace(programs.Place):
    """A place whose server's compilers write a log."""

    @property
    def compiler_log(self):
        return os.path.join(self.folder, "compilers.xml")

    def options(self, variant):
        return super().options(variant) + ["-XX:+UnlockDiagnosticVMOptions", "-XX:+LogCompilation",
                                           "-XX:LogFile=" + self.compiler_log]


class CompilerLog:
    """Of the optimising compiler: the largest code of each method, the methods that maps were considered in, and how
    often a map's method was not inlined for its size."""

    def __init__(self, file):
        self.sizes, self.callers, self.refused = {}, set(), collections.Counter()
        names, methods, callee, compiled, optimising = {}, {}, None, None, False
        with open(file, errors="replace") as log:
            for line in log:
                tag, _, rest = line.strip().partition(" ")
                if tag == "<task":
                    names, methods = {}, {}
                    compiled, optimising = method_of(rest), attribute(rest, "level") in (None, "4")
                elif tag in ("<type", "<klass"):
                    names[attribute(rest, "id")] = attribute(rest, "name").replace("/", ".")
                elif tag == "<method":
                    methods[attribute(rest, "id")] = (
                        names.get(attribute(rest, "holder"), "") + "." + attribute(rest, "name"))
                elif tag == "<call" and optimising:
                    callee = methods.get(attribute(rest, "method"), "")
                    if MAPS.match(callee):
                        self.callers.add(compiled)
                elif tag == "<inline_fail" and optimising and callee and MAPS.match(callee):
                    if attribute(rest, "reason") in SIZE_REASONS:
                        self.refused[callee] += 1
                elif tag == "<nmethod" and attribute(rest, "level") == "4" and not attribute(rest, "compile_kind"):
                    # Where the code begins: the newer name first.
                    begin = attribute(rest, "main_offset") or attribute(rest, "insts_offset")
                    size = int(attribute(rest, "stub_offset")) - int(begin)
                    method = method_of(rest)
                    self.sizes[method] = max(size, self.sizes.get(method, 0))


def attribute(text, name):
    found = re.search(r"(?:^| )" + name + r"='([^']*)'", text)
    return html.unescape(found.group(1)) if found else None


def method_of(text):
    """Class and name, without the descriptor."""
    return ".".join(attribute(text, "method").split(" ")[:2])
