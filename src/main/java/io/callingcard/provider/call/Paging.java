package io.callingcard.provider.call;

/** How much of a list is returned. */
public enum Paging {
    /** One page, as a list; a header tells where the next one begins. */
    PAGE,
    /** All of it, as an iterator that asks for the next page when it is needed: split it streaming. */
    ALL
}
