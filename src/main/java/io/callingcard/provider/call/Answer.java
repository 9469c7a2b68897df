// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/** An answer of a provider. Routes can convert it to JSON with the provider's field names, to a map and to text. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public interface Answer {

    /** Returns the result with this answer as the body, and the headers that it sets. */
    default OperationResult result() {
        return OperationResult.of(this);
    }
}
