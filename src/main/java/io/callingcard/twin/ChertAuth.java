// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Checks credentials in Chert's order: the signature if there is one, otherwise the bearer token. */
record ChertAuth(ChertState state) {

    private static final long WINDOW_SECONDS = 300;

    void check(ReceivedRequest request) {
        String signature = request.header("x-chert-signature");
        String authorization = request.header("authorization");
        String tenant = request.header("x-chert-tenant");
        Refusal.when(signature == null && authorization == null, 2012, "No credentials");
        if (signature == null) {
            checkBearer(authorization, tenant == null ? onlySecret() : secretOf(tenant));
        } else if (tenant == null) {
            throw new Refusal(2012, "A signature needs the tenant header");
        } else {
            checkSignature(signature, secretOf(tenant), request);
        }
    }

    private String secretOf(String tenant) {
        return ChatState.known(state.tenants, tenant, 2001, "Unknown tenant");
    }

    private String onlySecret() {
        Refusal.when(state.tenants.size() != 1, 2012, "Several tenants: the tenant header is required");
        return state.tenants.values().iterator().next();
    }

    static void checkBearer(String authorization, String secret) {
        Refusal.when(authorization == null || !same(authorization, "Bearer " + secret), 2004, "Bad token");
    }

    private void checkSignature(String header, String secret, ReceivedRequest request) {
        String[] fields = header.split(",", -1);
        if (fields.length != 3 || !fields[0].equals("v1") || !fields[1].matches("\\d{1,12}")) {
            throw new Refusal(2004, "Bad signature");
        }
        long skew = Math.abs(state.now().getEpochSecond() - Long.parseLong(fields[1]));
        Refusal.when(skew > WINDOW_SECONDS, 2013, "Clock skew");
        Refusal.when(!same(fields[2], Hmac.hex(secret, fields[1] + ".", request.body())), 2004, "Bad signature");
    }

    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
