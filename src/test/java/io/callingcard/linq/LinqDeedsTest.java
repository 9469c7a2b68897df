package io.callingcard.linq;

import java.util.Set;
import java.util.stream.Stream;

import io.callingcard.provider.fixture.Deed;
import io.callingcard.provider.fixture.DeedsContract;
import io.callingcard.provider.fixture.World;
import io.callingcard.twin.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Every operation through a route, against the twin. */
class LinqDeedsTest extends DeedsContract {

    @Override
    protected World open() {
        return new LinqWorld();
    }

    @Override
    protected Stream<Deed> deeds() {
        return LinqDeeds.all();
    }

    @Override
    protected Stream<String> words() {
        return Stream.of(LinqOperation.values()).map(LinqOperation::word);
    }

    @Override
    protected int[] generalErrors() {
        return new int[] {1007, 2004, 2005, 3001, 3006, 4004};
    }

    @Override
    protected int[] documentedErrors(String word) {
        return switch (word) {
            case "share-card" -> new int[] {2001, 2012, 2013};
            case "create-card" -> new int[] {1001, 1002, 2006, 2014, 5006, 5007};
            case "update-card", "get-card" -> new int[] {1002, 2006, 2012};
            case "ensure-card" -> new int[] {1001, 2006, 5007};
            case "send-contact", "send-text", "send-media", "send-link" ->
                new int[] {1004, 1005, 2001, 2007, 2013, 2024, 2026, 4001};
            case "create-chat" -> new int[] {1001, 1002, 1005, 2006, 2008, 2009, 2024, 2026, 2027};
            case "send-voice" -> new int[] {2001, 2013, 5001};
            case "send-poll" -> new int[] {2001, 2017};
            case "update-chat", "add-participant", "remove-participant", "leave-chat" -> new int[] {1006, 2001, 2013};
            case "typing", "mark-read", "get-chat", "list-messages" -> new int[] {2001};
            case "react", "delete-message", "get-message", "list-thread" -> new int[] {2002};
            case "edit" -> new int[] {1004, 2002, 2017};
            case "upload-attachment" -> new int[] {5001, 5004, 5005};
            case "get-attachment", "download-attachment", "delete-attachment" -> new int[] {2003, 2007};
            case "check-capability" -> new int[] {1002, 4009, 4010};
            case "update-line", "audit-line", "get-audit" -> new int[] {2006, 2019};
            case "request-location", "get-location" -> new int[] {2001, 2016, 2017};
            case "create-webhook" -> new int[] {1001, 2006, 2015};
            case "get-webhook", "update-webhook", "delete-webhook" -> new int[] {2010};
            default -> new int[0];
        };
    }

    @Override
    protected Set<Integer> doubtfulErrors() {
        return Set.of(3001, 3006, 4001, 5001);
    }

    @Override
    protected Set<String> settling() {
        return Set.of("create-card", "update-card", "ensure-card", "ensure-webhook");
    }

    @Override
    protected void assertAuthentic(ReceivedRequest request) {
        assertThat(request.header("authorization")).isEqualTo("Bearer twin");
    }

    @Override
    protected Class<?> component() {
        return LinqComponent.class;
    }
}
