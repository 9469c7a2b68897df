// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

/**
 * A YAML file of routes, beans, a Kamelet or a Pipe.
 *
 * @param name as findings name it, for example {@code routes/welcome.camel.yaml}
 */
public record LintFile(String name, String text) {}
