/** The shop over HTTP. */
@NullMarked
package dev.tombstone.demo.web;

import org.jspecify.annotations.NullMarked;
