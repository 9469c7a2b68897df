/** The {@code linq:} component: iMessage, RCS and SMS lines by the Linq Partner API. */
package io.callingcard.linq;
