package io.callingcard.linq;

/** How much of a list is returned. */
public enum Paging {
    /** One page, as a list; the header CamelLinqNextCursor names the one after it. */
    PAGE,
    /** All of it, as an iterator that asks for the next page when it is needed: split it streaming. */
    ALL
}
