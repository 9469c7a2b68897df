// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.Locale;

import io.vertx.ext.web.RoutingContext;

/** Who uses the page. Without a login, on a machine with twins only, it is the operator. */
enum PageUser {
    /** May see everything and change what the console offers. */
    OPERATOR,
    /** May look, and sees masked numbers. */
    VIEWER;

    private static final String KEY = "callingcard.page-user";

    /** Returns the name of the login, which is the name of the role too. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Remembers who sent a request. */
    void enter(RoutingContext context) {
        context.put(KEY, this);
    }

    /** Returns who sent a request. */
    static PageUser of(RoutingContext context) {
        return context.get(KEY, OPERATOR);
    }
}
