"""./bench endpoints: when the page can be used, what a scrape takes, what scrapers cost the application."""
import http.client
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from processes import Jdk

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
AGENT = ROOT + "/agent/dist/target/tombstone-agent.jar"
CLASSES = 100
SCRAPERS, IDLE, SCRAPE_SECONDS = 200, 50, 15
PHASE_SECONDS, SETTLE_SECONDS, PAIRS, BURST_PAIRS = 4, 1, 12, 3
T95 = {2: 4.303, 11: 2.201}

# One thread that deletes as fast as it can from maps of many classes, and says how often when asked.
LOAD = """
import java.util.HashMap;
import java.util.Map;
import java.util.Scanner;

class Load {
  static volatile long rounds;
%s
  public static void main(String[] arguments) {
    Thread thread = new Thread(() -> run(new Map[] {%s}));
    thread.setDaemon(true);
    thread.start();
    Scanner in = new Scanner(System.in);
    while (in.hasNextLine()) {
      in.nextLine();
      System.out.println(System.nanoTime() + " " + rounds);
    }
  }

  static void run(Map<Integer, Integer>[] maps) {
    while (true) {
      for (Map<Integer, Integer> map : maps) {
        for (Integer i = 0; i < 50; i++) {
          map.put(i, i);
          map.remove(i);
        }
      }
      rounds++;
    }
  }
}
"""


class Program:
    """The load with the agent; leaving the block ends it by its id."""

    def __init__(self, jdk, folder):
        self.log = open(os.path.join(folder, "err.txt"), "w+")
        self.process = subprocess.Popen(
            [jdk.java, f"-javaagent:{AGENT}=http.port=0,http.port.file={folder}/port", "-cp", folder, "Load"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.kill()
        self.process.wait()
        self.log.close()

    def start_line(self):
        while True:
            self.log.seek(0)
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", self.log.read())
            if found:
                return int(found.group(1))
            if self.process.poll() is not None:
                raise SystemExit("the program ended")
            time.sleep(0.002)

    def rounds(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        nanos, rounds = self.process.stdout.readline().split()
        return int(nanos), int(rounds)

    def rate(self, seconds):
        time_before, before = self.rounds()
        time.sleep(seconds)
        time_after, after = self.rounds()
        return (after - before) / (time_after - time_before) * 1e9


def prepare(jdk, folder):
    names = [f"Map{i}" for i in range(CLASSES)]
    classes = "".join(f"  static class {name} extends HashMap<Integer, Integer> {{}}\n" for name in names)
    with open(os.path.join(folder, "Load.java"), "w") as source:
        source.write(LOAD % (classes, ", ".join(f"new {name}()" for name in names)))
    subprocess.run([jdk.home + "/bin/javac", "-nowarn", "-d", folder, folder + "/Load.java"],
                   check=True, stderr=subprocess.DEVNULL)


def ask(connection, path, encoding="identity"):
    connection.request("GET", path, headers={"Accept-Encoding": encoding})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status}")
    return body


def usable(port):
    """Milliseconds until the page, its files and its first answers are there, fetched as a browser does."""
    before = time.time()
    page = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    files = re.findall(r'(?:src|href)="(/page/[^"]+)"', ask(page, "/").decode())

    def fetch(path):
        ask(http.client.HTTPConnection("127.0.0.1", port, timeout=30), path)

    threads = [threading.Thread(target=fetch, args=(path,)) for path in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ask(page, "/agent")
    ask(page, "/maps")
    return (time.time() - before) * 1000


def scrapes(port):
    """Milliseconds of a scrape once the code is compiled; its bytes as Prometheus asks for it, and plain."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times = []
    for _ in range(150):
        before = time.time()
        body = ask(connection, "/metrics", "gzip")
        times.append((time.time() - before) * 1000)
    return times[100:], len(body), len(ask(connection, "/metrics"))


class Clients:
    """Scrapers, each once in a period or again at once, and idle connections; in the block only."""

    def __init__(self, port, period):
        self.port, self.period, self.over = port, period, threading.Event()
        self.answers = 0

    def __enter__(self):
        self.idle = [socket.create_connection(("127.0.0.1", self.port), 10) for _ in range(IDLE)]
        self.threads = [threading.Thread(target=self.scrape, args=(i,)) for i in range(SCRAPERS)]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self.over.set()
        for thread in self.threads:
            thread.join()
        for connection in self.idle:
            connection.close()

    def scrape(self, number):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        if self.over.wait(self.period * number / SCRAPERS):
            return
        while True:
            try:
                ask(connection, "/metrics", "gzip")
                self.answers += 1
            except (OSError, http.client.HTTPException):
                connection.close()
            if self.over.wait(self.period):
                connection.close()
                return


def change(program, port, period, pairs):
    """By how much the load is slower with clients than just before, percent: mean, and half of its interval."""
    changes, answers, seconds = [], 0, 0
    for _ in range(pairs):
        time.sleep(SETTLE_SECONDS)
        alone = program.rate(PHASE_SECONDS)
        with Clients(port, period) as clients:
            time.sleep(SETTLE_SECONDS)
            changes.append((1 - program.rate(PHASE_SECONDS) / alone) * 100)
        answers += clients.answers
        seconds += SETTLE_SECONDS + PHASE_SECONDS
    half = T95[pairs - 1] * statistics.stdev(changes) / pairs ** 0.5
    return statistics.mean(changes), half, answers / seconds


def verdict(value, target, half=0.0):
    if value - half > target:
        return "missed"
    return "kept" if value + half <= target else "not decided by this run"


def main(homes):
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    lines = ["| JDK | what | measured | target | |", "|---|---|---|---|---|"]
    for home in homes:
        jdk = Jdk(home)
        with tempfile.TemporaryDirectory() as folder:
            prepare(jdk, folder)
            firsts = []
            for _ in range(5):
                with Program(jdk, folder) as program:
                    firsts.append(usable(program.start_line()))
            first = statistics.median(firsts)
            with Program(jdk, folder) as program:
                port = program.start_line()
                time.sleep(5)
                times, size, plain = scrapes(port)
                slow, half, rate = change(program, port, SCRAPE_SECONDS, PAIRS)
                burst, burst_half, burst_rate = change(program, port, 0, BURST_PAIRS)
        median, longest = statistics.median(times), max(times)
        lines += [
            f"| {jdk.feature} | page served after the start line | {first:.0f} ms (to {max(firsts):.0f}) | 1,000 ms | {verdict(first, 1000)} |",
            f"| {jdk.feature} | scrape of {CLASSES} map classes | {median:.1f} ms (to {longest:.1f}) | 20 ms | {verdict(median, 20)} |",
            f"| {jdk.feature} | its size, gzip (plain {plain / 1024:.0f} KiB) | {size / 1024:.1f} KiB | 64 KiB | {verdict(size, 65536)} |",
            f"| {jdk.feature} | {SCRAPERS} scrapers every {SCRAPE_SECONDS} s ({rate:.0f} a second), {IDLE} idle connections: load slower by "
            f"| {slow:.1f} ± {half:.1f} % | 1 % | {verdict(slow, 1, half)} |",
            f"| {jdk.feature} | the same scrapers without a pause ({burst_rate:.0f} a second) | {burst:.1f} ± {burst_half:.1f} % | none | |",
        ]
    print("\n".join(lines))
    return 1 if any("| missed |" in line for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
