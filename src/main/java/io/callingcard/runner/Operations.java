// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;

import io.callingcard.provider.wire.Json;

/** Runs operations of the components for the console. */
record Operations(ProducerTemplate template) {

    /** Runs an operation. Fails as the operation does. */
    Message run(String uri, Object body, Map<String, Object> headers) throws Exception {
        var done = template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
        if (done.getException() != null) {
            throw done.getException();
        }
        return done.getMessage();
    }

    /** Runs an operation whose answer is JSON. */
    JsonNode json(String uri, Map<String, Object> headers) throws Exception {
        return Json.read(run(uri, null, headers).getBody(byte[].class)).orElseThrow();
    }
}
