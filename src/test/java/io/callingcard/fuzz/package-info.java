/** Inputs that nobody thought of: {@code mvn -Pfuzz test} looks for them, a usual build repeats those that were found. */
package io.callingcard.fuzz;
