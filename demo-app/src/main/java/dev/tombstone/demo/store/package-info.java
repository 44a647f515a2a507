/** The shop's maps: sessions, carts, the expiry index, listeners, the product cache. */
@NullMarked
package dev.tombstone.demo.store;

import org.jspecify.annotations.NullMarked;
