/** What it costs: {@code mvn -q -Pbench verify}. Figures are ratios within one run, since machines differ. */
package io.callingcard.bench;
