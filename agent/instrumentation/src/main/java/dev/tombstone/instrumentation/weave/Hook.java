package dev.tombstone.instrumentation.weave;

/** Names and descriptors of the hook's methods as woven code calls them. */
final class Hook {
  static final String REMOVALS = "dev/tombstone/hook/RemovalHook";
  static final String FAILURES = "dev/tombstone/hook/FailedRemoval";
  static final String SCOPES = "dev/tombstone/hook/OperationScope";
  static final String SCOPE_STACK = "dev/tombstone/hook/ScopeStack";
  static final String PROPERTIES = "dev/tombstone/hook/jdk/PropertiesMaps";
  static final String MUTATIONS = "dev/tombstone/hook/watch/MutationHook";
  static final String ITERATIONS = "dev/tombstone/hook/watch/IterationHook";
  static final String RESIZES = "dev/tombstone/hook/watch/ResizeHook";
  static final String WEAK_MAPS = "dev/tombstone/hook/watch/WeakMapHook";
  static final String LOOPS = "dev/tombstone/hook/bulk/LoopHook";
  static final String BULK = "dev/tombstone/hook/bulk/BulkHook";
  static final String PACKAGE = "dev/tombstone/hook/";

  private static final String O = "Ljava/lang/Object;";
  private static final String SCOPE_STACK_TYPE = "L" + SCOPE_STACK + ";";

  private static final String ROW = "[J";

  static final String ENTER = "(" + O + O + "I)" + ROW;
  static final String ENTER_DROPPING = "(I" + O + "I)" + ROW;
  static final String ENTER_REPLACING = "(" + O + O + O + O + "I)" + ROW;
  static final String KEY_OF = "(" + O + ")" + O;
  static final String RECORD = "(" + ROW + O + "J" + O + O + O + "II)V";
  static final String RECORD_LATE = "(J" + O + O + "II)V";
  static final String REMOVAL_FAILED = "(" + ROW + "JI)V";
  static final String FAILED_REPLACING = "(Ljava/lang/Throwable;" + ROW + "J" + O + O + "I)V";
  static final String FAILED_AROUND = "(" + ROW + O + O + "I)V";
  static final String FAILED_LATE = "(J" + O + O + "I)V";
  static final String FAILED_BEHIND = "(" + O + O + "I)V";
  static final String GUARDED = "(Z" + O + O + "I)V";
  static final String NULL_VALUE = "(" + O + O + O + "I)V";
  static final String DEFAULT_REMOVE = "(Z" + O + O + O + ")V";
  static final String VIEW_REMOVE = "(Z" + O + O + ")V";
  static final String VIEW_GUARDED = "(Z" + O + O + ")V";
  static final String PUSH_REMOVAL = "(" + SCOPE_STACK_TYPE + O + O + "I)" + SCOPE_STACK_TYPE;
  static final String PUSH_ITERATOR = "(" + SCOPE_STACK_TYPE + O + O + "I)" + SCOPE_STACK_TYPE;
  static final String PUSH_WRAPPER = "(" + O + O + ")" + SCOPE_STACK_TYPE;
  static final String PUSH_VIEW = "(" + O + ")" + SCOPE_STACK_TYPE;
  static final String POP = "(" + SCOPE_STACK_TYPE + "I)V";
  static final String VIEW_TAKEN = "(" + O + O + ")V";
  static final String MUTATION_ENTER = "(" + O + O + O + "I)J";
  static final String MUTATION_EXIT = "(J)V";

  static final String FAILED = "(" + O + "I)V";
  static final String ENDED = "(" + O + "II)V";
  static final String ENDED_AT = "(" + O + "III" + O + ")V";
  static final String CHANGED = "(" + O + "I)V";
  static final String RESERVE = "()V";
  static final String MOVED = "(II" + O + ")V";

  static final String RESIZING = "(I" + O + ")J";
  static final String RESIZED = "(J" + O + ")V";
  static final String ASSISTING = "()J";
  static final String ASSISTED = "(J" + O + O + ")V";
  static final String EXPUNGING = "(IJ)J";
  static final String EXPUNGED = "(IJ" + O + ")V";

  static final String INSERTING = "(" + O + ")V";
  static final String LOOP_BEGINS = "(" + O + ")V";
  static final String BULK_ENTER = "()J";
  static final String BULK_ENTER_CLEAR = "(" + O + ")J";
  static final String BULK_SIZE = "(J" + O + ")J";
  static final String BULK_ONE = "(" + O + ")I";
  static final String BULK_EXIT = "(JJII" + O + O + "I)V";

  private Hook() {}
}
