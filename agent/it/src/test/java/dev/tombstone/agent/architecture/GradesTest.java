package dev.tombstone.agent.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tombstone.core.detect.AllDetectors;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.Grade;
import java.lang.reflect.Field;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The grades that a hazard declares, whose series begin at 0, and those that its sightings can
 * have: read from the bytecode wherever a sighting is made.
 */
class GradesTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tombstone.core");

  @Test
  void sightings_everyOne_haveTheGradesThatTheHazardDeclares() throws Exception {
    Map<Hazard, Set<Grade>> reported = new LinkedHashMap<>();
    for (JavaClass type : CLASSES) {
      for (JavaCodeUnit code : type.getCodeUnits()) {
        if (makesSightings(code)) {
          Set<Grade> grades = gradesIn(code);
          assertThat(grades).as("grades named where %s makes a sighting", code).isNotEmpty();
          for (Hazard hazard : hazardsOf(code)) {
            reported.computeIfAbsent(hazard, any -> EnumSet.noneOf(Grade.class)).addAll(grades);
          }
        }
      }
    }
    Map<Hazard, Set<Grade>> declared = new LinkedHashMap<>();
    for (Hazard hazard : AllDetectors.ALL.hazards()) {
      declared.put(hazard, hazard.grades());
    }
    assertThat(reported).isEqualTo(declared);
  }

  private static boolean makesSightings(JavaCodeUnit code) {
    return !code.getOwner().isEquivalentTo(Occurrence.class)
        && code.getConstructorCallsFromSelf().stream()
            .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Occurrence.class));
  }

  private static Set<Grade> gradesIn(JavaCodeUnit code) {
    Map<Grade, Boolean> named = new EnumMap<>(Grade.class);
    for (JavaFieldAccess access : code.getFieldAccesses()) {
      if (access.getTargetOwner().isEquivalentTo(Grade.class)) {
        named.put(Grade.valueOf(access.getTarget().getName()), true);
      }
    }
    return named.keySet();
  }

  /**
   * The hazards named there; where it is a variable, all that its package can have been told of.
   */
  private static Set<Hazard> hazardsOf(JavaCodeUnit code) throws ReflectiveOperationException {
    Set<Hazard> named = hazardsIn(code);
    if (named.isEmpty()) {
      String overlap = code.getOwner().getPackageName();
      for (JavaClass type : CLASSES) {
        for (JavaCodeUnit other : type.getCodeUnits()) {
          boolean within = type.getPackageName().equals(overlap);
          if (within || calls(other, overlap)) {
            named.addAll(hazardsIn(other));
          }
        }
      }
    }
    assertThat(named).as("hazards that %s can report", code).isNotEmpty();
    return named;
  }

  private static boolean calls(JavaCodeUnit code, String packageName) {
    return code.getAccessesFromSelf().stream()
        .map(JavaAccess::getTargetOwner)
        .anyMatch(owner -> owner.getPackageName().equals(packageName));
  }

  /** Read by reflection: what is compared is the objects that run. */
  private static Set<Hazard> hazardsIn(JavaCodeUnit code) throws ReflectiveOperationException {
    Set<Hazard> hazards = new LinkedHashSet<>();
    for (JavaFieldAccess access : code.getFieldAccesses()) {
      boolean constant =
          access.getTarget().getRawType().isEquivalentTo(Hazard.class)
              && access.getTarget().getName().equals("HAZARD")
              && access.getAccessType() == JavaFieldAccess.AccessType.GET;
      if (constant) {
        Field field = Class.forName(access.getTargetOwner().getName()).getField("HAZARD");
        hazards.add((Hazard) field.get(null));
      }
    }
    return hazards;
  }
}
