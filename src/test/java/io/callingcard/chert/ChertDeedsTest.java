package io.callingcard.chert;

import java.util.Set;
import java.util.stream.Stream;

import io.callingcard.provider.fixture.Deed;
import io.callingcard.provider.fixture.DeedsContract;
import io.callingcard.provider.fixture.World;
import io.callingcard.twin.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Every operation through a route, against the twin. */
class ChertDeedsTest extends DeedsContract {

    @Override
    protected World open() {
        return new ChertWorld();
    }

    @Override
    protected Stream<Deed> deeds() {
        return ChertDeeds.all();
    }

    @Override
    protected Stream<String> words() {
        return Stream.of(ChertOperation.values()).map(ChertOperation::word);
    }

    @Override
    protected int[] generalErrors() {
        return new int[] {1007, 2001, 2004, 2005, 2012, 3001, 3002, 4002};
    }

    @Override
    protected int[] documentedErrors(String word) {
        return switch (word) {
            case "send-contact" -> new int[] {1001, 1002, 1004, 2002, 4001, 4099};
            case "share-card" -> new int[] {1002, 2002, 4001, 4099};
            case "send-text" -> new int[] {1002, 1003, 1005, 1009, 1010, 2002, 2006, 2008, 4001, 4098};
            case "send-media" -> new int[] {1006, 1008, 1011, 5001, 5002, 5003, 5004};
            case "send-link" -> new int[] {1005, 2002, 4001, 4099};
            case "send-location" -> new int[] {1001, 4099};
            case "create-chat" -> new int[] {1001, 1003, 1006, 2006, 4001, 4099};
            case "update-chat" -> new int[] {1004, 1006, 2002, 4001, 4099};
            case "add-participant" -> new int[] {1001, 1006, 2002, 4001, 4099};
            case "remove-participant" -> new int[] {1001, 1002, 1006, 2002, 4001, 4099};
            case "leave-chat" -> new int[] {1002, 1006, 2002, 4001, 4099};
            case "react" -> new int[] {1002, 1004, 2003, 4001};
            case "edit" -> new int[] {1002, 1004, 2003, 4001, 4099};
            case "typing" -> new int[] {2002};
            case "mark-read" -> new int[] {1002, 2002, 4001, 4099};
            case "list-messages" -> new int[] {2002};
            case "get-message" -> new int[] {2003};
            case "upload-attachment" -> new int[] {5002, 5003};
            case "download-attachment" -> new int[] {5001, 5004};
            default -> new int[0];
        };
    }

    @Override
    protected Set<Integer> doubtfulErrors() {
        return Set.of(3001, 3002, 4001, 4002);
    }

    @Override
    protected Set<String> settling() {
        return Set.of("ensure-webhook");
    }

    /** A list that does not show a subscription yet proves nothing. */
    @Override
    protected Set<String> provenNotDone() {
        return Set.of();
    }

    @Override
    protected void assertAuthentic(ReceivedRequest request) {
        assertThat(request.header("x-chert-tenant")).isEqualTo("twin");
        assertThat(request.header("x-chert-signature")).startsWith("v1,");
        assertThat(request.header("authorization")).isNull();
    }

    @Override
    protected Class<?> component() {
        return ChertComponent.class;
    }
}
