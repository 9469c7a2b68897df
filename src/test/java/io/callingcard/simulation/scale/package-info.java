// SPDX-License-Identifier: Apache-2.0
/** What many nodes and many chats cost: measured costs, the capacity that follows from them, and a day in time-lapse. */
package io.callingcard.simulation.scale;
