// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A chat of a line with one person or a group, at Chert or Linq. At Chert it has no line until something is sent. */
final class Chat {

    final String id;
    final List<String> members;
    final boolean group;
    final String service;
    final Instant createdAt;
    final List<Message> messages = new ArrayList<>();
    Line line;
    String health = "HEALTHY";
    String name;
    String icon;
    boolean left;
    Instant shareShownAt;

    Chat(String id, Line line, List<String> members, String service, Instant createdAt) {
        this.id = id;
        this.line = line;
        this.members = new ArrayList<>(members);
        this.group = members.size() > 1;
        this.service = service;
        this.createdAt = createdAt;
    }

    /** A message; an edit replaces its parts. */
    static final class Message {
        final String id;
        final Chat chat;
        final boolean outbound;
        final Instant createdAt;
        ArrayNode parts;
        /** The message in the form of the request. */
        ObjectNode sent = Json.object();

        int edits;
        /** How far it got: delivered, read or failed. */
        String status = "delivered";

        Message(String id, Chat chat, boolean outbound, ArrayNode parts, Instant createdAt) {
            this.id = id;
            this.chat = chat;
            this.outbound = outbound;
            this.parts = parts;
            this.createdAt = createdAt;
        }

        /** Replaces the text of a part. The journal keeps the old parts. */
        void edit(int part, String text) {
            parts = parts.deepCopy();
            ((ObjectNode) parts.get(part)).put("value", text);
        }
    }
}
