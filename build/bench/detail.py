"""Part detail: what it costs to record a deletion, on the application's thread and on the drain."""
import json
import os
import threading
import time

from processes import Server, fetch, port_in

LOAD = "dev.tombstone.benchmarks.detail.DetailLoad"
BURST_LOAD = "dev.tombstone.benchmarks.detail.BurstLoad"
BURST = "two million at once"
BURST_SECONDS = 4
COUNTED, RECORDED = "counted", "recorded"
# Nothing is drawn, or everything.
RATIOS = {COUNTED: "sample.ratio=1/1048576", RECORDED: "sample.ratio=1"}


class Rate:
    def __init__(self, name, a_second, walked_kib):
        self.name, self.a_second, self.walked_kib = name, a_second, walked_kib


RATES = (Rate("5,000 a second", 5_000, 256), Rate("20,000 a second", 20_000, 96), Rate("500,000 a second", 500_000, 0))


class Detail:
    NAME = "detail"
    ROUNDS = 3

    def __init__(self, bench):
        self.bench = bench
        self.warm_up, self.seconds = (5, 3) if bench.quick else (20, 10)

    def prepare(self):
        pass

    def seconds_a_round(self):
        return len(self.bench.jdks) * (len(RATES) * len(RATIOS) * (self.warm_up + self.seconds + 2) + BURST_SECONDS)

    def run(self, number):
        order = list(RATIOS) if number % 2 == 0 else list(RATIOS)[::-1]
        for jdk in self.bench.jdks:
            for rate in RATES:
                self.bench.say(f"JDK {jdk.version}, {rate.name}")
                for variant in order:
                    for metric, value in self.measure(jdk, rate, variant).items():
                        self.bench.measured(self.NAME, jdk.version, rate.name, variant, metric, value)
            self.bench.say(f"JDK {jdk.version}, {BURST}")
            for metric, value in self.burst(jdk).items():
                self.bench.measured(self.NAME, jdk.version, BURST, RECORDED, metric, value)

    def measure(self, jdk, rate, variant):
        port_file = self.port_file()
        arguments = map(str, (rate.a_second, rate.walked_kib, self.warm_up, self.seconds))
        command = self.command(jdk, port_file, variant, LOAD, *arguments)
        ratios = []
        with Server(command, self.bench.work, "detail") as load:
            watch = threading.Thread(target=self.watch, args=(load, port_file, ratios))
            watch.start()
            load.process.wait(self.warm_up + self.seconds + 60)
            watch.join()
        figures = self.figures(load)
        metrics = {"removal, ns": float(figures["removal-ns"]), "drain, ns": float(figures["drain-ns"]),
                   "removals/s": float(figures["removals"])}
        if variant == RECORDED and ratios:
            metrics["least ratio"] = min(ratios)
        return metrics

    def burst(self, jdk):
        port_file = self.port_file()
        command = self.command(jdk, port_file, RECORDED, BURST_LOAD, port_file)
        with Server(command, self.bench.work, "burst") as load:
            load.process.wait(60)
        figures = self.figures(load)
        return {"burst, s": float(figures["seconds"]), "recall": float(figures["recall"])}

    def port_file(self):
        """Of the agent that is started next."""
        file = os.path.join(self.bench.work, "agent.port")
        if os.path.exists(file):
            os.remove(file)
        return file

    def command(self, jdk, port_file, variant, load, *arguments):
        options = f"http.port=0,http.port.file={port_file},detectors=none,cpu.limit=off," + RATIOS[variant]
        return [jdk.java, "-Xmx512m", f"-javaagent:{self.bench.agent}={options}", "-cp", self.bench.classes, load,
                *arguments]

    @staticmethod
    def figures(load):
        names = ("removal-ns", "drain-ns", "removals ", "seconds", "recall")
        with open(load.log) as log:
            return dict(line.split() for line in log if line.startswith(names))

    def watch(self, load, port_file, ratios):
        """The ratio in force, once a second, when the start is over."""
        began = time.time()
        while load.process.poll() is None:
            time.sleep(1)
            if time.time() - began > self.warm_up:
                answer = fetch(port_in(port_file), "/hotkeys?window=1m&k=1")
                if answer:
                    ratios.append(json.loads(answer)["sampleRatio"])
