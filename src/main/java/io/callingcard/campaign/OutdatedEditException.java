// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

/** An edit of a campaign was refused, because another person saved a version after the editor had read it. */
public class OutdatedEditException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    OutdatedEditException(String campaign, int seen, int newest) {
        super("version: of the campaign " + campaign + " is " + newest + ", but the edit is of version " + seen
                + ". Read the newest version, and edit that.");
    }
}
