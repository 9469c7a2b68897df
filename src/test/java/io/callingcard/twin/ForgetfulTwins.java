// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

/** Lets the twins forget, as providers do. */
public final class ForgetfulTwins {

    private ForgetfulTwins() {}

    /** Forgets the idempotency keys. Chats and messages stay. */
    public static void forgetKeys(TwinServer twins) {
        synchronized (twins.chert()) {
            twins.chert().state.answered.clear();
        }
        synchronized (twins.linq()) {
            twins.linq().state.answered.clear();
        }
    }
}
