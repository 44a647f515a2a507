/** What the hazard detectors say of programs that are broken, and of programs that are right. */
@NullMarked
package dev.tombstone.agent.hazards;

import org.jspecify.annotations.NullMarked;
