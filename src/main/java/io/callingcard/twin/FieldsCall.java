// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A call whose body has known fields.
 *
 * @param query the parameter of the query that the call needs; null for none
 */
record FieldsCall<C extends Call>(Fields fields, String query, Function<C, Reply> handler)
        implements Function<C, Reply>, Routes.WithBody {

    @Override
    public Reply apply(C call) {
        call.reads(fields);
        return handler.apply(call);
    }

    @Override
    public int status() {
        return fields.status();
    }

    @Override
    public ObjectNode content() {
        return fields.content();
    }
}
