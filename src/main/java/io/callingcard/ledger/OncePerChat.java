package io.callingcard.ledger;

/** Lets a step through once per chat, for good. */
public class OncePerChat extends OncePerStep {

    private static final Window EVER = new Window.Ever();

    @Override
    Window window() {
        return EVER;
    }
}
