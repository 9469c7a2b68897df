// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that only their owner may read, because they hold personal data. File systems without owners are left alone. */
final class PrivateFile {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateFile.class);

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private PrivateFile() {}

    /**
     * Creates an empty file if there is none, before SQLite would create it for all to read. SQLite gives its other files
     * the permissions of this one.
     */
    static void create(Path file) {
        if (Files.exists(file) || !hasOwners(file)) {
            return;
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
        } catch (IOException e) {
            // Another process was faster, or the folder is missing. The next write reports that.
        }
    }

    /** Closes an existing file to other users. */
    static void tighten(Path file) {
        if (!Files.exists(file) || !hasOwners(file)) {
            return;
        }
        try {
            if (!Files.getPosixFilePermissions(file).equals(OWNER)) {
                Files.setPosixFilePermissions(file, OWNER);
            }
        } catch (IOException e) {
            LOG.warn("Other users may be able to read {}. As its owner, run chmod 600 on it.", file, e);
        }
    }

    private static boolean hasOwners(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
