package dev.tombstone.core.aggregate;

import dev.tombstone.core.code.CodeOrigins;
import dev.tombstone.core.config.AgentConfig;
import dev.tombstone.core.intake.EventRing;
import dev.tombstone.core.window.Entropy;
import dev.tombstone.core.window.KeyCodes;
import dev.tombstone.core.window.KeyNames;
import dev.tombstone.core.window.SiteTable;
import dev.tombstone.core.window.StackTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.hook.RemovalSink;
import dev.tombstone.model.snapshot.Code;
import java.lang.StackWalker.StackFrame;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Goes through what the first deletions will need on the drain, before the application runs. A
 * class whose initialisation fails for want of memory stays broken for the life of the JVM, and a
 * class of the JDK then is broken for the application too.
 */
final class Rehearsal {
  private static final int SLOTS = 4;

  private Rehearsal() {}

  static void run(AgentConfig config) {
    KeyNames names = new KeyNames(config.keys(), Entropy.SEEDS);
    EventRing ring = new EventRing(SLOTS, false);
    ring.sampled(MapCounters.NONE, 0, "key", RemovalSink.NO_HASH, 1, RemovalSink.NOT_TIMED, 0);
    ring.drain(
        event -> {
          long unused = names.hash(event);
          int unusedOrder = names.name(event).compareTo(names.forgotten(0));
        });
    StackFrame[] stack =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
            .walk(frames -> frames.toArray(StackFrame[]::new));
    Code code = CodeOrigins.rehearse(config.filter(), stack);
    new KeyCodes().add(1, 0, code);
    SiteTable sites = new SiteTable(config.filter());
    SiteTable.Site site = sites.of(stack, code, 0, 0);
    if (site != null) {
      sites.count(site, stack, "java.lang.String", 1, true);
      site.record(1);
    }
    int unusedStack = new StackTable().of(stack, code, 0, 0);
    boolean unusedFilter = config.filter().allowsSite(Rehearsal.class.getName());
    boolean unusedMatch = Stream.of(site, stack).anyMatch(Objects::isNull);
    LockSupport.unpark(null);
    long unusedPid = ProcessHandle.current().pid();
  }
}
