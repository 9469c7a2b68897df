// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A call whose body is a file, bare or in a form.
 *
 * @param part the part of the form; null for a body that is the file
 */
record FileBody<C>(String part, Function<C, Reply> handler) implements Function<C, Reply>, Routes.WithBody {

    @Override
    public Reply apply(C call) {
        return handler.apply(call);
    }

    @Override
    public int status() {
        return 200;
    }

    @Override
    public ObjectNode content() {
        ObjectNode content = Json.object();
        if (part == null) {
            content.putObject("*/*").set("schema", file());
        } else {
            form(content).withObjectProperty("properties").set(part, file());
        }
        return content;
    }

    /** Adds a form to the kinds of a body. Returns its schema. */
    static ObjectNode form(ObjectNode content) {
        return content.putObject(WaContentType.FORM).putObject("schema").put("type", "object");
    }

    static ObjectNode file() {
        return Json.object().put("type", "string").put("format", "binary");
    }
}
