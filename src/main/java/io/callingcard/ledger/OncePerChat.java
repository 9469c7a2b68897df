package io.callingcard.ledger;

/** Once for each chat, for good. */
public class OncePerChat extends OncePerStep {

    private static final Window EVER = new Window.Ever();

    @Override
    Window window() {
        return EVER;
    }
}
