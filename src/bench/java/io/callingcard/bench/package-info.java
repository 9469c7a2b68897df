/** What it costs: {@code mvn -q -f src/bench verify}. Figures are ratios within one run, since machines differ. */
package io.callingcard.bench;
