// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

/** The parts of the runner that this process runs. */
enum Role {
    /** The flows, and the twins when there is no real line. */
    ALL,
    /** Only the flows. The twins, if any, run in another process. */
    FLOWS,
    /** Only the twins. */
    TWINS
}
