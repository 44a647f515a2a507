"""./bench overhead, ./bench detail: runs the parts asked for and has their measurements printed. See docs/performance.md."""
import os
import signal
import subprocess
import sys
import tempfile

import calls
import code_size
import detail
import programs
import start
from processes import Jdk

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PARTS = {"calls": calls.Calls, "idle": calls.Idle, "start": start.Start, "programs": programs.Programs,
         "code": code_size.Code, "detail": detail.Detail}


class Bench:
    """What all parts share: jars, JDKs, a folder to write in, and where measurements go."""

    def __init__(self, jdks, quick, only, work):
        target = ROOT + "/agent/benchmarks/target"
        self.jdks, self.quick, self.only, self.work = jdks, quick, only, work
        self.agent = ROOT + "/agent/dist/target/tombstone-agent.jar"
        self.jar = target + "/benchmarks.jar"
        self.classes = target + "/classes"
        self.demo = ROOT + "/demo-app/target/tombstone-demo-app.jar"
        self.here = ROOT + "/build/bench"
        self.file = os.path.join(work, "measurements.tsv")
        self.peers = target + "/peers"
        self.zookeeper = class_path(target + "/zookeeper")
        self.kafka = class_path(target + "/kafka")
        self.zipkin = target + "/zipkin/zipkin-server-exec.jar"

    def measured(self, part, jdk, subject, variant, metric, value):
        with open(self.file, "a") as out:
            out.write("\t".join([part, jdk, subject, variant, metric, repr(float(value))]) + "\n")

    @staticmethod
    def say(text):
        print("== " + text, file=sys.stderr, flush=True)


def class_path(folder):
    return ":".join(sorted(os.path.join(folder, jar) for jar in os.listdir(folder)))


def main(names, rounds, quick, only, homes):
    # So that what is running is ended on the way out.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with tempfile.TemporaryDirectory() as work:
        bench = Bench([Jdk(home) for home in homes], quick, only, work)
        chosen = [(PARTS[name](bench), rounds or PARTS[name].ROUNDS) for name in names]
        for part, times in chosen:
            minutes = part.seconds_a_round() * times / 60
            bench.say(f"{part.NAME}: {times} rounds, about {minutes:.0f} minutes")
        for part, times in chosen:
            part.prepare()
            for number in range(times):
                bench.say(f"{part.NAME}: round {number + 1} of {times}")
                part.run(number)
        report = [bench.jdks[0].java, "-cp", bench.jar, "dev.tombstone.benchmarks.report.OverheadReport"]
        return subprocess.run(report + [bench.file]).returncode


if __name__ == "__main__":
    asked, count, short, only_these = sys.argv[1:5]
    sys.exit(main(asked.split(","), int(count), short == "quick", only_these.split(), sys.argv[5:]))
