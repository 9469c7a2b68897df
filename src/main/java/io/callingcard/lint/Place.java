// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Where something stands in a file. Lines and columns count from 1, and the end is exclusive. */
record Place(String file, int line, int column, int endLine, int endColumn) {

    static Place of(String file, Node node) {
        Mark start = node.getStartMark().orElseThrow();
        Mark end = node.getEndMark().orElse(start);
        return new Place(file, start.getLine() + 1, start.getColumn() + 1, end.getLine() + 1, end.getColumn() + 1);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
